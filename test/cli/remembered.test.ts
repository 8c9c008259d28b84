// The commands that work on what a running lastgood remembers, each a process of its own.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLastgood } from './lastgood.ts';

/** A healthy app, and an apps.yml for it in a directory of its own. */
async function stage(): Promise<string> {
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const cwd = await mkdtemp(join(tmpdir(), 'lastgood-remembered-'));
  onTestFinished(() => rm(cwd, { recursive: true }));
  await writeFile(
    join(cwd, 'apps.yml'),
    `cadence: { sweep: 500ms, watch: 200ms }
defaults: { timeout: 500ms, sustained: { failures: 3, for: 500ms }, watch: 2s, verify: 500ms }
apps: { shop: { health: "http://127.0.0.1:${port}/health", checkstring: ok } }
platformStatus: off
`,
  );
  return cwd;
}

test('pause and resume reach a running lastgood, which tells; explain reads it, and after a kill too', {
  timeout: 60_000,
}, async () => {
  const cwd = await stage();
  const ask = async (...words: string[]) => {
    const asked = startLastgood(words, { cwd });
    const { code } = await asked.ended;
    return { code, text: [...asked.stdout, ...asked.stderr].join('\n') };
  };
  const running = startLastgood(['start', '--json'], { cwd });
  await running.until(({ text }) => text.includes('healthy'));

  expect((await ask('pause', 'shop', '--by', 'anna')).code).toBe(0);
  const paused = await running.until(({ kind }) => kind === 'paused');
  expect(paused).toMatchObject({ app: 'shop', severity: 'warning' });
  expect(await ask('resume', 'shop')).toEqual({ code: 0, text: 'shop: resumed.' });
  await running.until(({ kind }) => kind === 'pause-ended');
  expect((await ask('pause', '--all')).code).toBe(0);
  await running.until(({ app, kind }) => kind === 'paused' && app !== 'shop');

  const through = await ask('explain', 'shop');
  expect(through.code).toBe(0);
  expect(through.text).toContain('through the lastgood that is running on it');
  expect(through.text).toContain('warning: paused by anna, for');
  running.child.kill('SIGKILL');
  await running.ended;
  const after = await ask('explain', 'shop');
  expect(after.code).toBe(0);
  expect(after.text).toContain('resolved: the pause is over: sick releases are rolled back again');
  expect(after.text).not.toContain('through the lastgood');
});
