import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SmallHeroku } from '../../../lib/local/heroku/small-heroku.ts';
import { answering, ask, call, deployTo, startForTest } from './setting.ts';

async function shopOfOne() {
  const heroku = await startForTest();
  await heroku.createApp('shop');
  await deployTo(heroku, answering('one'));
  return heroku;
}

/** A release command that ends well as soon as the gate is open. */
const waitAtGate = 'release: until [ -f "$GATE" ]; do sleep 0.02; done';

async function createGate() {
  const directory = await mkdtemp(join(tmpdir(), 'gate-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'open');
  return { path, open: () => writeFile(path, ''), close: () => rm(path) };
}

function settled(heroku: SmallHeroku, version: number) {
  return heroku.until(
    'release',
    ({ release }) => release.version === version && release.status !== 'pending',
  );
}

test('a release is pending while its command runs, and the old code goes on answering', async () => {
  const heroku = await shopOfOne();
  const gate = await createGate();
  heroku.setConfig('shop', { GATE: gate.path });
  await heroku.untilWeb('shop', 'up');
  const end = settled(heroku, 5);
  const release = await heroku.deploy('shop', answering('two', [waitAtGate]));
  expect(release).toMatchObject({ version: 5, status: 'pending', current: false });
  expect((await ask(heroku)).text).toBe('one');
  await gate.open();
  expect((await end).release).toMatchObject({ status: 'succeeded', current: true });
  await heroku.untilWeb('shop', 'up');
  expect((await ask(heroku)).text).toBe('two');
});

test('a release whose command fails is failed, and the old one stays current and answers', async () => {
  const heroku = await shopOfOne();
  const end = settled(heroku, 4);
  const command = 'release: echo no such table; exit 4';
  await heroku.deploy('shop', answering('two', [command]));
  expect((await end).release).toMatchObject({ status: 'failed', current: false });
  const { list } = await call(heroku, 'GET /apps/shop/releases');
  expect(list[2]).toMatchObject({ version: 3, current: true });
  expect(list[3]).toMatchObject({ version: 4, current: false, eligible_for_rollback: false });
  expect((await ask(heroku)).text).toBe('one');
  const output = await fetch(list[3]?.output_stream_url ?? '');
  expect(await output.text()).toBe('no such table\n');
});

test('a rollback runs the command of its target, and fails with it', async () => {
  const heroku = await startForTest();
  await heroku.createApp('shop');
  const first = settled(heroku, 3);
  const command = 'release: test ! -f ran-once && touch ran-once';
  await heroku.deploy('shop', answering('one', [command]));
  const target = (await first).release;
  await deployTo(heroku, answering('two'));
  const end = settled(heroku, 5);
  const accepted = await call(heroku, 'POST /apps/shop/releases', { body: { release: target.id } });
  expect(accepted).toMatchObject({ status: 201, body: { status: 'pending', current: false } });
  expect(accepted.body.output_stream_url).toContain(heroku.apiUrl);
  expect((await end).release.status).toBe('failed');
  expect((await ask(heroku)).text).toBe('two');
  expect(heroku.rollbackCalls('shop')).toBe(1);
});

test('config vars come back only once the rollback is live', async () => {
  const heroku = await startForTest();
  const gate = await createGate();
  const before = { GATE: gate.path, COLOUR: 'red' };
  await heroku.createApp('shop', { configVars: before });
  await gate.open();
  const first = settled(heroku, 3);
  await heroku.deploy('shop', answering('one', [waitAtGate]));
  const target = (await first).release;
  const changed = settled(heroku, 4);
  heroku.setConfig('shop', { COLOUR: 'blue' });
  await changed;
  await gate.close();
  const end = settled(heroku, 5);
  await call(heroku, 'POST /apps/shop/releases', { body: { release: target.id } });
  const meanwhile = await call(heroku, 'GET /apps/shop/config-vars');
  expect(meanwhile.body).toEqual({ ...before, COLOUR: 'blue' });
  await gate.open();
  await end;
  expect((await call(heroku, 'GET /apps/shop/config-vars')).body).toEqual(before);
});

test('a release cannot be rolled back to while it is pending', async () => {
  const heroku = await shopOfOne();
  const release = await heroku.deploy('shop', answering('two', ['release: sleep 30']));
  const body = { release: release.id };
  const refused = await call(heroku, 'POST /apps/shop/releases', { body });
  expect(refused).toMatchObject({ status: 422, body: { id: 'invalid_params' } });
});

test('a command that runs past its time is ended, and the release fails', async () => {
  const heroku = await startForTest({ releasePhaseMs: 150 });
  await heroku.createApp('shop');
  const end = settled(heroku, 3);
  await heroku.deploy('shop', answering('one', ['release: sleep 30']));
  expect((await end).release.status).toBe('failed');
});
