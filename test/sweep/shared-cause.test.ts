import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseSickApps, pulseKey } from '../../lib/core/pulse.ts';
import type { LedgerEntry } from '../../lib/core/state.ts';
import { parseState, type State } from '../../lib/core/state.ts';
import { appKey } from '../../lib/reconcile/memory.ts';
import { sweep } from '../../lib/sweep.ts';
import { watch } from '../../lib/watch.ts';
import { type Health, listening, quickApp, startTestWorld, type TestWorld } from '../world.ts';

const names = ['api', 'blog', 'shop'] as const;
const twoHoursMs = 2 * 3_600_000;

/** Three apps that call one service, each with a good release to go back to. */
describe('when the service that three apps share dies', () => {
  let fleet: TestWorld;
  let healths: Health[] = [];

  beforeEach(async () => {
    fleet = await startTestWorld((all) => {
      healths = all;
      return { apps: names.map((name, index) => quickApp(name, all[index]?.url ?? '')) };
    }, names.length);
    for (const name of names) await fleet.heroku.createApp(name);
    await release('one', names);
    await release('two', names);
  });
  afterEach(() => fleet.close());

  /** Deploys to some apps and sweeps until every app is steady. */
  async function release(word: string, to: readonly string[]): Promise<void> {
    for (const name of to) await fleet.heroku.deploy(name, listening(word));
    for (const name of to) await fleet.heroku.untilWeb(name, 'up');
    await sweepUntil((states) => states.every(({ situation }) => situation.name === 'steady'));
  }

  async function stored(name: string) {
    const item = await fleet.world.store.load(appKey(name));
    const state = parseState(item?.body ?? '');
    if (item === null || state === null) throw new Error(`nothing is stored of ${name}`);
    return { item, state };
  }

  async function sweepUntil(done: (states: readonly State[]) => boolean): Promise<void> {
    for (let i = 0; i < 80; i += 1) {
      await sweep(fleet.world);
      const all = await Promise.all(names.map(stored));
      if (done(all.map(({ state }) => state))) return;
      await fleet.world.clock.sleep(60);
    }
    throw new Error('it did not come to that');
  }

  /** As if the app had had its releases two hours earlier. */
  async function age(name: string): Promise<void> {
    const { item, state } = await stored(name);
    const ledger = state.ledger.map((entry: LedgerEntry) => ({
      ...entry,
      createdAt: entry.createdAt - twoHoursMs,
    }));
    const body = JSON.stringify({ ...state, ledger });
    const next = { ...item, revision: item.revision + 1, body };
    expect(await fleet.world.store.save(next, item.revision)).toBe('saved');
  }

  function answerAll(status: number): void {
    for (const health of healths) health.answer = { status, body: status === 200 ? 'ok' : 'down' };
  }

  const rollbacks = () => names.map((name) => fleet.heroku.rollbackCalls(name));
  const told = (kind: string) =>
    fleet.received.filter(({ attributes }) => attributes['kind'] === kind);

  test('and one had no release, nothing is rolled back and everybody is told why', async () => {
    await age('shop');
    answerAll(503);
    await sweepUntil((states) => states.every(({ situation }) => situation.name === 'held'));
    await sweep(fleet.world);
    expect(rollbacks()).toEqual([0, 0, 0]);
    await fleet.untilReceived('rollback-held');
    // Those that were held in the same sweep are told in one message.
    const appsHeld = () =>
      told('rollback-held').flatMap(({ json }) => {
        const { app, alerts = [{ app }] } = JSON.parse(json);
        return alerts.map((one: { app: string }) => one.app);
      });
    await expect.poll(() => appsHeld().sort()).toEqual([...names]);
    for (const { email } of told('rollback-held')) {
      expect(email).toContain('[correlation]');
      expect(email).toContain('shop had no release');
      for (const name of names) expect(email).toContain(name);
    }
    answerAll(200);
    await sweepUntil((states) => states.every(({ incident }) => incident === null));
    expect(rollbacks()).toEqual([0, 0, 0]);
  });

  test('a sick app that somebody looks at closely is in the pulse of the sweep as well', async () => {
    answerAll(503);
    await sweep(fleet.world);
    const { item, state } = await stored('blog');
    const lease = { owner: 'somebody', until: fleet.world.clock.now() + 60_000 };
    const body = JSON.stringify({ ...state, closeLook: lease });
    await fleet.world.store.save({ ...item, revision: item.revision + 1, body }, item.revision);
    healths.forEach((health) => {
      health.asked = 0;
    });
    const saves = fleet.counts.saves;
    await sweep(fleet.world);
    expect(healths.map(({ asked }) => asked)).toEqual([1, 0, 1]);
    const pulse = await fleet.world.store.load(pulseKey(0));
    const sick = parseSickApps(pulse?.body ?? '')?.sick ?? [];
    expect(sick.map(({ app }) => app)).toEqual([...names]);
    expect(sick[1]?.since).toBe(state.evidence.sickFirst?.at);
    // The two that were looked at, and the pulse: the one that names the sick is no write more.
    expect(fleet.counts.saves - saves).toBe(3);
  });

  test('a close look rolls nothing back before a sweep has seen the others', async () => {
    await age('shop');
    answerAll(503);
    const cadence = { sweepMs: 30_000, watchMs: 50 };
    const world = { ...fleet.world, configuration: { ...fleet.world.configuration, cadence } };
    const deadline = world.clock.monotonic() + 60_000;
    const seen = new AbortController();
    const looking = watch(world, 'api', { deadline, signal: seen.signal });
    const row = async () => (await stored('api')).state.evidence.sickInARow;
    await expect.poll(row).toBeGreaterThan(6);
    expect((await stored('api')).state.situation.name).toBe('steady');
    seen.abort();
    await looking;
    expect(rollbacks()).toEqual([0, 0, 0]);
    expect(told('rollback-held')).toEqual([]);
    await sweep(world);
    const close = watch(world, 'api', { deadline });
    await expect.poll(async () => (await stored('api')).state.situation.name).toBe('held');
    // It waits for the sweep that tells of all three, and the watch is over with that.
    expect(told('rollback-held')).toEqual([]);
    await sweep(world);
    await close;
    const held = await fleet.untilReceived('rollback-held');
    expect(held.email).toContain('[correlation]');
    expect(rollbacks()).toEqual([0, 0, 0]);
  });

  test('and all had just been released, they are rolled back one at a time', async () => {
    answerAll(503);
    const acting = new Set<number>();
    await sweepUntil((states) => {
      const busy = ['rolling-back', 'verifying'];
      acting.add(states.filter(({ situation }) => busy.includes(situation.name)).length);
      return rollbacks().some((calls) => calls > 0);
    });
    expect([...acting].every((count) => count <= 1)).toBe(true);
    expect(rollbacks().reduce((sum, calls) => sum + calls, 0)).toBe(1);
    for (const { email } of told('rollback-held')) expect(email).not.toContain('[correlation]');
  });
});
