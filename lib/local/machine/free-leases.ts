/** Ends the leases of close looks that a lastgood left behind which ended without a word. */
import { appKey, stateOf } from '../../reconcile/memory.ts';
import type { World } from '../../world.ts';

/**
 * For a table that belongs to this process alone, before anything else works on it: whoever holds a
 * lease there is dead, because the lock on the directory ended with him. So the app is looked at
 * closely at once, and not when a dead watcher's time is up. Throws StoreError when the table
 * cannot be used.
 */
export async function freeLeases({
  store,
  configuration,
  log,
}: Pick<World, 'store' | 'configuration' | 'log'>): Promise<void> {
  const keys = configuration.apps.map(({ name }) => appKey(name));
  const items = await store.loadMany(keys);
  for (const item of items.values()) {
    const state = stateOf(item);
    if (state === null || state.closeLook === null) continue;
    const body = JSON.stringify({ ...state, closeLook: null });
    await store.save({ ...item, revision: item.revision + 1, body }, item.revision);
    log.info('nobody looks closely any more: the lastgood that did has ended', { item: item.key });
  }
}
