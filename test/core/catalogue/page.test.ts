import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { alertsPage } from '../../../scripts/docs.ts';

test('docs/alerts.md is the page that the catalogue makes: run `npm run docs`', async () => {
  const page = new URL('../../../docs/alerts.md', import.meta.url);
  expect(await readFile(page, 'utf8')).toBe(alertsPage());
});
