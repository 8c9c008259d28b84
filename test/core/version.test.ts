import { expect, test } from 'vitest';
import { version } from '../../lib/core/version.ts';
import packageJson from '../../package.json' with { type: 'json' };

test('the version is the one of package.json', () => {
  expect(version).toBe(packageJson.version);
});
