/** Keeps in the fleet's item what Heroku's status page has shown. */
import { limits } from '../core/limits.ts';
import { type PlatformSeen, rememberPlatform } from '../core/platform.ts';
import type { World } from '../world.ts';
import { loadFleet, type StoredFleet, saveFleet } from './fleet-item.ts';

/**
 * Writes only where that changes what is remembered, and tries anew where somebody else has written
 * meanwhile. An item that cannot be read is left alone: it leaves no room for a rollback anyhow.
 */
export async function keepPlatform(
  world: Pick<World, 'store' | 'clock' | 'log'>,
  read: StoredFleet,
  seen: PlatformSeen,
): Promise<void> {
  const at = world.clock.now();
  let stored = read;
  for (let attempt = 1; attempt <= limits.platformAttemptsMax; attempt += 1) {
    const { fleet, revision } = stored;
    const platform = fleet && rememberPlatform(fleet.platform, seen, at);
    if (fleet === null || platform === fleet.platform) return;
    if (await saveFleet(world, { ...fleet, platform }, revision)) return;
    stored = await loadFleet(world);
  }
  world.log.warn('what the status page shows was not kept: others wrote', { color: seen.color });
}
