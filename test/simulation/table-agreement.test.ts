// The simulated table and DynamoDB's emulator answer the same on the same sequences of reads and
// conditional writes, through the production adapter.

import { describe, expect, test } from 'vitest';
import type { Item } from '../../lib/adapters/dynamodb.ts';
import { item, store } from '../adapters/dynamodb/on-table.ts';
import { TableModel } from './models/table-model.ts';
import { Random } from './random.ts';

/** Keys that no other film of this file uses. */
function keysOf(seed: number): readonly [string, string, string] {
  return [`a#${seed}`, `b#${seed}`, `c#${seed}`];
}

function makeItem(random: Random, key: string, revision: number): Item {
  const outbox = random.chance(0.3) ? '[{"id":"one"}]' : '[]';
  return { ...item(revision, `{"number":${random.below(1_000)}}`), key, outbox };
}

describe('the simulated table answers as DynamoDB does', () => {
  test.each([1, 2, 3])('to the reads and writes of seed %i', async (seed) => {
    const random = new Random(seed);
    const model = new TableModel();
    const keys = keysOf(seed);
    let saved = 0;
    for (let step = 0; step < 40; step += 1) {
      const key = random.pick(keys);
      if (random.chance(0.3)) {
        const asked = keys.filter(() => random.chance(0.6));
        expect(await store.loadMany(asked)).toEqual(model.loadMany(asked));
        continue;
      }
      // Mostly what was read last, sometimes what somebody else has overwritten meanwhile.
      const seen = model.load(key)?.revision ?? 0;
      const expected = random.chance(0.6) ? seen : Math.max(0, seen + random.below(5) - 2);
      const next = makeItem(random, key, expected + 1);
      const outcome = model.save(next, expected);
      if (outcome === 'saved') saved += 1;
      expect(await store.save(next, expected)).toBe(outcome);
      expect(await store.load(key)).toEqual(model.load(key));
    }
    expect(saved).toBeGreaterThan(8);
    expect(saved).toBeLessThan(38);
  });
});
