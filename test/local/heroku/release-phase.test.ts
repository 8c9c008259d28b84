import { expect, test } from 'vitest';
import type { SmallHeroku } from '../../../lib/local/heroku/small-heroku.ts';
import { answering, ask, call, deployTo, startForTest } from './setting.ts';

async function shopOfOne() {
  const heroku = await startForTest();
  await heroku.createApp('shop');
  await deployTo(heroku, answering('one'));
  return heroku;
}

function settled(heroku: SmallHeroku, version: number) {
  return heroku.until(
    'release',
    ({ release }) => release.version === version && release.status !== 'pending',
  );
}

test('a release is pending while its command runs, and the old code goes on answering', async () => {
  const heroku = await shopOfOne();
  const before = settled(heroku, 4);
  const release = await heroku.deploy('shop', answering('two', ['release: sleep 0.3']));
  expect(release).toMatchObject({ version: 4, status: 'pending', current: false });
  expect((await ask(heroku)).text).toBe('one');
  expect((await before).release).toMatchObject({ status: 'succeeded', current: true });
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
  await heroku.createApp('shop', { configVars: { COLOUR: 'red' } });
  const first = settled(heroku, 3);
  await heroku.deploy('shop', answering('one', ['release: true']));
  const target = (await first).release;
  const changed = settled(heroku, 4);
  heroku.setConfig('shop', { COLOUR: 'blue' });
  await changed;
  const end = settled(heroku, 5);
  await call(heroku, 'POST /apps/shop/releases', { body: { release: target.id } });
  expect((await call(heroku, 'GET /apps/shop/config-vars')).body).toEqual({ COLOUR: 'blue' });
  await end;
  expect((await call(heroku, 'GET /apps/shop/config-vars')).body).toEqual({ COLOUR: 'red' });
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
