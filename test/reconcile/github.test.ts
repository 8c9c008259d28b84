// GitHub over the real wire: what a deploy came to stands where it was made.

import { afterEach, expect, test } from 'vitest';
import { createGitHub } from '../../lib/adapters/github.ts';
import type { App } from '../../lib/core/app.ts';
import { Secret } from '../../lib/core/secret.ts';
import { parseState, type State } from '../../lib/core/state.ts';
import { sweep } from '../../lib/sweep.ts';
import { watch } from '../../lib/watch.ts';
import type { World } from '../../lib/world.ts';
import { commit, githubToken, type SmallGitHub, startSmallGitHub } from '../small-github.ts';
import { type Health, listening, quickApp, startTestWorld, type TestWorld } from '../world.ts';

type Shop = {
  readonly test0: TestWorld;
  readonly world: World;
  readonly health: Health;
  readonly github: SmallGitHub;
};

let close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const each of close) await each();
  close = [];
});

/** One app with a good release that GitHub knows nothing of, and a small GitHub beside it. */
async function startShop(change: Partial<App> = {}, token = githubToken): Promise<Shop> {
  const github = await startSmallGitHub();
  let health: Health | undefined;
  const test0 = await startTestWorld(([first]) => {
    health = first;
    const place = { repository: 'acme/shop', environment: 'production' };
    return { apps: [quickApp('shop', first?.url ?? '', { ...place, ...change })] };
  });
  close = [() => test0.close(), () => github.close()];
  if (health === undefined) throw new Error('no health');
  const world = { ...test0.world, github: adapterOf(github, token) };
  const shop = { test0, health, github, world };
  await test0.heroku.createApp('shop');
  await test0.heroku.deploy('shop', listening('one'), { description: 'Initial' });
  await test0.heroku.untilWeb('shop', 'up');
  await until({ ...shop, world: test0.world }, isIn('steady'));
  return shop;
}

function adapterOf({ url }: SmallGitHub, token: string, timeoutMs = 20_000) {
  return createGitHub({ baseUrl: url, token: new Secret(token), timeoutMs });
}

async function stored({ world }: Shop) {
  return parseState((await world.store.load('app#shop'))?.body ?? '');
}

/** Watches, one short call after the other, until what is stored is so. */
async function until(shop: Shop, isSo: (state: State) => boolean): Promise<void> {
  const { clock } = shop.world;
  const end = clock.monotonic() + 50_000;
  const now = async () => {
    const state = await stored(shop);
    return state !== null && isSo(state);
  };
  while (!(await now()) && clock.monotonic() < end) {
    await watch(shop.world, 'shop', { deadline: clock.monotonic() + 2_000 });
    await clock.sleep(20);
  }
  expect(await now()).toBe(true);
}

const isIn = (name: State['situation']['name']) => (state: State) => state.situation.name === name;

/** A deploy that came after the first one was found good. */
function isGood({ ledger }: State): boolean {
  return ledger.length > 1 && ledger[0]?.verdict === 'good';
}

function breakUntilRollback({ test0, health }: Shop): void {
  health.answer = { status: 503, body: 'broken' };
  test0.heroku.on('rollback', () => {
    health.answer = { status: 200, body: 'ok' };
  });
}

test('a rolled-back deploy is red on its commit and on its deployment', async () => {
  const shop = await startShop();
  const { github, test0, world } = shop;
  github.deployments.set('production', 7);
  await test0.heroku.deploy('shop', listening('two'), { commit });
  breakUntilRollback(shop);
  await until(shop, isIn('rolled-back'));
  await watch(world, 'shop', { deadline: world.clock.monotonic() + 1_000 });
  const ours = github.statuses.filter((status) => status.commit === commit);
  expect(ours[0]).toMatchObject({ state: 'pending', context: 'lastgood/shop' });
  expect(ours.at(-1)).toMatchObject({ state: 'failure', context: 'lastgood/shop' });
  expect(ours.at(-1)?.['description']).toMatch(/^v\d+ failed and was rolled back/);
  expect(github.deploymentStatuses.at(-1)).toMatchObject({ state: 'failure', deployment: '7' });
  const before = github.asked.length;
  await watch(world, 'shop', { deadline: world.clock.monotonic() + 1_000 });
  expect(github.asked).toHaveLength(before);
});

test('a GitHub that hangs holds up no rollback and no alert, and hears of it in the end', async () => {
  const shop = await startShop();
  const { github, test0, world } = shop;
  const hasty = { ...world, github: adapterOf(github, githubToken, 500) };
  github.mood = 'hangs';
  await test0.heroku.deploy('shop', listening('two'), { commit });
  breakUntilRollback(shop);
  await until({ ...shop, world: hasty }, isIn('rolled-back'));
  await test0.untilReceived('rolled-back');
  expect(test0.heroku.rollbackCalls('shop')).toBe(1);
  expect(github.statuses).toEqual([]);
  expect((await stored(shop))?.github.telling).toMatchObject({ canRetry: true });
  github.mood = 'well';
  // The wait that has begun is over.
  const later = { ...world, clock: { ...world.clock, now: () => world.clock.now() + 3_600_000 } };
  await watch(later, 'shop', { deadline: world.clock.monotonic() + 1_000 });
  expect(github.statuses.map(({ state }) => state)).toEqual(['failure']);
  expect((await stored(shop))?.github.telling).toBeNull();
});

test('a token that is refused is one alert for all apps, until it is taken', async () => {
  const shop = await startShop({}, 'ghp_wrong');
  const { test0, world } = shop;
  await test0.heroku.deploy('shop', listening('two'), { commit });
  await until(shop, isGood);
  await watch(world, 'shop', { deadline: world.clock.monotonic() + 1_000 });
  expect((await stored(shop))?.github.telling).toMatchObject({ ofToken: true });
  const told = (kind: string) =>
    test0.received.filter(({ attributes }) => attributes['kind'] === kind);
  expect(told('github-trouble')).toEqual([]);
  const { apps } = world.configuration;
  const three = apps.flatMap((app) => ['shop', 'blog', 'docs'].map((name) => ({ ...app, name })));
  const many = { ...world, configuration: { ...world.configuration, apps: three } };
  await sweep(many);
  const alert = await test0.untilReceived('github-trouble');
  expect(alert.subject).toContain('all apps: GitHub refuses the token');
  expect(alert.email).toContain('make a new fine-grained token');
  await sweep(many);
  await sweep({ ...many, github: adapterOf(shop.github, githubToken) });
  await test0.untilReceived('github-well');
  expect([told('github-trouble').length, told('github-well').length]).toEqual([1, 1]);
  expect(JSON.stringify(test0.received)).not.toContain('ghp_wrong');
});

test('where no app has a repository, no token is shown to GitHub', async () => {
  const shop = await startShop({ repository: null });
  await sweep(shop.world);
  expect(shop.github.asked).toEqual([]);
});

test('without checks, a release is held against under hold, and not rolled back', async () => {
  const shop = await startShop({ checks: 'hold' });
  const { github, test0 } = shop;
  github.runs = [{ name: 'unit', status: 'completed', conclusion: 'failure' }];
  await test0.heroku.deploy('shop', listening('two'), { commit });
  await until(shop, ({ conditions }) => conditions['checks'] !== undefined);
  const alert = await test0.untilReceived('checks-held');
  expect(alert.email).toContain('unit');
  expect(alert.email).toMatch(/heroku rollback v\d+ -a shop/);
  expect((await stored(shop))?.ledger[0]).toMatchObject({ commit, verdict: 'unproven' });
  expect(test0.heroku.rollbackCalls('shop')).toBe(0);
  await until(shop, ({ ledger }) => ledger[0]?.reported?.state === 'failure');
  expect(github.statuses.at(-1)).toMatchObject({ state: 'failure' });
});

test('a deploy that only says a short commit is told of the whole one', async () => {
  const shop = await startShop();
  const { github, test0 } = shop;
  await test0.heroku.deploy('shop', listening('two'), { commit: commit.slice(0, 8) });
  await until(shop, ({ ledger }) => ledger[0]?.reported?.state === 'success');
  expect(github.statuses.at(-1)).toMatchObject({ state: 'success', commit });
});

test('a branch that is called like a commit is not taken for one', async () => {
  const shop = await startShop();
  const { github, test0 } = shop;
  github.branches.set('deadbeef', commit);
  await test0.heroku.deploy('shop', listening('two'), { commit: 'deadbeef' });
  await until(shop, (state) => isGood(state) && state.github.telling !== null);
  expect((await stored(shop))?.github.telling?.message).toContain('has no commit deadbeef');
  expect(github.statuses).toEqual([]);
});
