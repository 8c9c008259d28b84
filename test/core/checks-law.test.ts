// What checks at GitHub may change in any film, and what they may not.

import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../lib/core/app.ts';
import type { Checks } from '../../lib/core/checks.ts';
import { RandomFilm } from './laws/random-film.ts';
import { films, type Step } from './laws/steps.ts';

const failing: Checks = { state: 'failing', passed: 1, names: ['unit'] };
const passing: Checks = { state: 'passing', passed: 1, names: [] };

let all: readonly (readonly Step[])[] = [];
beforeAll(() => {
  all = fc.sample(films, { seed: 20_261_126, numRuns: 200 });
});

function play(film: readonly Step[], policy: App['checks'], checks: Checks): RandomFilm {
  return new RandomFilm(film, {
    app: { repository: 'acme/shop', checks: policy },
    github: { checks },
  });
}

/** What was decided: where the app is, what every release is, what is done. */
function decided({ frames }: RandomFilm) {
  return frames.map(({ at, after, effect }) => ({
    at,
    situation: after.situation,
    incident: after.incident,
    verdicts: after.ledger.map(({ version, verdict }) => [version, verdict]),
    effect,
  }));
}

/** What came of it in the end, and everything that was done on the way. */
function outcome(film: RandomFilm) {
  const frames = decided(film);
  const last = frames.at(-1);
  return {
    situation: last?.situation.name,
    verdicts: last?.verdicts,
    done: frames.flatMap(({ at, effect }) => (effect === null ? [] : [{ at, effect }])),
  };
}

test('warn changes nothing but what is said', () => {
  for (const film of all) {
    expect(decided(play(film, 'warn', failing))).toEqual(decided(play(film, 'off', failing)));
  }
});

// What is read for the checks is not read again soon, so that a release may be called good some
// looks later: its dynos are seen later.
test('hold changes nothing that is done, and no verdict, where the checks pass', () => {
  for (const film of all) {
    expect(outcome(play(film, 'hold', passing))).toEqual(outcome(play(film, 'off', passing)));
  }
});

test('hold calls no such release good, and what is not good is never gone back to', () => {
  let held = 0;
  for (const film of all) {
    const { frames, film: played } = play(film, 'hold', failing);
    held += played.said.filter(({ kind }) => kind === 'checks-held').length;
    for (const { after, effect, alerts, before } of frames) {
      const good = after.ledger.filter(({ verdict }) => verdict === 'good');
      // Nobody holds anything against the code that a person has gone back to.
      const chosen = after.ledger.filter(({ kind }) => kind === 'rollback');
      const artifacts = new Set(chosen.map(({ artifact }) => artifact));
      expect(good.filter(({ artifact }) => !artifacts.has(artifact))).toEqual([]);
      if (effect !== null) expect(artifacts).toContain(effect.intent.target.artifact);
      const ofChecks = alerts.every(({ kind }) => kind.startsWith('checks-'));
      if (ofChecks) expect(after.incident).toEqual(before.incident);
    }
  }
  expect(held).toBeGreaterThan(200);
});
