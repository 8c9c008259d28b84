import { describe, expect, test } from 'vitest';
import { newState, noEvidence, type Toll } from '../../../lib/core/state.ts';
import { addProbe, countProbe, noProbes, tollOf, tollOfRow } from '../../../lib/core/toll.ts';
import { dawn, minute, second, testApp, testReading } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { situations, testIntent } from '../situations.ts';

test('a probe that nobody could judge counts for nothing', () => {
  expect(addProbe(noProbes, testReading('unknown'), testApp())).toEqual(noProbes);
});

const began: Toll = {
  since: dawn,
  ...{ made: 10, lost: 2, slow: 3 },
  ...{ firstLostAt: dawn + second, lastLostAt: dawn + 5 * second },
  preboot: null,
};

test('a probe that began with the release is its own, one a moment before is not', () => {
  const at = (ms: number) => countProbe(began, testReading('sick', { at: ms }), testApp());
  expect(at(dawn)).toMatchObject({ made: 11, lost: 3, lastLostAt: dawn });
  expect(at(dawn - 1)).toEqual(began);
});

test('a row of sick readings has a toll once it has begun', () => {
  const seen = { at: dawn, cause: null, came: '' };
  expect(tollOfRow(noEvidence, null)).toBeNull();
  expect(tollOfRow({ ...noEvidence, sickFirst: seen }, null)).toBeNull();
  expect(tollOfRow({ ...noEvidence, sickLast: seen }, null)).toBeNull();
  const row = { sickInARow: 4, sickFirst: seen, sickLast: { ...seen, at: dawn + minute } };
  expect(tollOfRow({ ...noEvidence, ...row }, true)).toEqual({
    ...{ since: dawn, made: 4, lost: 4, slow: 0 },
    ...{ firstLostAt: dawn, lastLostAt: dawn + minute },
    preboot: true,
  });
});

describe('what a culprit and its rollback cost together', () => {
  const both = (culprit: Toll | null, rollback: Toll | null) =>
    tollOf({
      ...newState('check-1', dawn),
      situation: { ...situations.verifying, intent: testIntent },
      currentId: 'release-3',
      ledger: [testEntry(3, { toll: rollback }), testEntry(2, { toll: culprit })],
    });
  const later: Toll = {
    since: dawn + minute,
    ...{ made: 7, lost: 1, slow: 1 },
    ...{ firstLostAt: dawn + 70 * second, lastLostAt: dawn + 80 * second },
    preboot: true,
  };

  test('is the sum, from the first lost probe to the last', () => {
    expect(both(began, later)).toEqual({
      since: dawn,
      ...{ made: 17, lost: 3, slow: 4 },
      ...{ firstLostAt: dawn + second, lastLostAt: dawn + 80 * second },
      preboot: true,
    });
  });

  test('is what is known of it, where one of them lost none', () => {
    const none = { lost: 0, firstLostAt: null, lastLostAt: null };
    const rollbackOnly = both({ ...began, ...none, preboot: false }, later);
    expect(rollbackOnly).toMatchObject({
      ...{ firstLostAt: dawn + 70 * second, lastLostAt: dawn + 80 * second },
      preboot: false,
    });
    expect(both(began, { ...later, ...none })).toMatchObject({
      firstLostAt: dawn + second,
      lastLostAt: dawn + 5 * second,
    });
    expect(both(null, later)).toEqual(later);
    expect(both(began, null)).toEqual(began);
    expect(both(null, null)).toBeNull();
  });
});
