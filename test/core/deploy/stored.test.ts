import { expect, test } from 'vitest';
import { deployKey } from '../../../lib/core/deploy.ts';

test('a deploy is found again by later versions, under the key that it has', () => {
  expect(deployKey('1a5f')).toBe('deploy#1a5f');
});
