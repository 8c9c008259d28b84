import { expect, test } from 'vitest';
import {
  answering,
  ask,
  call,
  deployTo,
  heldTimer,
  logged,
  running,
  startForTest,
} from './setting.ts';

test('a crashed dyno is started again after each wait of its cool-off', async () => {
  const heroku = await startForTest({ restartDelaysMs: [0, 50, 60_000] });
  await heroku.createApp('shop');
  const states: string[] = [];
  const third = new Promise<void>((resolve) => {
    heroku.on('dyno', ({ state }) => {
      states.push(state);
      if (states.filter((each) => each === 'crashed').length === 3) resolve();
    });
  });
  await heroku.deploy('shop', running('exit 1'));
  await third;
  expect(states).toEqual(['starting', 'crashed', 'starting', 'crashed', 'starting', 'crashed']);
});

test('a new release ends the cool-off', async () => {
  const heroku = await startForTest();
  await heroku.createApp('shop');
  await deployTo(heroku, running('exit 1'), 'crashed');
  await deployTo(heroku, answering('well'));
  expect((await ask(heroku)).text).toBe('well');
});

test('a process that ignores SIGTERM is killed after the grace, and only then the new one starts', async () => {
  const stopGraceMs = 30_123;
  const endGrace = heldTimer(stopGraceMs);
  const heroku = await startForTest({ stopGraceMs });
  await heroku.createApp('shop');
  const stubborn = `process.on('SIGTERM', () => console.log('no'));
    require('node:http').createServer((_, r) => r.end('old')).listen(process.env.PORT)`;
  await deployTo(heroku, { files: { 'a.js': stubborn }, procfile: 'web: node a.js' });
  const heard = logged(heroku, 'app[web.1]: no');
  await heroku.deploy('shop', answering('new'));
  await heard;
  endGrace();
  await heroku.untilWeb('shop', 'up');
  const logs = heroku.logs('shop');
  const find = (text: string) => logs.findIndex((line) => line.includes(text));
  expect(find('app[web.1]: no')).toBeGreaterThan(find('Stopping all processes with SIGTERM'));
  expect(find('node server.js new')).toBeGreaterThan(find('Process exited with status'));
  expect((await ask(heroku)).text).toBe('new');
});

test('a dyno sees its config vars and nothing of this process', async () => {
  const heroku = await startForTest();
  await heroku.createApp('shop', { configVars: { COLOUR: 'red' } });
  await deployTo(heroku, answering('hello'));
  const environment = JSON.parse((await ask(heroku, 'environment')).text);
  expect(environment).toMatchObject({ COLOUR: 'red', DYNO: 'web.1' });
  expect(environment).not.toHaveProperty('VITEST');
});

test('GET /dynos tells name, state and the release that really runs', async () => {
  const heroku = await startForTest();
  await heroku.createApp('shop');
  await deployTo(heroku, answering('hello', ['worker: sleep 30']));
  await call(heroku, 'PATCH /apps/shop/formation/worker', { body: { quantity: 1 } });
  const { body } = await call(heroku, 'GET /apps/shop/dynos');
  expect(body).toMatchObject([
    { name: 'web.1', type: 'web', state: 'up', release: { version: 3 } },
    { name: 'worker.1', type: 'worker', command: 'sleep 30', release: { version: 3 } },
  ]);
});

test('a config change is a release that restarts the dynos, and scaling is none', async () => {
  const heroku = await startForTest();
  await heroku.createApp('shop');
  await deployTo(heroku, answering('hello'));
  const before = heroku.dynos('shop')[0]?.pid;
  const body = { COLOUR: 'red' };
  const changed = await call(heroku, 'PATCH /apps/shop/config-vars', { body });
  expect(changed).toMatchObject({ status: 200, body });
  await heroku.untilWeb('shop', 'up');
  expect(heroku.dynos('shop')).toMatchObject([{ releaseVersion: 4 }]);
  expect(heroku.dynos('shop')[0]?.pid).not.toBe(before);
  await call(heroku, 'PATCH /apps/shop/config-vars', { body });
  await call(heroku, 'PATCH /apps/shop/formation/web', { body: { quantity: 2 } });
  expect(heroku.releases('shop')).toHaveLength(4);
});
