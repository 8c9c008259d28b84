/** Takes out of an app's outbox what was sent, although others may write the item meanwhile. */
import { StoreError } from '../adapters/store-error.ts';
import type { Alert } from '../core/alert.ts';
import type { App } from '../core/app.ts';
import { limits } from '../core/limits.ts';
import type { World } from '../world.ts';
import { appKey, type Memory, recall, save } from './memory.ts';
import { withOutbox } from './record.ts';

/**
 * `left`: of each alert that was tried, by its id, what is left to be sent; null: nothing. A close
 * look writes every few seconds, so that losing a write here is common: it is tried anew on what
 * stands there by then, or else what went out in one message would follow in one of each app.
 * What cannot be written at all is sent again, with the same id.
 */
export async function settleOutbox(
  world: World,
  app: App,
  { memory, left }: { readonly memory: Memory; readonly left: ReadonlyMap<string, Alert | null> },
): Promise<Memory> {
  try {
    return await settle(world, app, { memory, left });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    world.log.error('what was sent could not be noted; it is sent again', { app: app.name, error });
    return memory;
  }
}

async function settle(
  world: World,
  app: App,
  { memory, left }: { readonly memory: Memory; readonly left: ReadonlyMap<string, Alert | null> },
): Promise<Memory> {
  let known = memory;
  for (let attempt = 0; attempt < limits.outboxAttemptsMax; attempt += 1) {
    const after = withLeft(known, left);
    if (after === known) return known;
    const saved = await save(world, app, after);
    if (saved !== null) return saved;
    const item = await world.store.load(appKey(app.name));
    known = recall(app, item, { hash: known.state.checkHash, now: world.clock.now() });
    // What cannot be read is set aside by a look, aloud.
    if (!known.stored) return known;
  }
  world.log.info('others were always faster; what was sent is sent again', { app: app.name });
  return known;
}

/** The very same memory when nothing of it was sent. */
function withLeft(memory: Memory, left: ReadonlyMap<string, Alert | null>): Memory {
  const { outbox } = memory;
  const after = outbox.flatMap((alert) => {
    const rest = left.get(alert.id);
    return rest === undefined ? [alert] : rest === null ? [] : [rest];
  });
  const same = after.length === outbox.length && after.every((alert, at) => alert === outbox[at]);
  return withOutbox(memory, same ? outbox : after);
}
