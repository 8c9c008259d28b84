/**
 * Keeps a decision that was claimed, with its evidence. It comes after the claim and beside the
 * acting, so that it holds up nothing; a crash in between loses this one entry, and nothing else.
 */
import {
  dayKey,
  entryKey,
  entryText,
  expiryOf,
  type HistoryEntry,
  referenceOf,
  withReference,
} from '../core/history.ts';
import { limits } from '../core/limits.ts';
import type { World } from '../world.ts';

/** False: it could not be kept, which is logged and stops nobody. It never throws. */
export async function keepHistory(
  world: Pick<World, 'store' | 'log'>,
  entry: HistoryEntry,
): Promise<boolean> {
  const app = entry.input.app.name;
  try {
    const trouble = await write(world, app, entry);
    if (trouble === null) return true;
    world.log.error('a decision was not kept in the history', { app, reason: trouble });
  } catch (error) {
    world.log.error('a decision was not kept in the history', { app, error });
  }
  return false;
}

/** The entry first and then the list that names it: what is listed is there. */
async function write(
  { store }: Pick<World, 'store'>,
  app: string,
  entry: HistoryEntry,
): Promise<string | null> {
  const reference = referenceOf(entry);
  const expiresAt = expiryOf(reference.at);
  const key = entryKey(app, reference);
  const item = { key, revision: 1, body: entryText(entry), outbox: '[]', expiresAt };
  if ((await store.save(item, 0)) === 'lost') return `${key} is there already`;
  const listKey = dayKey(app, reference.at);
  for (let attempt = 1; attempt <= limits.historyAttemptsMax; attempt += 1) {
    const list = await store.load(listKey);
    const revision = list?.revision ?? 0;
    const body = withReference(list?.body ?? '', reference);
    if (body === null) return `the day has ${limits.historyEntriesADayMax} decisions already`;
    const next = { key: listKey, revision: revision + 1, body, outbox: '[]', expiresAt };
    if ((await store.save(next, revision)) === 'saved') return null;
  }
  return `others wrote "${listKey}" ${limits.historyAttemptsMax} times in between`;
}
