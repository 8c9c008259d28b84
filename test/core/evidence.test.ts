import { describe, expect, test } from 'vitest';
import { isFlapping, isRecovered, score, withUnknown } from '../../lib/core/evidence.ts';
import { limits } from '../../lib/core/limits.ts';
import type { Reading } from '../../lib/core/reading.ts';
import { type Evidence, noEvidence } from '../../lib/core/state.ts';
import { dawn, minute, second, testApp, testReading } from './film.ts';

const app = testApp();
const gapMs = 3 * minute;

type Look = readonly [atMs: number, verdict: Reading['verdict'], change?: Partial<Reading>];

/** Evidence after readings at times counted from dawn. */
function rowOf(looks: readonly Look[], from: Evidence = noEvidence): Evidence {
  return looks.reduce(
    (evidence, [atMs, verdict, change]) =>
      score(evidence, testReading(verdict, { at: dawn + atMs, ...change }), app, gapMs),
    from,
  );
}

const watching: Evidence = { ...noEvidence, window: { healthy: 0, sick: 0, unknown: 0 } };

describe('a row of sick readings', () => {
  test('counts them and remembers the first and the newest', () => {
    const evidence = rowOf([
      [0, 'sick', { came: 'status 500' }],
      [5 * second, 'sick'],
      [9 * second, 'sick', { came: 'status 502' }],
    ]);
    expect(evidence.sickInARow).toBe(3);
    expect(evidence.sickFirst).toEqual({ at: dawn, cause: 'status', came: 'status 500' });
    expect(evidence.sickLast).toMatchObject({ at: dawn + 9 * second, came: 'status 502' });
  });

  test('counts apart those in which the app itself was reached', () => {
    const evidence = rowOf([
      [0, 'sick', { reachedApp: false }],
      [5 * second, 'sick'],
    ]);
    expect(evidence).toMatchObject({ sickInARow: 2, sickReached: 1 });
  });

  test('is ended by one healthy reading', () => {
    const evidence = rowOf([
      [0, 'sick'],
      [5 * second, 'sick'],
      [10 * second, 'healthy'],
    ]);
    expect(evidence).toMatchObject({
      sickInARow: 0,
      sickFirst: null,
      sickLast: null,
      sickReached: 0,
      healthyInARow: 1,
      healthySince: dawn + 10 * second,
    });
  });

  test('goes on after a silence of exactly the gap, and begins anew after a longer one', () => {
    const within = rowOf([
      [0, 'sick'],
      [gapMs, 'sick'],
    ]);
    expect(within.sickInARow).toBe(2);
    const beyond = rowOf([
      [0, 'sick', { reachedApp: true }],
      [gapMs + 1, 'sick', { reachedApp: false }],
    ]);
    expect(beyond).toMatchObject({ sickInARow: 1, sickReached: 0 });
    expect(beyond.sickFirst?.at).toBe(dawn + gapMs + 1);
  });

  test('is not lengthened by the same reading twice, nor by an older one', () => {
    const once = rowOf([[5 * second, 'sick']]);
    expect(rowOf([[5 * second, 'sick']], once)).toBe(once);
    expect(rowOf([[4 * second, 'sick']], once)).toBe(once);
  });
});

describe('an unknown reading', () => {
  test('neither lengthens nor ends a row of sick ones', () => {
    const row = rowOf([
      [0, 'sick'],
      [5 * second, 'sick'],
    ]);
    const doubted = rowOf([[7 * second, 'unknown']], row);
    const { unknownSince, ...rest } = doubted;
    expect({ ...rest, unknownSince: null }).toEqual(row);
    expect(unknownSince).toBe(dawn + 7 * second);
    expect(rowOf([[10 * second, 'sick']], doubted).sickInARow).toBe(3);
  });

  test('neither lengthens nor ends a row of healthy ones', () => {
    const well = rowOf([
      [0, 'healthy'],
      [5 * second, 'healthy'],
      [7 * second, 'unknown'],
    ]);
    expect(well).toMatchObject({ healthyInARow: 2, healthySince: dawn });
  });

  test('is counted in a window, and since when there were only such', () => {
    const evidence = rowOf(
      [
        [0, 'unknown'],
        [5 * second, 'unknown'],
      ],
      watching,
    );
    expect(evidence.window).toEqual({ healthy: 0, sick: 0, unknown: 2 });
    expect(evidence.unknownSince).toBe(dawn);
    expect(rowOf([[6 * second, 'healthy']], evidence).unknownSince).toBeNull();
    expect(rowOf([[6 * second, 'sick']], evidence).unknownSince).toBeNull();
    expect(withUnknown(noEvidence, dawn).window).toBeNull();
  });
});

describe('healthy readings', () => {
  test('count up to what recovery asks for and then change nothing', () => {
    const two = rowOf([
      [0, 'healthy'],
      [5 * second, 'healthy'],
    ]);
    expect(isRecovered(two, app.recovered)).toBe(false);
    const three = rowOf([[10 * second, 'healthy']], two);
    expect(isRecovered(three, app.recovered)).toBe(true);
    expect(rowOf([[15 * second, 'healthy']], three)).toEqual(three);
  });

  test('that are slow climb to the count of a conviction, and fast ones come down again', () => {
    const slow: Look[] = Array.from({ length: 9 }, (_, i) => [i, 'healthy', { slow: true }]);
    const climbed = rowOf(slow);
    expect(climbed.slowScore).toBe(app.sustained.failures);
    expect(rowOf([[20, 'healthy']], climbed).slowScore).toBe(app.sustained.failures - 1);
    expect(rowOf([[20, 'healthy']]).slowScore).toBe(0);
  });
});

describe('flapping', () => {
  const rows = (count: number, everyMs: number): Look[] =>
    Array.from({ length: count }, (_, i): Look[] => [
      [i * everyMs, 'sick'],
      [i * everyMs + second, 'healthy'],
    ]).flat();

  test('is so many rows within the window, to the millisecond', () => {
    const evidence = rowOf(rows(limits.flappingRows, minute));
    expect(isFlapping(evidence, dawn + limits.flappingWindowMs)).toBe(true);
    expect(isFlapping(evidence, dawn + limits.flappingWindowMs + 1)).toBe(false);
  });

  test('is not one row fewer, nor one long row', () => {
    expect(isFlapping(rowOf(rows(limits.flappingRows - 1, minute)), dawn + 5 * minute)).toBe(false);
    const long: Look[] = Array.from({ length: 50 }, (_, i) => [i * second, 'sick']);
    expect(isFlapping(rowOf(long), dawn + minute)).toBe(false);
  });

  test('remembers no more rows than it needs', () => {
    expect(rowOf(rows(40, minute)).rowTimes).toHaveLength(limits.flappingRows);
  });
});
