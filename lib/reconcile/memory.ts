/**
 * What is remembered of an app: loaded, and saved only by whoever saw the newest revision (S14).
 */
import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../adapters/dynamodb.ts';
import type { Alert } from '../core/alert.ts';
import type { App } from '../core/app.ts';
import { addAlerts, parseOutbox } from '../core/outbox.ts';
import { newState, parseState, type State } from '../core/state.ts';
import { stateUnreadable } from '../core/texts/app.ts';
import type { World } from '../world.ts';

/** State and waiting alerts of one app, and the revision that a write must have seen. */
export type Memory = {
  readonly state: State;
  readonly outbox: readonly Alert[];
  readonly revision: number;
  /** False: the item does not hold this; there is none, or it could not be read. */
  readonly stored: boolean;
};

/** The key of an app's item in the table. */
export function appKey(name: string): string {
  return `app#${name}`;
}

/**
 * The state that an item holds; null: it cannot be read. One look asks several times, for its lease
 * and for its decision, and an item that was loaded never changes: it is parsed once.
 */
export function stateOf(item: Item): State | null {
  const known = states.get(item);
  if (known !== undefined) return known;
  const state = parseState(item.body);
  states.set(item, state);
  return state;
}

const states = new WeakMap<Item, State | null>();

/**
 * Reads an item; one that cannot be read is set aside aloud, and what waited to be sent is kept.
 */
export function recall(app: App, item: Item | null, at: { hash: string; now: number }): Memory {
  if (item === null) {
    const state = newState(at.hash, at.now);
    return { state, outbox: [], revision: 0, stored: false };
  }
  const outbox = parseOutbox(item.outbox, app.name, at.now);
  const state = stateOf(item);
  if (state !== null) return { state, outbox, revision: item.revision, stored: true };
  const alert: Alert = {
    ...stateUnreadable(app.name),
    id: `${app.name}.state-unreadable.${item.revision}`,
    app: app.name,
    incident: null,
    at: at.now,
    facts: {},
  };
  const fresh = newState(at.hash, at.now);
  const { revision } = item;
  return { state: fresh, outbox: addAlerts(outbox, [alert]), revision, stored: false };
}

/**
 * The memory after a change; the same object when nothing changed, so that quiet apps cost no
 * write.
 */
export function remember(
  memory: Memory,
  change: { readonly state: State; readonly alerts: readonly Alert[] },
): Memory {
  const same = isDeepStrictEqual(change.state, memory.state);
  if (same && change.alerts.length === 0) return memory;
  const outbox = addAlerts(memory.outbox, change.alerts);
  return { ...memory, state: change.state, outbox };
}

/**
 * State, alerts and intent in one write. Answers the memory with its new revision; null: somebody
 * else was first.
 */
export async function save(world: World, app: App, memory: Memory): Promise<Memory | null> {
  const revision = memory.revision + 1;
  const item = {
    key: appKey(app.name),
    revision,
    body: JSON.stringify(memory.state),
    outbox: JSON.stringify(memory.outbox),
  };
  const outcome = await world.store.save(item, memory.revision);
  return outcome === 'saved' ? { ...memory, revision, stored: true } : null;
}
