/** The fleet's bounds in the table: is there room for one more rollback, and who takes it. */
import type { App } from '../core/app.ts';
import { fleetFull, fleetKey, parseFleet, type Reservation, reserve } from '../core/fleet.ts';
import type { State } from '../core/state.ts';
import type { World } from '../world.ts';
import { appKey, stateOf } from './memory.ts';

/** Why the fleet has no room for a rollback of this app's current release; null: it has. */
export async function readFleet(world: World, app: App, state: State): Promise<string | null> {
  const { full } = await look(world, wantedOf(world, app, state.currentId ?? ''));
  return full;
}

/**
 * Takes the room for a rollback; false: it is gone, or somebody else was faster. The next look
 * tries again.
 */
export async function takeRoom(world: World, app: App, culpritId: string): Promise<boolean> {
  const wanted = wantedOf(world, app, culpritId);
  const { full, reservations, revision } = await look(world, wanted);
  if (full !== null) return false;
  const body = reserve(reservations, wanted);
  const item = { key: fleetKey, revision: revision + 1, body, outbox: '[]' };
  return (await world.store.save(item, revision)) === 'saved';
}

function wantedOf(world: World, app: App, culpritId: string): Reservation {
  return { app: app.name, culpritId, at: world.clock.now() };
}

async function look(
  world: World,
  wanted: Reservation,
): Promise<{ full: string | null; reservations: readonly Reservation[]; revision: number }> {
  const item = await world.store.load(fleetKey);
  const reservations = item === null ? [] : parseFleet(item.body);
  const revision = item?.revision ?? 0;
  if (reservations === null) {
    const full = `the fleet's item ("${fleetKey}") in the table cannot be read; delete it to go on`;
    return { full, reservations: [], revision };
  }
  const names = [...new Set(reservations.map(({ app }) => app))];
  const items = await world.store.loadMany(names.map(appKey));
  const owners = new Map<string, State>();
  for (const name of names) {
    const owner = items.get(appKey(name));
    const state = owner === undefined ? null : stateOf(owner);
    if (state !== null) owners.set(name, state);
  }
  const { limits } = world.configuration;
  return { full: fleetFull(wanted, reservations, { owners, limits }), reservations, revision };
}
