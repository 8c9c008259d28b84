import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfiguration } from '../../lib/adapters/configuration-file.ts';
import { ConfigurationError } from '../../lib/core/configuration-error.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lastgood-'));
});
afterAll(() => rm(directory, { recursive: true }));

test('the example that comes with lastgood is good', async () => {
  const example = resolve(import.meta.dirname, '../../apps.example.yml');
  const { apps } = await loadConfiguration(example, {});
  expect(apps.map(({ name }) => name)).toEqual(['my-shop', 'my-shop-api']);
});

test('a file is read with the environment in its headers', async () => {
  const text = `apps: { shop: { health: /h, headers: { A: "\${env:TOKEN}" } } }`;
  const { apps } = await loadConfiguration(await file('good.yml', text), { TOKEN: 'abc' });
  expect(apps[0]?.check.headers['A']?.reveal()).toBe('abc');
});

test('every fault is in the message, with the file, the line and the column', async () => {
  const path = await file('bad.yml', 'apps:\n  shop: { health: h, timeout: 5 }\n');
  const error = await failureOf(path);
  expect(error.faults).toEqual([
    expect.stringContaining(`${path}:2:19 apps.shop.health: expected a path`),
    expect.stringContaining(`${path}:2:31 apps.shop.timeout: expected a duration`),
  ]);
  expect(error.message).toBe(
    `${path} has 2 faults, and nothing was started:\n  ${error.faults.join('\n  ')}`,
  );
});

test('a missing file says what to do', async () => {
  const { message } = await failureOf(join(directory, 'none.yml'));
  expect(message).toContain('none.yml: there is no such file; copy apps.example.yml to it');
});

test('a directory says what to do', async () => {
  expect((await failureOf(directory)).message).toContain('it is a directory; give the path of');
});

test('a file in another encoding is refused instead of being read wrongly', async () => {
  const path = await file('latin.yml', Buffer.from([0x61, 0x3a, 0x20, 0xfc, 0x0a]));
  expect((await failureOf(path)).message).toContain('it is not text in UTF-8; save it as such');
});

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}

async function failureOf(path: string): Promise<ConfigurationError> {
  const outcome = await loadConfiguration(path, {}).catch((error: unknown) => error);
  if (outcome instanceof ConfigurationError) return outcome;
  throw new Error(`expected a ConfigurationError, came ${String(outcome)}`);
}
