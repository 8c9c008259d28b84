// Pauses over the real wire: an app is kept watched, is not rolled back, and then is.

import { afterEach, expect, test } from 'vitest';
import { type Pause, pausesKey, withoutPause, withPause } from '../../lib/core/pause.ts';
import { parseState } from '../../lib/core/state.ts';
import { changePauses, readPauses } from '../../lib/reconcile/pauses.ts';
import { performRollback } from '../../lib/reconcile/perform.ts';
import { sweep } from '../../lib/sweep.ts';
import { watch } from '../../lib/watch.ts';
import { type Health, listening, quickApp, startTestWorld, type TestWorld } from '../world.ts';

let open: TestWorld | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** One app, whose first release is good. */
async function startShop(): Promise<{ shop: TestWorld; health: Health }> {
  let health: Health | undefined;
  const shop = await startTestWorld(([first]) => {
    health = first;
    return { apps: [quickApp('shop', first?.url ?? '')] };
  });
  open = shop;
  if (health === undefined) throw new Error('no health');
  await shop.heroku.createApp('shop');
  await shop.heroku.deploy('shop', listening('one'));
  await shop.heroku.untilWeb('shop', 'up');
  await until(shop, 'steady');
  return { shop, health };
}

async function situation({ world }: TestWorld): Promise<string | undefined> {
  return parseState((await world.store.load('app#shop'))?.body ?? '')?.situation.name;
}

async function until(shop: TestWorld, wanted: string): Promise<void> {
  const { world } = shop;
  const end = world.clock.monotonic() + 50_000;
  while ((await situation(shop)) !== wanted && world.clock.monotonic() < end) {
    await watch(world, 'shop', { deadline: world.clock.monotonic() + 2_000 });
    await world.clock.sleep(20);
  }
  expect(await situation(shop)).toBe(wanted);
}

function pauseNow({ world }: TestWorld, change: Partial<Pause> = {}) {
  const at = world.clock.now();
  const pause = { app: 'shop', by: 'anna', why: null, at, until: at + 60_000, ended: null };
  return changePauses(world.store, at, (all) => withPause(all, { ...pause, ...change }));
}

test('a paused app that turns sick is held, and is rolled back when the pause is ended', async () => {
  const { shop, health } = await startShop();
  await pauseNow(shop);
  await shop.heroku.deploy('shop', listening('two'));
  health.answer = { status: 503, body: 'broken' };
  await until(shop, 'held');
  await shop.untilReceived('paused');
  await shop.untilReceived('rollback-held');
  expect(shop.heroku.rollbackCalls('shop')).toBe(0);
  const ended = { at: shop.world.clock.now(), by: 'ben' };
  await changePauses(shop.world.store, ended.at, (all) => withoutPause(all, 'shop', ended));
  shop.heroku.on('rollback', () => {
    health.answer = { status: 200, body: 'ok' };
  });
  await until(shop, 'rolled-back');
  const told = await shop.untilReceived('pause-ended');
  expect(told.email).toContain('ben ended it at');
  expect(shop.heroku.rollbackCalls('shop')).toBe(1);
});

test('a pause between the claim and the call keeps the call from being made', async () => {
  const { shop } = await startShop();
  await pauseNow(shop, { app: null });
  const [app] = shop.world.configuration.apps;
  if (app === undefined) throw new Error('no app');
  const culprit = { id: 'release-2', version: 2, artifact: null };
  const outcome = await performRollback(shop.world, app, {
    culprit,
    target: { ...culprit, version: 1 },
    plannedAt: 0,
    newestVersion: 2,
    sends: 1,
    sentAt: 0,
    retryAt: null,
    release: null,
    trouble: null,
    slowTold: false,
  });
  expect(outcome).toMatchObject({ kind: 'withheld' });
  expect(JSON.stringify(outcome)).toContain('all apps are paused by anna');
  expect(shop.heroku.rollbackCalls('shop')).toBe(0);
});

test('a pause of all apps is told once, and costs a quiet sweep no write', async () => {
  const { shop } = await startShop();
  await pauseNow(shop, { app: null });
  await sweep(shop.world);
  const told = await shop.untilReceived('paused');
  expect(told.attributes['app']).toBe('all apps');
  await sweep(shop.world);
  shop.counts.saves = 0;
  await sweep(shop.world);
  expect(shop.counts.saves).toBe(1);
  expect(shop.received.filter(({ attributes }) => attributes['kind'] === 'paused')).toHaveLength(1);
});

test('people who pause at once lose none of it, and nothing is written over what is damaged', async () => {
  const { shop } = await startShop();
  const { store } = shop.world;
  await Promise.all(['one', 'two', 'three'].map((app) => pauseNow(shop, { app })));
  const names = (await readPauses(store)).map(({ app }) => app);
  expect(names.toSorted()).toEqual(['one', 'three', 'two']);
  const revision = (await store.load(pausesKey))?.revision ?? 0;
  const item = { key: pausesKey, revision: revision + 1, body: '{', outbox: '[]' };
  await store.save(item, revision);
  await expect(pauseNow(shop)).rejects.toThrow('Delete it from the table and try again');
});
