/** The fleet's bounds in the table: is there room for one more rollback, and who takes it. */
import type { App } from '../core/app.ts';
import type { Facts } from '../core/facts.ts';
import { fleetFull, fleetKey, type Reservation, reserve } from '../core/fleet.ts';
import type { State } from '../core/state.ts';
import type { World } from '../world.ts';
import { loadFleet, type StoredFleet, saveFleet } from './fleet-item.ts';
import { keepPlatform } from './keep-platform.ts';
import { appKey, stateOf } from './memory.ts';

/** What one look knows of all that the apps share. */
export type FleetFacts = Pick<Facts, 'platform' | 'fleetFull'>;

/**
 * Why the fleet has no room for a rollback of this app's current release (null: it has), and how
 * Heroku says that it is. What that says is stored here, before anything is decided by it.
 */
export async function observeFleet(world: World, app: App, state: State): Promise<FleetFacts> {
  const [seen, { full, stored }] = await Promise.all([
    world.platformStatus.apps(),
    look(world, wantedOf(world, app, state.currentId ?? '')),
  ]);
  const before = stored.fleet?.platform ?? null;
  const isAsked = world.configuration.platformStatus !== null;
  if (isAsked) await keepPlatform(world, stored, seen);
  return { platform: { ...seen, before: isAsked ? before : null }, fleetFull: full };
}

/**
 * Takes the room for a rollback; false: it is gone, or somebody else was faster. The next look
 * tries again.
 */
export async function takeRoom(world: World, app: App, culpritId: string): Promise<boolean> {
  const wanted = wantedOf(world, app, culpritId);
  const { full, stored } = await look(world, wanted);
  if (full !== null || stored.fleet === null) return false;
  return saveFleet(world, reserve(stored.fleet, wanted), stored.revision);
}

function wantedOf(world: World, app: App, culpritId: string): Reservation {
  return { app: app.name, culpritId, at: world.clock.now() };
}

async function look(
  world: World,
  wanted: Reservation,
): Promise<{ readonly full: string | null; readonly stored: StoredFleet }> {
  const stored = await loadFleet(world);
  if (stored.fleet === null) {
    const full = `the fleet's item ("${fleetKey}") in the table cannot be read; delete it to go on`;
    return { full, stored };
  }
  const { reservations } = stored.fleet;
  const names = [...new Set(reservations.map(({ app }) => app))];
  const items = await world.store.loadMany(names.map(appKey));
  const owners = new Map<string, State>();
  for (const name of names) {
    const owner = items.get(appKey(name));
    const state = owner === undefined ? null : stateOf(owner);
    if (state !== null) owners.set(name, state);
  }
  const { limits } = world.configuration;
  return { full: fleetFull(wanted, reservations, { owners, limits }), stored };
}
