import { beforeAll, describe, expect, test } from 'vitest';
import { actingFaults } from './bite/acting-faults.ts';
import { bite } from './bite/bite.ts';
import { tellingFaults } from './bite/telling-faults.ts';
import { play } from './play.ts';
import { shrink } from './shrink.ts';
import { generateStory } from './story/generate.ts';
import { faultNames } from './story/story.ts';
import { playRange, type Totals } from './totals.ts';

describe('a slice of the simulated worlds', () => {
  let totals: Totals;
  beforeAll(async () => {
    totals = await playRange({ seed: 4, from: 0, to: 500 });
  }, 120_000);

  test('breaks no law', () => {
    expect(totals.worlds).toBe(500);
    expect(totals.found).toEqual([]);
  });

  test.each([
    'unarmed',
    'warmup',
    'watching',
    'steady',
    'down',
    'held',
    'rolling-back',
    'verifying',
    'rolled-back',
    'escalated',
  ])('comes to the situation %s', (name) => {
    expect(totals.reach.get(`situation ${name}`) ?? 0).toBeGreaterThan(5);
  });

  test.each([
    'mode',
    'readable',
    'reached',
    'target',
    'add-on',
    'release-phase',
    'web-dynos',
    'budget',
    'fleet',
  ])('comes to the guard %s', (name) => {
    expect(totals.reach.get(`guard ${name}`) ?? 0).toBeGreaterThan(0);
  });

  test.each(faultNames)('meets the fault %s', (name) => {
    expect(totals.reach.get(`fault ${name}`) ?? 0).toBeGreaterThan(0);
  });

  test('rolls back often, and is refused, overtaken and left without an answer', () => {
    expect(totals.reach.get('deed post made') ?? 0).toBeGreaterThan(50);
    expect(totals.reach.get('alert rolled-back') ?? 0).toBeGreaterThan(50);
    expect(totals.reach.get('alert rollback-held') ?? 0).toBeGreaterThan(50);
    expect(totals.reach.get('deed write-lost') ?? 0).toBeGreaterThan(50);
  });
});

describe('GitHub in these worlds', () => {
  test('is told and asked, and refuses, and nobody is rolled back for it', async () => {
    const { reach, found } = await playRange({ seed: 5, from: 0, to: 40 });
    expect(found).toEqual([]);
    for (const deed of ['status', 'checks', 'deployment-status', 'commit']) {
      expect(reach.get(`deed github ${deed}`) ?? 0).toBeGreaterThan(5);
    }
    expect(reach.get('alert checks-wanting') ?? 0).toBeGreaterThan(0);
    expect(reach.get('alert github-trouble') ?? 0).toBeGreaterThan(0);
    expect(reach.get('alert github-well') ?? 0).toBeGreaterThan(0);
  });
});

describe('one world', () => {
  test('is told the same, byte for byte, each time', async () => {
    const first = await play(generateStory(7, 42), { tells: true });
    const second = await play(generateStory(7, 42), { tells: true });
    expect(first.told.length).toBeGreaterThan(50);
    expect(second.told.join('\n')).toBe(first.told.join('\n'));
    expect(second.steps).toBe(first.steps);
  });

  test('is another one under another seed', async () => {
    const one = await play(generateStory(7, 42), { tells: true });
    const other = await play(generateStory(8, 42), { tells: true });
    expect(other.told.join('\n')).not.toBe(one.told.join('\n'));
  });

  test('without any fault has its bad release rolled back', async () => {
    const story = [...Array(60).keys()]
      .map((at) => generateStory(7, at))
      .find(({ plain }) => plain);
    if (story === undefined) throw new Error('there is no plain story');
    const events = story.events.filter(({ kind }) => kind === 'happening');
    const { reach, violation } = await play({ ...story, events });
    expect(violation).toBeNull();
    expect(reach.get('deed post made')).toBe(1);
    expect(reach.get('alert rolled-back')).toBe(1);
    expect(reach.get('alert rollback-held')).toBeUndefined();
  });

  test('that breaks a law is made as short as can be', async () => {
    const story = generateStory(7, 42);
    const shortest = await shrink(story, 'a law that nothing breaks');
    expect(shortest).toEqual(story);
  });
});

describe('a planted fault', () => {
  const all = [...actingFaults, ...tellingFaults];
  test.each([
    ['a row of sick readings may span no time', 'S1'],
    ['the guard "mode" is deleted', 'S16'],
    ['nobody is told that the app is down', 'L1'],
  ])(
    'is noticed: %s (%s)',
    async (name, law) => {
      const fault = all.find((one) => one.name === name);
      if (fault === undefined) throw new Error(`there is no fault called ${name}`);
      const { caught, found } = await bite(fault, { seed: 7, worlds: 300 });
      expect(caught).toBe(true);
      expect(found?.violation.invariant).toBe(law);
    },
    60_000,
  );
});
