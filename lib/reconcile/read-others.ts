/** How the other apps are, from the pulses that the sweeps write: one key for a hundred apps. */
import type { App } from '../core/app.ts';
import { type Others, othersOf } from '../core/others.ts';
import { pulseKey } from '../core/pulse.ts';
import type { World } from '../world.ts';

/** Reads the pulses of all shards. */
export async function readOthers(world: World, app: App): Promise<Others> {
  const { configuration, shardAppsMax } = world;
  const count = Math.ceil(configuration.apps.length / shardAppsMax);
  const keys = Array.from({ length: count }, (_, shard) => pulseKey(shard));
  const items = await world.store.loadMany(keys);
  const pulses = keys.map((key) => items.get(key)?.body ?? null);
  return othersOf(pulses, { app: app.name, configuration, now: world.clock.now() });
}
