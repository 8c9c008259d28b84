/** How the other apps are, from the pulses that the sweeps write: one key for a hundred apps. */
import type { App } from '../core/app.ts';
import { type Others, othersOf } from '../core/others.ts';
import { pulseKey } from '../core/pulse.ts';
import type { World } from '../world.ts';

/** Reads the pulses of all shards. */
export async function readOthers(world: World, app: App): Promise<Others> {
  const { configuration, clock } = world;
  const pulses = await readPulses(world);
  return othersOf(pulses, { app: app.name, configuration, now: clock.now() });
}

/** The pulses of all shards as they are stored; null: none was written. */
export async function readPulses(world: World): Promise<readonly (string | null)[]> {
  const { configuration, shardAppsMax, store } = world;
  const count = Math.ceil(configuration.apps.length / shardAppsMax);
  const keys = Array.from({ length: count }, (_, shard) => pulseKey(shard));
  const items = await store.loadMany(keys);
  return keys.map((key) => items.get(key)?.body ?? null);
}
