import { expect, test } from 'vitest';
import type { Spoken } from '../../lib/core/draft.ts';
import { limits } from '../../lib/core/limits.ts';
import type { Untold } from '../../lib/core/state.ts';
import { keptOf, passedLine, withSince, withUntold } from '../../lib/core/untold.ts';
import { dawn, minute } from './fixtures.ts';

const spoken = (facts?: Spoken['facts']): Spoken => ({
  ...{ kind: 'slow', severity: 'warning', headline: 'slow', happened: 'It is slow.' },
  ...{ evidence: [], done: [], next: [], undo: null },
  ...(facts && { facts }),
});
const kept = (change: Partial<Untold> = {}): Untold => ({
  ...{ kind: 'slow', headline: 'slow', release: null, since: dawn, over: false },
  ...change,
});

test('what is kept is the first of its kind and release, with when it came', () => {
  const once = withUntold([], spoken({ release: 29 }), dawn);
  expect(once).toEqual([kept({ release: 29 })]);
  expect(withUntold(once, spoken({ release: 29 }), dawn + minute)).toEqual(once);
  expect(withUntold(once, spoken({ release: 30 }), dawn + minute)).toEqual([
    ...once,
    kept({ release: 30, since: dawn + minute }),
  ]);
});

test('a release that is no number is none', () => {
  expect(withUntold([], spoken({ release: 'v29' }), dawn)).toEqual([kept()]);
  expect(keptOf([kept()], spoken({ release: true }))).toEqual(kept());
});

test('what is over is no longer what is told now', () => {
  expect(keptOf([kept({ over: true })], spoken())).toBeUndefined();
  expect(keptOf([kept({ kind: 'flapping' })], spoken())).toBeUndefined();
});

test('what outgrows the bound loses its oldest', () => {
  const many = Array.from({ length: limits.untoldMax }, (_, release) => kept({ release }));
  const now = withUntold(many, spoken(), dawn);
  expect(now).toEqual([...many.slice(1), kept()]);
});

test('it is told with since when it is so, for people and for machines', () => {
  const told = withSince(spoken({ release: 29 }), dawn);
  expect(told.happened).toBe(
    'It is slow. So it is since 2026-11-23 03:00:00 UTC; ' +
      'a maintenance window kept it from being told earlier.',
  );
  expect(told.facts).toEqual({ release: 29, inWindowSince: dawn });
});

test('what came and went is one line', () => {
  expect(passedLine([kept(), kept({ headline: 'it flaps', since: dawn + minute })])).toBe(
    'In the maintenance window, over by now and not told then: ' +
      '2026-11-23 03:00:00 UTC "slow"; 2026-11-23 03:01:00 UTC "it flaps"',
  );
});
