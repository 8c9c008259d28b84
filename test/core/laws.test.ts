import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import * as brake from './laws/brake.ts';
import * as liveness from './laws/liveness.ts';
import { oldDynosLaw } from './laws/old-dynos.ts';
import { RandomFilm } from './laws/random-film.ts';
import * as safety from './laws/safety.ts';
import { films } from './laws/steps.ts';
import { tellStory } from './laws/tell-story.ts';
import { type Law, plans } from './laws/walk.ts';

/** The same films in every run: a law that is broken stays broken until it is mended. */
const seed = 20_261_123;
const numRuns = 800;

const named: readonly [string, Law][] = [
  ['S1: nothing is rolled back without a sustained row of sick readings', safety.evidenceLaw],
  ['S3: only a release that came to a healthy app is rolled back', safety.attributionLaw],
  ['S4: the target was seen good before', safety.targetLaw],
  ['S5: the target has other code than what is bad', safety.otherCodeLaw],
  ['S6: a culprit is rolled back once, with two calls at the most', safety.onceLaw],
  ['S7: a rollback is never rolled back', safety.noRollbackOfRollbackLaw],
  ['S8: nobody’s newer release is overwritten in silence', safety.fenceLaw],
  ['S9: cooldown and daily bound hold', safety.budgetLaw],
  ['S10: nothing is rolled back for a cause that apps share', brake.correlationLaw],
  ['S10: nothing is rolled back before the other apps were looked at', brake.sweptLaw],
  ['S12: no release is good without healthy readings of its own', safety.noVacuousGoodLaw],
  ['S13: a check that has not passed convicts nobody', safety.armedLaw],
  ['S18: what is bad stays bad', safety.badStaysBadLaw],
  ['what old dynos answer convicts and acquits nobody', oldDynosLaw],
  ['L1: every serious turn is said in the decision that makes it', liveness.noSilentTurnLaw],
  ['L2: every incident ends with an alert that resolves it', liveness.loudEndLaw],
  ['L3: no situation lasts for ever', liveness.noEternalWaitLaw],
  ['alert ids are unique', liveness.uniqueAlertsLaw],
  ['every alert can be read', liveness.readableAlertsLaw],
  ['a steady healthy app is left untouched, byte for byte', liveness.quietLaw],
];

describe('in every random film', () => {
  let played: readonly RandomFilm[] = [];

  beforeAll(() => {
    played = fc.sample(films, { seed, numRuns }).map((film) => new RandomFilm(film));
  });

  test.each(named)('%s', (_name, law) => {
    const broken = played.some((film) => law(film) !== null);
    if (broken) expect(smallest(law)).toBe('no film breaks the law');
    expect(broken).toBe(false);
  });

  test('much happens, so that the laws are about something', () => {
    const kinds = new Set(played.flatMap(({ film }) => film.said.map(({ kind }) => kind)));
    const counts = played.map((film) => plans(film).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(numRuns / 10);
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'app-down',
        'recovered',
        'rolled-back',
        'rollback-held',
        'rollback-ineffective',
        'rollback-raced',
        'rollback-refused',
        'rollback-unknown',
        'superseded',
      ]),
    );
  });

  test('the same input gives the same decision', () => {
    for (const film of played.slice(0, 50)) {
      const again = new RandomFilm(film.steps);
      expect(JSON.stringify(again.frames)).toBe(JSON.stringify(film.frames));
    }
  });

  test.each(['ask', 'off'] as const)('S16: with rollback: %s it is only said', (rollback) => {
    for (const film of played) {
      const dry = new RandomFilm(film.steps, { app: { rollback } });
      expect(dry.frames.filter(({ effect }) => effect !== null)).toEqual([]);
      const at = firstRollback(film);
      if (at === Number.POSITIVE_INFINITY) continue;
      const said = dry.film.said.filter((alert) => alert.at === at).map(({ kind }) => kind);
      if (!said.includes('would-roll-back')) throw new Error(tellStory(dry));
    }
  });
});

function firstRollback(film: RandomFilm): number {
  return plans(film)[0]?.at ?? Number.POSITIVE_INFINITY;
}

/** The smallest film that breaks a law, as a story. */
function smallest(law: Law): string {
  const run = fc.check(
    fc.property(films, (steps) => law(new RandomFilm(steps)) === null),
    { seed, numRuns },
  );
  const steps = run.counterexample?.[0];
  if (steps === undefined) return 'no film breaks the law';
  const film = new RandomFilm(steps);
  return `${law(film)}\n${tellStory(film)}`;
}
