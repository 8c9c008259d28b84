/** What was decided after the claim is saved, sent and kept in the history. */
import type { App } from '../core/app.ts';
import type { HistoryEntry } from '../core/history.ts';
import { version } from '../core/version.ts';
import type { World } from '../world.ts';
import { keepHistory } from './keep-history.ts';
import { type Memory, save } from './memory.ts';
import { publish, publishDue } from './publish.ts';

/** What is remembered now, and whether the history has it. */
export type Recorded = { readonly memory: Memory; readonly historyKept: boolean };

/** `before` is what was saved last, `after` what is to be. */
export async function record(
  world: World,
  app: App,
  {
    before,
    after,
    entry,
    later = false,
  }: {
    readonly before: Memory;
    readonly after: Memory;
    readonly entry: Omit<HistoryEntry, 'revision' | 'madeBy'>;
    /** True: somebody else sends what waits. */
    readonly later?: boolean;
  },
): Promise<Recorded> {
  const kept = await keep(world, app, { before, after });
  // Only what was saved was decided.
  const saved = kept.revision > before.revision;
  // What is stored nowhere cannot wait.
  const send = saved || after === before ? publishDue : publish;
  const [left, historyKept] = await Promise.all([
    later ? kept.outbox : send(world, kept.outbox),
    saved ? keepHistory(world, { ...entry, madeBy: version, revision: kept.revision }) : true,
  ]);
  const memory = await keep(world, app, { before: kept, after: withOutbox(kept, left) });
  return { memory, historyKept };
}

/**
 * Saves what changed. Losing this write loses nothing: alerts are sent again, and Heroku is read
 * again.
 */
export async function keep(
  world: World,
  app: App,
  { before, after }: { readonly before: Memory; readonly after: Memory },
): Promise<Memory> {
  if (after === before) return before;
  const saved = await save(world, app, after);
  if (saved === null) world.log.info('another look was saved first', { app: app.name });
  return saved ?? after;
}

/** The memory with what is left to be sent; the same object when that is all of it. */
export function withOutbox(memory: Memory, outbox: Memory['outbox']): Memory {
  return outbox === memory.outbox ? memory : { ...memory, outbox };
}
