/** Reads back what was decided on an app. */
import type { Store } from '../adapters/dynamodb.ts';
import {
  dayKey,
  entryKey,
  type HistoryEntry,
  parseDay,
  parseEntry,
  type Reference,
} from '../core/history.ts';
import { limits } from '../core/limits.ts';

/** The newest decisions, and how many more there are. */
export type History = {
  /** Oldest first; null: it is listed, and gone or not readable. */
  readonly entries: readonly (HistoryEntry | null)[];
  /** Older ones that were asked for and are not among them. */
  readonly older: number;
};

/**
 * At most `last` decisions of the last 90 days, about one release or about all (null). What is
 * older is not asked for: where nothing deletes by time to live, as on one machine, it is left
 * where it is. Throws StoreError.
 */
export async function readHistory(
  store: Store,
  app: string,
  wanted: { readonly now: number; readonly last: number; readonly release: number | null },
): Promise<History> {
  const references = await readReferences(store, app, wanted.now);
  const { release, last } = wanted;
  const asked = references.filter(({ releases }) => release === null || releases.includes(release));
  const shown = asked.slice(-Math.min(last, limits.explainedMax));
  const keys = shown.map((reference) => entryKey(app, reference));
  const items = await store.loadMany(keys);
  const entries = keys.map((key) => parseEntry(items.get(key)?.body ?? ''));
  return { entries, older: asked.length - shown.length };
}

/** 90 days are 91 dates, which one batch holds. */
async function readReferences(
  store: Store,
  app: string,
  now: number,
): Promise<readonly Reference[]> {
  const days = Array.from({ length: limits.historyDaysMax + 1 }, (_, ago) =>
    dayKey(app, now - ago * 86_400_000),
  );
  const items = await store.loadMany(days);
  const references = days.flatMap((key) => parseDay(items.get(key)?.body ?? ''));
  return references.toSorted((left, right) => left.at - right.at || left.revision - right.revision);
}
