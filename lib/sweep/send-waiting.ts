/** A sweep sends first of all what waits for it, of all apps together: also of those it skips. */
import type { Item } from '../adapters/dynamodb.ts';
import type { App } from '../core/app.ts';
import { limits } from '../core/limits.ts';
import { parseReleasedApps, parseSickApps, pulseKey } from '../core/pulse.ts';
import type { ReleasedAt } from '../reconcile/find-shared.ts';
import { appKey, recall } from '../reconcile/memory.ts';
import { publishTogether, type Unsent } from '../reconcile/publish-together.ts';
import type { World } from '../world.ts';

/** An app's item once what waited there has been sent. */
export type ItemOf = (app: App) => Promise<Item | null>;

/**
 * Begins to send what waits, of all these apps together, while what was read is fresh, and answers
 * where to get each item after that: an SNS that hangs delays the looks at these apps, and no
 * other look. What breaks is logged, and stays in its outbox.
 */
export function sendWaiting(
  world: World,
  apps: readonly App[],
  items: ReadonlyMap<string, Item>,
): ItemOf {
  const unsent = apps.flatMap((app) => waitingOf(world, app, items.get(appKey(app.name))));
  const waits = new Set(unsent.map(({ app }) => app.name));
  const sent = unsent.length === 0 ? items : send(world, unsent);
  return async ({ name }) => {
    const known = waits.has(name) ? (await sent).get(appKey(name)) : undefined;
    return known ?? items.get(appKey(name)) ?? null;
  };
}

async function send(world: World, unsent: readonly Unsent[]): Promise<ReadonlyMap<string, Item>> {
  try {
    await publishTogether(world, unsent);
    return await world.store.loadMany(unsent.map(({ app }) => appKey(app.name)));
  } catch (error) {
    world.log.error('what waits for a sweep was not sent', { error });
    return new Map();
  }
}

/**
 * Across shards, before they are handed over: what waits of the apps that the last sweeps saw sick
 * or released, and of those that Heroku lists as just released, becomes one message, however many
 * shards they are in.
 */
export async function sendWaitingOfFleet(
  world: World,
  shards: number,
  releasedAt: ReleasedAt,
): Promise<void> {
  const keys = Array.from({ length: shards }, (_, shard) => pulseKey(shard));
  try {
    const pulses = await world.store.loadMany(keys);
    const bodies = keys.map((key) => pulses.get(key)?.body ?? '');
    const sick = bodies.flatMap((body) => parseSickApps(body)?.sick ?? []);
    const watched = bodies.flatMap((body) => [...(parseReleasedApps(body)?.released.keys() ?? [])]);
    const young = world.clock.now() - limits.releaseNewsMs;
    const fresh = [...(releasedAt ?? [])].filter(([, at]) => (at ?? 0) >= young);
    const news = [...watched, ...fresh.map(([name]) => name)];
    const names = new Set([...sick.map(({ app }) => app), ...news]);
    const apps = world.configuration.apps.filter(({ name }) => names.has(name));
    const items = await world.store.loadMany(apps.map(({ name }) => appKey(name)));
    const unsent = apps.flatMap((app) => waitingOf(world, app, items.get(appKey(app.name))));
    if (unsent.length > 0) await publishTogether(world, unsent);
  } catch (error) {
    world.log.error('what waits for a sweep was not sent', { error });
  }
}

/** All that an app has to say, oldest first, if something of it waits for a sweep. */
function waitingOf(world: World, app: App, item: Item | undefined): readonly Unsent[] {
  if (item === undefined || item.outbox === '[]') return [];
  // A look sets aside aloud what cannot be read.
  const memory = recall(app, item, { hash: '', now: world.clock.now() });
  const waits = memory.outbox.some(({ waitsUntil }) => waitsUntil !== undefined);
  return memory.stored && waits ? [{ app, memory }] : [];
}
