/** The table as one invocation meets it: throttled, and losing answers after the write. */
import type { Item, Store } from '../../../lib/adapters/dynamodb.ts';
import { StoreError } from '../../../lib/adapters/store-error.ts';
import { pausesKey } from '../../../lib/core/pause.ts';
import type { Invocation, Span } from '../invocation.ts';
import type { Simulation } from '../simulation.ts';

const span: Span = { from: 2, to: 60, slow: 9_000 };

export function storeDoor(simulation: Simulation, invocation: Invocation): Store {
  const { table } = simulation;
  return {
    load: (key) =>
      invocation.call(span, () => {
        mayThrottle(simulation, key);
        if (key === pausesKey) invocation.pausesReadAt = simulation.now;
        return table.load(key);
      }),
    loadMany: (keys) =>
      invocation.call(span, () => {
        mayThrottle(simulation, keys[0] ?? '');
        return table.loadMany(keys);
      }),
    save: (item, expected) =>
      invocation.call(span, () => save(simulation, invocation, item, expected)),
  };
}

function save(
  simulation: Simulation,
  invocation: Invocation,
  item: Item,
  expected: number,
): 'saved' | 'lost' {
  mayThrottle(simulation, item.key);
  const { table, oracle, faults, now } = simulation;
  if (item.key.startsWith('history#') && faults.strikes('history-refused', now)) {
    throw new StoreError(item.key, `the table refuses ${item.key}`, false);
  }
  const before = table.load(item.key);
  const claims = item.key.startsWith('app#') && isClaim(before, item);
  if (claims) invocation.comeTo('before-claim');
  const outcome = table.save(item, expected);
  simulation.tell(() => `${invocation.name} saves ${item.key} r${item.revision}: ${outcome}`);
  if (outcome === 'saved') oracle.committed(invocation, before, item);
  else oracle.lost(invocation, item);
  if (claims && outcome === 'saved') invocation.comeTo('after-claim');
  if (faults.strikes('store-answer-lost', now)) {
    throw new StoreError(item.key, `writing ${item.key} had no answer`, true);
  }
  return outcome;
}

/** A cheap look at the text: it plans a rollback, or sends it once more. */
function isClaim(before: Item | null, item: Item): boolean {
  if (!item.body.includes('"rolling-back"')) return false;
  const plan = /"rolling-back".*?"sends":\d/.exec(item.body)?.[0];
  return plan !== undefined && before?.body.includes(plan) !== true;
}

function mayThrottle({ faults, now }: Simulation, key: string): void {
  if (faults.strikes('store-throttled', now)) {
    throw new StoreError(key, `the table throttles ${key}`, true);
  }
}
