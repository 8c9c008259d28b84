/** The pauses in the table: read, and changed by people. */
import type { Store } from '../adapters/dynamodb.ts';
import { StoreError } from '../adapters/store-error.ts';
import { limits } from '../core/limits.ts';
import { isUnreadable, type Pause, parsePauses, pausesKey, pausesText } from '../core/pause.ts';

/** All pauses, those that are over included. Throws StoreError. */
export async function readPauses(store: Store): Promise<readonly Pause[]> {
  const item = await store.load(pausesKey);
  return parsePauses(item?.body ?? null);
}

/**
 * Changes them in one conditional write, and tries anew where somebody else did so too. Throws
 * StoreError, also when the item cannot be read: nothing is written over it.
 */
export async function changePauses(
  store: Store,
  now: number,
  change: (before: readonly Pause[]) => readonly Pause[],
): Promise<{ readonly before: readonly Pause[]; readonly after: readonly Pause[] }> {
  for (let attempt = 1; attempt <= limits.pauseAttemptsMax; attempt += 1) {
    const item = await store.load(pausesKey);
    const revision = item?.revision ?? 0;
    const before = parsePauses(item?.body ?? null);
    if (isUnreadable(before)) {
      const trouble = `The item "${pausesKey}" cannot be read, so all apps are paused.`;
      throw new StoreError(pausesKey, `${trouble} Delete it from the table and try again.`, false);
    }
    const after = change(before);
    const body = pausesText(after, now);
    const next = { key: pausesKey, revision: revision + 1, body, outbox: '[]' };
    if ((await store.save(next, revision)) === 'saved') return { before, after };
  }
  const reason = `others changed them ${limits.pauseAttemptsMax} times in between; try again`;
  throw new StoreError(pausesKey, `The pauses could not be changed: ${reason}.`, true);
}
