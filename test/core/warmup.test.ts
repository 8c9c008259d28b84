import { describe, expect, test } from 'vitest';
import type { HerokuFacts } from '../../lib/core/facts.ts';
import type { Dyno } from '../../lib/core/release.ts';
import { closeWatchMs, isCrashed, isUp, warmupOf } from '../../lib/core/warmup.ts';
import { dawn, minute, second, testApp } from './film.ts';

function heroku(change: { preboot?: boolean | null; privateSpace?: boolean }): HerokuFacts {
  return {
    app: {
      id: 'app-1',
      name: 'shop',
      webUrl: null,
      maintenance: false,
      releasedAt: dawn,
      privateSpace: change.privateSpace ?? false,
    },
    releases: [],
    dynos: null,
    formation: null,
    preboot: change.preboot ?? null,
  };
}

const dyno = (state: string, releaseVersion: number | null, type = 'web'): Dyno => ({
  name: `${type}.1`,
  type,
  state,
  releaseVersion,
});

describe('a warm-up', () => {
  const slow = { durationMs: 240 * second, early: false };
  const usual = { durationMs: 75 * second, early: true };
  test.each([
    ['lasts 75 s at most, and less once the dynos are up', heroku({ preboot: false }), usual],
    ['lasts four minutes when preboot could not be read', heroku({ preboot: null }), slow],
    ['lasts four minutes with preboot, whatever the dynos say', heroku({ preboot: true }), slow],
    ['lasts four minutes in a Private Space', heroku({ privateSpace: true }), slow],
  ])('%s', (_name, facts, expected) => {
    expect(warmupOf(testApp(), facts)).toEqual(expected);
  });

  test('that the user chose lasts exactly so long, even with preboot', () => {
    const chosen = { durationMs: 3 * second, early: false };
    expect(warmupOf(testApp({ warmupMs: 3 * second }), heroku({ preboot: true }))).toEqual(chosen);
    const none = { durationMs: 0, early: false };
    expect(warmupOf(testApp({ warmupMs: 0 }), heroku({}))).toEqual(none);
  });

  test('and two windows are the longest close watch', () => {
    expect(closeWatchMs(testApp({ watchMs: minute }))).toBe(240 * second + 2 * minute);
    expect(closeWatchMs(testApp({ watchMs: minute, warmupMs: second }))).toBe(121 * second);
  });
});

describe('dynos', () => {
  const tables: [string, readonly Dyno[] | null, boolean, boolean][] = [
    ['that nobody asked for', null, false, false],
    ['of which there are none', [], false, false],
    ['that are up', [dyno('up', 2)], true, false],
    ['that are all crashed', [dyno('crashed', 2), dyno('crashed', 2)], false, true],
    ['of which one still starts', [dyno('up', 2), dyno('starting', 2)], false, false],
    ['of which one crashed', [dyno('up', 2), dyno('crashed', 2)], false, false],
    ['that are up on the old release', [dyno('up', 1)], false, false],
    ['that crashed on the old release', [dyno('crashed', 1)], false, false],
    ['without a release', [dyno('up', null)], false, false],
    ['of which the worker crashed', [dyno('up', 2), dyno('crashed', 2, 'worker')], true, false],
    ['that are workers alone', [dyno('up', 2, 'worker')], false, false],
    ['in a state of which nobody has heard', [dyno('melting', 2)], false, false],
  ];
  test.each(tables)('%s', (_name, dynos, up, crashed) => {
    expect(isUp(dynos, 2)).toBe(up);
    expect(isCrashed(dynos, 2)).toBe(crashed);
  });
});
