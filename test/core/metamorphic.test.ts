import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { decide } from '../../lib/core/decide.ts';
import { generateStory } from '../simulation/story/generate.ts';
import type { Story } from '../simulation/story/story.ts';
import * as broken from './laws/broken-deciders.ts';
import * as laws from './laws/metamorphic.ts';
import { renamed, tellWorld } from './laws/names.ts';
import { obstacles, obstructed } from './laws/obstacles.ts';
import { RandomFilm } from './laws/random-film.ts';
import { films, type Step } from './laws/steps.ts';

const seed = 20_261_126;
const numRuns = 1_000;
/** They take seconds; a machine that is busy takes many more. */
vi.setConfig({ testTimeout: 180_000 });

const chosen = {
  from: fc.integer({ min: 1, max: 120 }),
  every: fc.integer({ min: 1, max: 4 }),
  count: fc.integer({ min: 1, max: 30 }),
};
const healthier = fc.record({ ...chosen, to: fc.constantFrom('healthy', 'unknown') });
const inTheWay = fc.record({ ...chosen, obstacle: fc.constantFrom(...obstacles) });
const later = fc.record({ ...chosen, byMs: fc.integer({ min: 1, max: 600_000 }) });

/** Readings of a release that is sick, now and then one that is not. */
const readings: fc.Arbitrary<Step> = fc.constantFrom(
  { do: 'looks', count: 3, everyMs: 5_000 },
  { do: 'looks', count: 3, everyMs: 20_000 },
  { do: 'blip', verdict: 'healthy' },
  { do: 'blip', verdict: 'unknown' },
);

/** A film in whose middle a sick release comes to a healthy app, if nothing goes wrong before. */
const badRelease: fc.Arbitrary<readonly Step[]> = fc
  .tuple(films, fc.array(readings, { minLength: 1, maxLength: 8 }), films)
  .map(([before, between, after]) => [
    ...before.slice(0, 5),
    { do: 'looks', count: 12, everyMs: 10_000 },
    { do: 'deploy', sick: true },
    ...between,
    ...after,
  ]);

describe('of two films of which one is altered', () => {
  test('S2: readings that nobody can judge bring no rollback forward', () => {
    const law = laws.insertUnknown;
    expect(broke(law, fc.record(chosen))).toBeNull();
    expect(broke(law, fc.record(chosen), broken.unknownIsSick)).toMatch(/a rollback/);
  });

  test('healthier readings of a release bring its rollback no forward', () => {
    const law = laws.makeHealthier;
    expect(broke(law, healthier)).toBeNull();
    expect(broke(law, healthier, broken.changeIsSick)).toMatch(/a rollback/);
  });

  test('something in the way brings no rollback forward', () => {
    const law = laws.obstruct;
    expect(broke(law, inTheWay)).toBeNull();
    expect(broke(law, inTheWay, broken.hurriedByTrouble)).toMatch(/a rollback/);
  });

  test('looks that come later make no release good before its time', () => {
    const law = laws.delay;
    expect(broke(law, later)).toBeNull();
    expect(broke(law, later, broken.silenceIsGood)).toMatch(/was good/);
  });
});

test.each(obstacles)('no look acts while this is in the way: %s', (obstacle) => {
  const played = fc
    .sample(badRelease, { seed, numRuns: 150 })
    .map((steps) => new RandomFilm(steps));
  const looks = played.flatMap(({ film }) => film.decisions.filter(({ outcome }) => !outcome));
  const acting = looks.filter(({ decision }) => decision.effect !== null);
  expect(acting.length).toBeGreaterThan(50);
  const all = looks.map(({ input }) => decide({ ...input, facts: obstructed(obstacle, input) }));
  expect(all.filter(({ effect }) => effect !== null)).toEqual([]);
});

describe('names', () => {
  const worlds = Array.from({ length: 80 }, (_, world) => generateStory(11, world));
  const several = worlds.filter(({ apps }) => apps.length > 1).slice(0, 30);

  test('that are exchanged change nothing in a world but the names', async () => {
    for (const story of several) {
      const told = await tellWorld(story);
      expect(told.length).toBeGreaterThan(50);
      expect(await tellWorld(renamed(story))).toBe(renamed(told));
    }
  });

  test('that are heeded are noticed', async () => {
    const noticed = [];
    for (const story of several.slice(0, 10)) {
      const told = await tellWorld(heeding(story));
      noticed.push((await tellWorld(heeding(renamed(story)))) !== renamed(told));
    }
    expect(noticed).toContain(true);
  });
});

/** The app that is called so is watched with less patience. */
function heeding(story: Story): Story {
  const sustained = { failures: 1, forMs: 0 };
  const apps = story.apps.map((app) =>
    app.name === 'shop' ? { ...app, policy: { ...app.policy, sustained } } : app,
  );
  return { ...story, apps };
}

/** What a law says against the smallest pair of films that breaks it; null: none does. */
function broke<Change>(
  law: (steps: readonly Step[], change: Change, decider?: typeof decide) => laws.Compared,
  changes: fc.Arbitrary<Change>,
  decider = decide,
): string | null {
  let shown = 0;
  const property = fc.property(badRelease, changes, (steps, change) => {
    const compared = law(steps, change, decider);
    if (compared === true) shown += 1;
    return typeof compared !== 'string';
  });
  const { counterexample } = fc.check(property, { seed, numRuns });
  if (counterexample !== null) return law(...counterexample, decider) as string;
  // Without films that the law says something about it would hold for nothing.
  expect(shown).toBeGreaterThan(numRuns / 5);
  return null;
}
