/** The fleet's item in the table: read, and written only by whoever saw its newest revision. */
import { emptyFleet, type Fleet, fleetKey, parseFleet } from '../core/fleet.ts';
import type { World } from '../world.ts';

/** The item as it was read; `fleet` null: it cannot be read. */
export type StoredFleet = { readonly fleet: Fleet | null; readonly revision: number };

/** Reads the item. Throws StoreError. */
export async function loadFleet({ store }: Pick<World, 'store'>): Promise<StoredFleet> {
  const item = await store.load(fleetKey);
  if (item === null) return { fleet: emptyFleet, revision: 0 };
  return { fleet: parseFleet(item.body), revision: item.revision };
}

/** Writes it over the revision that was read; false: somebody else was faster. */
export async function saveFleet(
  { store }: Pick<World, 'store'>,
  fleet: Fleet,
  revision: number,
): Promise<boolean> {
  const body = JSON.stringify(fleet);
  const item = { key: fleetKey, revision: revision + 1, body, outbox: '[]' };
  return (await store.save(item, revision)) === 'saved';
}
