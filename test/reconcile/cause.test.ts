// Why a release fails, from the app's own log: real dynos, real log sessions, beside the rollback.

import { afterEach, expect, test } from 'vitest';
import { replay } from '../../lib/core/replay.ts';
import { parseState } from '../../lib/core/state.ts';
import { readHistory } from '../../lib/reconcile/read-history.ts';
import { watch } from '../../lib/watch.ts';
import { listening, quickApp, startTestWorld, type TestWorld } from '../world.ts';

let open: TestWorld | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const wrongCommand = { procfile: 'web: node sever.js', files: listening('ok').files };

/** An app that answers by its own dyno, whose first release is good. */
async function startShop(): Promise<TestWorld> {
  const shop = await startTestWorld(() => ({ apps: [quickApp('shop', '/health')] }));
  open = shop;
  await shop.heroku.createApp('shop');
  await shop.heroku.deploy('shop', listening('ok'));
  await shop.heroku.untilWeb('shop', 'up');
  await until(shop, 'steady');
  return shop;
}

async function until(shop: TestWorld, wanted: string): Promise<void> {
  const { world } = shop;
  const situation = async () =>
    parseState((await world.store.load('app#shop'))?.body ?? '')?.situation.name;
  const end = world.clock.monotonic() + 50_000;
  while ((await situation()) !== wanted && world.clock.monotonic() < end) {
    await watch(world, 'shop', { deadline: world.clock.monotonic() + 2_000 });
    await world.clock.sleep(20);
  }
  expect(await situation()).toBe(wanted);
}

const kindsOf = ({ received }: TestWorld) => received.map(({ attributes }) => attributes['kind']);

test('a wrong start command is rolled back, and its mail says what was wrong', async () => {
  const shop = await startShop();
  await shop.heroku.deploy('shop', wrongCommand);
  await until(shop, 'rolled-back');
  const cause = await shop.untilReceived('cause-found');
  expect(cause.subject).toMatch(
    /^\[lastgood\] shop: its log says: Error: Cannot find module '\/app\/sever\.js'$/,
  );
  expect(cause.email).toContain('Started with:\n      node sever.js\n');
  expect(cause.email).toContain("code: 'MODULE_NOT_FOUND'");
  expect(cause.email).toContain('Heroku: Process exited with status 1');
  expect(JSON.parse(cause.json).happened).toContain('the app crashed, or did not start');
  const started = await shop.untilReceived('rollback-started');
  expect(cause.attributes['incident']).toBe(started.attributes['incident']);
  await shop.untilReceived('rolled-back');
  expect(kindsOf(shop).filter((kind) => kind === 'cause-found')).toHaveLength(1);
});

test('what was told of the log is kept, and comes out the same when it is made again', async () => {
  const shop = await startShop();
  await shop.heroku.deploy('shop', wrongCommand);
  await until(shop, 'rolled-back');
  const { store, clock } = shop.world;
  const wanted = { now: clock.now(), last: 50, release: null };
  const { entries } = await readHistory(store, 'shop', wanted);
  const read = entries.filter((entry) => entry?.outcome?.kind === 'log-read');
  expect(read).toHaveLength(1);
  for (const entry of entries) expect(entry && replay(entry).differences).toEqual([]);
});

test('a log that never comes delays nothing, and nothing is said of it', async () => {
  const shop = await startShop();
  shop.heroku.faults.hang({ path: /log-sessions/, times: Number.POSITIVE_INFINITY });
  let isWaiting = false;
  let rolledBackWhileWaiting: boolean | null = null;
  const { heroku } = shop.world;
  const world = {
    ...shop.world,
    heroku: {
      ...heroku,
      log: async (name: string, lines: number) => {
        isWaiting = true;
        const answer = await heroku.log(name, lines);
        isWaiting = false;
        return answer;
      },
      rollback: async (name: string, id: string) => {
        const answer = await heroku.rollback(name, id);
        rolledBackWhileWaiting = isWaiting;
        return answer;
      },
    },
  };
  await shop.heroku.deploy('shop', wrongCommand);
  await until({ ...shop, world }, 'rolled-back');
  expect(rolledBackWhileWaiting).toBe(true);
  await shop.untilReceived('rolled-back');
  expect(kindsOf(shop)).not.toContain('cause-found');
  expect(shop.logged).toContainEqual(
    expect.objectContaining({ message: 'the log was not read for the cause' }),
  );
});
