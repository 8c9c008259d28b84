/** Looks around, before alerts are stored, whether other apps have come into the same trouble. */
import type { App } from '../core/app.ts';
import type { Decision } from '../core/decide.ts';
import type { Input } from '../core/draft.ts';
import { limits } from '../core/limits.ts';
import { sickAppOf } from '../core/others.ts';
import {
  isActing,
  isShared,
  type Trouble,
  troubledSince,
  troubleOf,
} from '../core/shared-trouble.ts';
import type { World } from '../world.ts';
import { appKey, stateOf } from './memory.ts';
import { readOthers } from './read-others.ts';

/** No trouble is shared. */
export const noneShared: ReadonlySet<Trouble> = new Set();

/**
 * The troubles that this app shares with others, of those that it has to tell of now. What is told
 * beside a rollback, or of one, does not even wait for this to be asked; where sweeps come too
 * seldom nothing waits for one; and what cannot be read keeps no alert back.
 */
export async function findShared(
  world: World,
  input: Input,
  { state, alerts, effect }: Decision,
): Promise<ReadonlySet<Trouble>> {
  const { app, now, configuration, state: before } = input;
  const seldom = configuration.cadence.sweepMs > limits.groupWaitMs;
  if (effect !== null || isActing(state) || seldom) return noneShared;
  const told = [...new Set(alerts.flatMap((alert) => troubleOf(alert) ?? []))];
  try {
    const found = await Promise.all(
      told.map(async (trouble) => {
        const since = troubledSince(state, trouble) ?? troubledSince(before, trouble) ?? now;
        return (await isSharedNow(world, app, { trouble, since, now })) ? trouble : [];
      }),
    );
    return new Set(found.flat());
  } catch (error) {
    world.log.warn('whether other apps are in trouble too was not read', { app: app.name, error });
    return noneShared;
  }
}

type Own = { readonly trouble: Trouble; readonly since: number; readonly now: number };

/** The pulses tell of most, at one key for a hundred apps; of what is newer, the shard's items. */
async function isSharedNow(world: World, app: App, { trouble, since, now }: Own) {
  const others = new Map<string, number>();
  if (trouble === 'sick') {
    const { sick } = await readOthers(world, app);
    for (const other of sick) others.set(other.app, other.since);
    if (isShared(since, others.values())) return true;
  }
  for (const [name, at] of await readShard(world, app, trouble, now)) others.set(name, at);
  return isShared(since, others.values());
}

/** Who else of the app's shard is in that trouble, and since when. */
async function readShard(
  world: World,
  app: App,
  trouble: Trouble,
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const { configuration, shardAppsMax } = world;
  const index = configuration.apps.findIndex(({ name }) => name === app.name);
  const start = Math.floor(index / shardAppsMax) * shardAppsMax;
  const shard = configuration.apps.slice(start, start + shardAppsMax);
  const others = shard.filter(({ name }) => name !== app.name);
  if (others.length < limits.groupedAppsMin - 1) return new Map();
  const items = await world.store.loadMany(others.map(({ name }) => appKey(name)));
  return new Map(
    others.flatMap((other) => {
      const item = items.get(appKey(other.name));
      const state = item === undefined ? null : stateOf(item);
      if (state === null) return [];
      // Who is in maintenance, or was never well, is in no trouble that people are told of.
      if (trouble === 'sick' && sickAppOf(other, state, { configuration, now }) === null) return [];
      const since = troubledSince(state, trouble);
      return since === null ? [] : [[other.name, since] as const];
    }),
  );
}
