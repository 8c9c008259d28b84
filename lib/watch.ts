/**
 * Looks at one app every few seconds, until it needs no close look any more or the time is nearly
 * up.
 */
import type { App } from './core/app.ts';
import { limits } from './core/limits.ts';
import { hasWaiting, parseOutbox } from './core/outbox.ts';
import { parsePauses, pauseFactsOf, pausesKey } from './core/pause.ts';
import { parsePulse, pulseKey } from './core/pulse.ts';
import type { State } from './core/state.ts';
import { addProbe, noProbes, type Probes } from './core/toll.ts';
import { appKey, stateOf } from './reconcile/memory.ts';
import type { Wake } from './reconcile/observe.ts';
import { type Look, reconcile } from './reconcile.ts';
import type { World } from './world.ts';

/** How long one call may watch: `deadline` on the monotonic clock, in milliseconds. */
export type Until = { readonly deadline: number; readonly signal?: AbortSignal };

/** What one watch came to. */
export type Watched = {
  readonly probes: Probes;
  /** Decisions that are missing in the history; the log says why. */
  readonly historyLost: number;
};

/**
 * Watches an app, and answers what its probes came to; null: apps.yml does not name it. Throws
 * StoreError when the table cannot be used: the queue then brings the message again.
 */
export async function watch(world: World, name: string, until: Until): Promise<Watched | null> {
  const index = world.configuration.apps.findIndex((candidate) => candidate.name === name);
  const app = world.configuration.apps[index];
  if (app === undefined) {
    world.log.warn('asked to watch an app that apps.yml does not name', { app: name });
    return null;
  }
  const lastHealthyAt = await readPulse(world, name, index);
  const owner = world.identity();
  let news = true;
  let watched: Watched = { probes: noProbes, historyLost: 0 };
  while (until.signal?.aborted !== true) {
    const beganAt = world.clock.monotonic();
    const last = beganAt + lookMs(world, app) >= until.deadline;
    const turn = await takeTurn(world, app, {
      owner,
      last,
      wake: { news, listed: true, lastHealthyAt },
    });
    watched = {
      probes: addProbe(watched.probes, turn.look.reading, app),
      historyLost: watched.historyLost + turn.look.historyLost,
    };
    if (turn.kind === 'leave') return watched;
    if (last) {
      await handBack(world, app, turn.look);
      return watched;
    }
    if (turn.look.kept) news = false;
    if (turn.kind === 'rest') {
      if (await isSent(world, app, until)) return watched;
      continue;
    }
    const tookMs = world.clock.monotonic() - beganAt;
    await world.clock.sleep(
      Math.max(0, world.configuration.cadence.watchMs - tookMs),
      until.signal,
    );
  }
  return watched;
}

/** `rest`: the app needs no close look, and something of it waits to be told with others. */
type Turn = { readonly kind: 'go-on' | 'rest' | 'leave'; readonly look: Look };

/** One look. Where somebody else holds the lease it is a single one, for the hint's sake. */
async function takeTurn(
  world: World,
  app: App,
  turn: { readonly owner: string; readonly last: boolean; readonly wake: Omit<Wake, 'pause'> },
): Promise<Turn> {
  const items = await world.store.loadMany([appKey(app.name), pausesKey]);
  const item = items.get(appKey(app.name)) ?? null;
  const held = item === null ? null : (stateOf(item)?.closeLook ?? null);
  const pause = pauseFactsOf(parsePauses(items.get(pausesKey)?.body ?? null), app.name);
  const wake = { ...turn.wake, pause };
  if (held !== null && held.owner !== turn.owner && held.until > world.clock.now()) {
    return { kind: 'leave', look: await reconcile(world, app, { item, wake }) };
  }
  const lease = turn.last ? null : leaseOf(world, app, turn.owner);
  const look = await reconcile(world, app, { item, wake, lease });
  if (look.close || !look.kept) return { kind: 'go-on', look };
  return { kind: look.waits ? 'rest' : 'leave', look };
}

/**
 * Looks at nothing and writes nothing until a sweep has sent what waits: true then. False: it has
 * waited for long enough, or the time is nearly up.
 */
async function isSent(world: World, app: App, { deadline, signal }: Until): Promise<boolean> {
  const { clock, store, configuration } = world;
  while (signal?.aborted !== true && clock.monotonic() + lookMs(world, app) < deadline) {
    await clock.sleep(configuration.cadence.watchMs, signal);
    const item = await store.load(appKey(app.name));
    const outbox = parseOutbox(item?.outbox ?? '', app.name, clock.now());
    if (!hasWaiting(outbox, clock.now())) return outbox.length === 0;
  }
  return false;
}

/**
 * Time is nearly up: the rest goes back to the queue. A look that was lost says nothing, so it goes
 * back too.
 */
async function handBack(world: World, app: App, look: Look): Promise<void> {
  const situation = look.state.situation.name;
  const message = { kind: 'watch', app: app.name, reason: `watch goes on: ${situation}` } as const;
  const sent = await world.queue.send(message);
  if (!sent.ok) world.log.error('the next sweep goes on', { app: app.name, reason: sent.reason });
}

/**
 * Long enough for one look and the wait before the next, short enough that a crash is soon made
 * good.
 */
function leaseOf(world: World, app: App, owner: string): State['closeLook'] {
  return { owner, until: world.clock.now() + lookMs(world, app) };
}

function lookMs(world: World, app: App): number {
  return world.configuration.cadence.watchMs + app.check.timeoutMs + limits.closeLookReserveMs;
}

async function readPulse(world: World, name: string, index: number): Promise<number | null> {
  const item = await world.store.load(pulseKey(Math.floor(index / world.shardAppsMax)));
  return parsePulse(item?.body ?? '').get(name) ?? null;
}
