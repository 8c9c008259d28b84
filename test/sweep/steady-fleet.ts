/** Apps that are steady, over the real wire, and what a test wants to do to them and to know. */
import { expect, onTestFinished } from 'vitest';
import { parseQueueMessage } from '../../lib/core/queue-message.ts';
import { parseState, type State } from '../../lib/core/state.ts';
import { appKey } from '../../lib/reconcile/memory.ts';
import { sweep, sweepShard } from '../../lib/sweep.ts';
import { watch } from '../../lib/watch.ts';
import type { World } from '../../lib/world.ts';
import { type Health, quickApp, receive, startTestWorld, type TestWorld } from '../world.ts';

export type Fleet = TestWorld & {
  readonly names: readonly string[];
  readonly healths: readonly Health[];
  /** The world in which a sweep is awaited: they come each half a minute. */
  readonly slow: World;
};

/**
 * Apps that are steady, and that Heroku knows; no release of theirs can be blamed. They are there
 * until the test ends.
 */
export async function startSteadyFleet(count: number, change: Partial<World> = {}): Promise<Fleet> {
  const names = Array.from({ length: count }, (_, at) => `app-${at}`);
  let healths: Health[] = [];
  const started = await startTestWorld((all) => {
    healths = all;
    return { apps: names.map((name, at) => quickApp(name, all[at]?.url ?? '')) };
  }, count);
  onTestFinished(() => started.close());
  for (const name of names) await started.heroku.createApp(name);
  for (let times = 0; ; times += 1) {
    await sweep(started.world);
    const states = await statesOf(started.world);
    if (states.every((state) => state?.situation.name === 'steady')) break;
    if (times > 100) throw new Error('the apps did not become steady');
    await started.world.clock.sleep(50);
  }
  await expect.poll(() => started.received.length).toBeGreaterThan(0);
  started.received.length = 0;
  const cadence = { sweepMs: 30_000, watchMs: 50 };
  const configuration = { ...started.world.configuration, cadence };
  return { ...started, names, healths, slow: { ...started.world, configuration, ...change } };
}

async function itemsOf({ store, configuration }: World) {
  const items = await store.loadMany(configuration.apps.map(({ name }) => appKey(name)));
  return configuration.apps.map(({ name }) => items.get(appKey(name)) ?? null);
}

export async function statesOf(world: World): Promise<readonly (State | null)[]> {
  return (await itemsOf(world)).map((item) => parseState(item?.body ?? ''));
}

export async function waitingIn(world: World): Promise<readonly string[]> {
  const outboxes = (await itemsOf(world)).map((item) => JSON.parse(item?.outbox ?? '[]'));
  return (outboxes as { id: string }[][]).flat().map(({ id }) => id);
}

export function goSick({ healths }: Fleet, which: (at: number) => boolean = () => true): void {
  healths.forEach((health, at) => {
    if (which(at)) health.answer = { status: 503, body: 'down' };
  });
}

/** Each app in an execution of its own, as Lambda does it; ends when all of them have ended. */
export function watchAll(world: World, names: readonly string[]) {
  const deadline = world.clock.monotonic() + 120_000;
  const signal = AbortSignal.timeout(60_000);
  return Promise.all(names.map((name) => watch(world, name, { deadline, signal })));
}

export async function untilDown(world: World, count: number): Promise<void> {
  const down = async () =>
    (await statesOf(world)).filter((state) => state?.situation.name === 'down').length;
  await expect.poll(down, { timeout: 30_000 }).toBe(count);
}

type Message = { id: string; kind: string; alerts?: readonly { id: string; app: string }[] };
export function toldOf({ received }: TestWorld, kind: string): readonly Message[] {
  return received.map(({ json }) => JSON.parse(json)).filter((one) => one.kind === kind);
}

/** The scheduled sweep puts the shards on the queue, and from there they are swept. */
export async function sweepAllShards({ cloud }: TestWorld, world: World): Promise<void> {
  await sweep(world);
  for (let swept = 0; swept < 6; ) {
    for (const body of await receive(cloud.queue)) {
      const message = parseQueueMessage(body);
      if (message.kind !== 'shard') continue;
      await sweepShard(world, message);
      swept += 1;
    }
  }
}
