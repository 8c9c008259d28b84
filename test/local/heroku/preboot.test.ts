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

/** Known by its length among all timers. */
const prebootSwitchMs = 180_123;

/** The switch comes when the test says so: no dyno boots too slowly to come before it. */
async function shopWithPreboot() {
  const switchNow = heldTimer(prebootSwitchMs);
  const heroku = await startForTest({ prebootSwitchMs });
  await heroku.createApp('shop', { preboot: true });
  await deployTo(heroku, answering('old'));
  return { heroku, switchNow };
}

test('with preboot the old dynos answer, unseen, until the switch', async () => {
  const { heroku, switchNow } = await shopWithPreboot();
  const oldIsGone = heroku.until(
    'dyno',
    ({ releaseVersion, state }) => releaseVersion === 3 && state === 'down',
  );
  await deployTo(heroku, answering('new'));
  const { body } = await call(heroku, 'GET /apps/shop/dynos');
  expect(body).toMatchObject([{ name: 'web.1', state: 'up', release: { version: 4 } }]);
  expect((await ask(heroku)).text).toBe('old');
  switchNow();
  await oldIsGone;
  expect((await ask(heroku)).text).toBe('new');
});

test('with preboot the switch comes even when the new dynos have crashed', async () => {
  const { heroku, switchNow } = await shopWithPreboot();
  const oldIsGone = heroku.until('dyno', ({ state }) => state === 'down');
  await deployTo(heroku, running('exit 1'), 'crashed');
  expect((await ask(heroku)).text).toBe('old');
  switchNow();
  await oldIsGone;
  const line = logged(heroku, 'code=H10');
  expect((await ask(heroku)).status).toBe(503);
  await line;
});

test('a second release within the switch leaves the requests with the first dynos', async () => {
  const { heroku, switchNow } = await shopWithPreboot();
  await deployTo(heroku, answering('middle'));
  const oldIsGone = heroku.until(
    'dyno',
    ({ releaseVersion, state }) => releaseVersion === 3 && state === 'down',
  );
  await deployTo(heroku, answering('new'));
  expect((await ask(heroku)).text).toBe('old');
  switchNow();
  await oldIsGone;
  expect((await ask(heroku)).text).toBe('new');
});

test('the feature can be read and switched, which restarts nothing', async () => {
  const { heroku } = await shopWithPreboot();
  const before = heroku.dynos('shop')[0]?.pid;
  const shown = await call(heroku, 'GET /apps/shop/features/preboot');
  expect(shown.body).toMatchObject({ name: 'preboot', enabled: true });
  const body = { enabled: false };
  await call(heroku, 'PATCH /apps/shop/features/preboot', { body });
  const list = await call(heroku, 'GET /apps/shop/features');
  expect(list.body).toContainEqual(expect.objectContaining({ name: 'preboot', enabled: false }));
  expect(heroku.dynos('shop')[0]?.pid).toBe(before);
});
