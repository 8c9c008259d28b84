/** A sweep sends first of all what waits for it, of all apps together: also of those it skips. */
import type { Item } from '../adapters/dynamodb.ts';
import type { App } from '../core/app.ts';
import { parseSickApps, pulseKey } from '../core/pulse.ts';
import { appKey, recall } from '../reconcile/memory.ts';
import { publishTogether, type Unsent } from '../reconcile/publish-together.ts';
import type { World } from '../world.ts';

/**
 * Sends it and answers the items as they are then. Before the looks, so that no app that hangs
 * keeps it back, and while what was read is fresh.
 */
export async function sendWaiting(
  world: World,
  apps: readonly App[],
  items: ReadonlyMap<string, Item>,
): Promise<ReadonlyMap<string, Item>> {
  const unsent = apps.flatMap((app) => waitingOf(world, app, items.get(appKey(app.name))));
  if (unsent.length === 0) return items;
  await publishTogether(world, unsent);
  const fresh = await world.store.loadMany(unsent.map(({ app }) => appKey(app.name)));
  return new Map([...items, ...fresh]);
}

/**
 * Across shards, before they are handed over: what waits of the apps that the last sweeps saw sick
 * becomes one message, however many shards they are in.
 */
export async function sendWaitingOfFleet(world: World, shards: number): Promise<void> {
  const keys = Array.from({ length: shards }, (_, shard) => pulseKey(shard));
  const pulses = await world.store.loadMany(keys);
  const bodies = keys.map((key) => pulses.get(key)?.body ?? '');
  const sick = new Set(
    bodies.flatMap((body) => parseSickApps(body)?.sick ?? []).map(({ app }) => app),
  );
  if (sick.size === 0) return;
  const apps = world.configuration.apps.filter(({ name }) => sick.has(name));
  const items = await world.store.loadMany(apps.map(({ name }) => appKey(name)));
  await sendWaiting(world, apps, items);
}

/** All that an app has to say, oldest first, if something of it waits for a sweep. */
function waitingOf(world: World, app: App, item: Item | undefined): readonly Unsent[] {
  if (item === undefined || item.outbox === '[]') return [];
  // A look sets aside aloud what cannot be read.
  const memory = recall(app, item, { hash: '', now: world.clock.now() });
  const waits = memory.outbox.some(({ waitsUntil }) => waitsUntil !== undefined);
  return memory.stored && waits ? [{ app, memory }] : [];
}
