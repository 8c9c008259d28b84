/** Looks around, before alerts are stored, whether other apps have come into the same together. */
import type { Item } from '../adapters/dynamodb.ts';
import type { App } from '../core/app.ts';
import type { Decision } from '../core/decide.ts';
import type { Input } from '../core/draft.ts';
import { limits } from '../core/limits.ts';
import { inMaintenance } from '../core/maintenance.ts';
import { othersOf, releasedOf, sickAppOf, watchedSince } from '../core/others.ts';
import {
  isActing,
  isShared,
  type Occasion,
  occasionOf,
  occasionSince,
  runsRollback,
} from '../core/shared-occasion.ts';
import type { World } from '../world.ts';
import { appKey, stateOf } from './memory.ts';
import { readPulses } from './read-others.ts';

/** No occasion is shared. */
export const noneShared: ReadonlySet<Occasion> = new Set();

/** When each app was released last, as Heroku lists them; null: Heroku could not be asked. */
export type ReleasedAt = ReadonlyMap<string, number | null> | null;

/**
 * The occasions that this app shares with others, of those that it has to tell of now. What is told
 * beside a rollback, or of one, does not even wait for this to be asked; where sweeps come too
 * seldom nothing waits for one; and what cannot be read keeps no alert back. `releasedAt` is what a
 * sweep knows already; left out, Heroku is asked when a release has just come.
 */
export async function findShared(
  world: World,
  input: Input,
  {
    state,
    alerts,
    effect,
    releasedAt,
  }: Decision & { readonly releasedAt?: ReleasedAt | undefined },
): Promise<ReadonlySet<Occasion>> {
  const { app, now, configuration, state: before } = input;
  const seldom = configuration.cadence.sweepMs > limits.groupWaitMs;
  if (effect !== null || isActing(before) || isActing(state) || seldom) return noneShared;
  const all = new Set(alerts.flatMap((alert) => occasionOf(alert) ?? []));
  if (runsRollback(state)) all.delete('released');
  try {
    const found = await Promise.all(
      [...all].map(async (occasion) => {
        const since = occasionSince(state, occasion) ?? occasionSince(before, occasion) ?? now;
        const arrived = occasion === 'released' && state.currentId !== before.currentId;
        const own = { occasion, since, now, arrived, releasedAt };
        return (await isSharedNow(world, app, own)) ? occasion : [];
      }),
    );
    return new Set(found.flat());
  } catch (error) {
    world.log.warn('whether other apps are in the same was not read', { app: app.name, error });
    return noneShared;
  }
}

type Own = {
  readonly occasion: Occasion;
  readonly since: number;
  readonly now: number;
  /** True when the release has just become current: others may have one that nobody has seen. */
  readonly arrived: boolean;
  readonly releasedAt?: ReleasedAt | undefined;
};

/**
 * The pulses tell of most, at one key for a hundred apps; of what is newer, the shard's items. Of a
 * deploy of many apps the first look comes before any other is remembered, and would tell of its
 * own app by itself: so where a release has just come, Heroku's list stands for the items.
 */
async function isSharedNow(world: World, app: App, own: Own): Promise<boolean> {
  const { occasion, since, arrived } = own;
  const others = new Map(await readPulsed(world, app, occasion));
  if (isShared(occasion, since, others.values())) return true;
  const listed = arrived ? await readListed(world, app, own) : null;
  const newer = listed ?? (await readShard(world, app, own));
  for (const [name, at] of newer) others.set(name, at);
  return isShared(occasion, since, others.values());
}

type Since = readonly (readonly [app: string, since: number])[];

/** Whom the last sweeps named. */
async function readPulsed(world: World, app: App, occasion: Occasion): Promise<Since> {
  if (occasion !== 'sick' && occasion !== 'released') return [];
  const { configuration, clock } = world;
  const pulses = await readPulses(world);
  const about = { app: app.name, configuration, now: clock.now() };
  return occasion === 'released'
    ? releasedOf(pulses, about)
    : othersOf(pulses, about).sick.map((other) => [other.app, other.since] as const);
}

/** When the other apps of apps.yml were released last; null: Heroku does not say. */
async function readListed(world: World, app: App, own: Own): Promise<Since | null> {
  const { apps } = world.configuration;
  if (apps.length < limits.groupedAppsMin) return [];
  const releasedAt = own.releasedAt === undefined ? await askReleasedAt(world) : own.releasedAt;
  if (releasedAt === null) return null;
  return apps.flatMap((other) => {
    const at = releasedAt.get(other.name) ?? null;
    const quiet = other.name === app.name || inMaintenance(other.maintenance, own.now);
    return at === null || quiet ? [] : [[other.name, at] as const];
  });
}

async function askReleasedAt({ heroku }: World): Promise<ReleasedAt> {
  const answer = await heroku.apps();
  return answer.ok ? new Map(answer.value.map((app) => [app.name, app.releasedAt])) : null;
}

/** Who else of the app's shard is in it, and since when. */
async function readShard(world: World, app: App, own: Own): Promise<Since> {
  const { configuration, shardAppsMax } = world;
  const index = configuration.apps.findIndex(({ name }) => name === app.name);
  const start = Math.floor(index / shardAppsMax) * shardAppsMax;
  const shard = configuration.apps.slice(start, start + shardAppsMax);
  const others = shard.filter(({ name }) => name !== app.name);
  if (others.length < limits.groupedAppsMin - 1) return [];
  const items = await world.store.loadMany(others.map(({ name }) => appKey(name)));
  return others.flatMap((other) => {
    const item = items.get(appKey(other.name));
    const since = item === undefined ? null : sinceIn(world, other, { item, own });
    return since === null ? [] : [[other.name, since] as const];
  });
}

/** Since when an app is in it, while there is something to tell of that; null: it is not. */
function sinceIn(
  { configuration }: World,
  app: App,
  { item, own }: { readonly item: Item; readonly own: Own },
): number | null {
  const { occasion, now } = own;
  const state = stateOf(item);
  if (state === null) return null;
  // Who is in maintenance, or was never well, is in no trouble that people are told of.
  if (occasion === 'sick' && sickAppOf(app, state, { configuration, now }) === null) return null;
  // Of a release that has its verdict, all was told that does not stand in the outbox.
  const told = occasion === 'released' && item.outbox === '[]';
  return told ? watchedSince(app, state, now) : occasionSince(state, occasion);
}
