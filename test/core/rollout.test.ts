import { describe, expect, test } from 'vitest';
import type { Dyno } from '../../lib/core/release.ts';
import { isRollingOut, isStuck, type Rollout, rolloutOf } from '../../lib/core/rollout.ts';
import { dawn, minute, second, testApp } from './film.ts';
import { testEntry } from './ledger.ts';

const dyno = (state: string, releaseVersion: number | null, type = 'web'): Dyno => ({
  name: `${type}.1`,
  type,
  state,
  releaseVersion,
});

describe('a release whose dynos are', () => {
  const cases: [string, Dyno[] | null, Rollout | null][] = [
    ['not read is as before', null, null],
    ['none at all is as before', [], null],
    ['workers only is as before', [dyno('up', 2, 'worker')], null],
    ['of no known release is as before', [dyno('up', null)], null],
    ['up is done', [dyno('up', 2), dyno('up', 2)], 'done'],
    ['up beside one that starts is done', [dyno('up', 2), dyno('starting', 2)], 'done'],
    ['all crashed is done', [dyno('crashed', 2), dyno('crashed', 2)], 'done'],
    ['up beside one that goes down is done', [dyno('up', 2), dyno('down', 1)], 'done'],
    ['up beside an old one that is up is mixed', [dyno('up', 2), dyno('up', 1)], 'mixed'],
    ['crashed beside an old one that is up is mixed', [dyno('crashed', 2), dyno('up', 1)], 'mixed'],
    ['up on another release only is mixed', [dyno('up', 1)], 'mixed'],
    ['up on a newer release is mixed', [dyno('up', 3)], 'mixed'],
    ['starting is booting', [dyno('starting', 2)], 'booting'],
    [
      'starting beside a crashed one is booting',
      [dyno('starting', 2), dyno('crashed', 2)],
      'booting',
    ],
    ['gone and the new ones not there yet is booting', [dyno('down', 1)], 'booting'],
    ['up beside an old worker is done', [dyno('up', 2), dyno('up', 1, 'worker')], 'done'],
  ];
  test.each(cases)('%s', (_name, dynos, expected) => {
    expect(rolloutOf(dynos, testEntry(2))).toBe(expected);
  });

  test('done stays done, whatever starts again later', () => {
    expect(rolloutOf([dyno('starting', 2)], testEntry(2, { rollout: 'done' }))).toBeNull();
  });
});

describe('readings are not the release’s own', () => {
  const at = (rollout: Rollout, ageMs: number, app = testApp()) =>
    isRollingOut(testEntry(2, { rollout, seenAt: dawn }), app, dawn + ageMs);

  test('while old dynos run, for ten minutes and no longer', () => {
    expect(at('mixed', 10 * minute)).toBe(true);
    expect(at('mixed', 10 * minute + 1)).toBe(false);
  });

  test('while old dynos run, no longer than a short watch', () => {
    const app = testApp({ warmupMs: second, watchMs: minute });
    expect(at('mixed', 121 * second, app)).toBe(true);
    expect(at('mixed', 121 * second + 1, app)).toBe(false);
  });

  test('while none of its own is up, for as long as the slowest warm-up', () => {
    expect(at('booting', 240 * second)).toBe(true);
    expect(at('booting', 240 * second + 1)).toBe(false);
  });

  test('while none of its own is up, no longer than the warm-up that the user chose', () => {
    const app = testApp({ warmupMs: second });
    expect(at('booting', second, app)).toBe(true);
    expect(at('booting', second + 1, app)).toBe(false);
  });

  test.each(['unknown', 'done'] as const)('but its own when it is %s', (rollout) => {
    expect(at(rollout, 0)).toBe(false);
  });

  test('and it is stuck only with old dynos, and only after that time', () => {
    const stuck = (rollout: Rollout, ageMs: number) =>
      isStuck(testEntry(2, { rollout, seenAt: dawn }), testApp(), dawn + ageMs);
    expect(stuck('mixed', 10 * minute)).toBe(false);
    expect(stuck('mixed', 10 * minute + 1)).toBe(true);
    expect(stuck('booting', 20 * minute)).toBe(false);
    expect(stuck('done', 20 * minute)).toBe(false);
  });
});
