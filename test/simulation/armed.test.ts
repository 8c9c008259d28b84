import { expect, test } from 'vitest';
import { arm } from './armed.ts';
import { play } from './play.ts';
import { Simulation } from './simulation.ts';
import { generateStory } from './story/generate.ts';
import type { Story } from './story/story.ts';

const stories = [...Array(60).keys()].map((world) => generateStory(11, world));

test('a world that begins armed begins as if it had played its own dawn', async () => {
  const armed = stories.filter(({ skipsDawn }) => skipsDawn);
  expect(armed.length).toBeGreaterThan(40);
  for (const story of armed) {
    const own = await playOwnDawn(story);
    const taken = new Simulation(story);
    await arm(taken);
    expect(seenOf(taken)).toEqual(seenOf(own));
    expect(taken.now).toBe(own.now);
  }
});

test('a world that is over early comes to nothing else when it is played on', async () => {
  let early = 0;
  for (const story of stories) {
    const one = await play({ ...story, patient: false });
    const other = await play({ ...story, patient: true });
    if (one.virtualMs < other.virtualMs) early += 1;
    expect(other.violation).toBeNull();
    expect(saidIn(one.reach)).toEqual(saidIn(other.reach));
  }
  expect(early).toBeGreaterThan(10);
});

async function playOwnDawn(story: Story): Promise<Simulation> {
  const dawn = { ...story, skipsDawn: false, events: [], stormMs: story.armedMs, calmMs: 0 };
  let simulation: Simulation | undefined;
  await play(dawn, {
    prepare: (made) => {
      simulation = made;
    },
  });
  if (simulation === undefined) throw new Error('nothing was played');
  return simulation;
}

/** What is stored and what the oracle has seen, without times; keys of the history hold some. */
function seenOf({ table, oracle }: Simulation) {
  const items = [...table.items.values()].filter(({ key }) => !key.startsWith('history#'));
  const records = [...oracle.apps.values()].map(({ kept, proven, state }) => {
    const readings = kept.map(({ truth, check, scored }) => [truth.health, check, scored]);
    return { readings, proven: [...proven], state };
  });
  const { known, accepted } = oracle.alerts;
  return {
    items: items.map(({ key, body, outbox }) => timeless([key, body, outbox])).sort(),
    records: timeless(records),
    alerts: [...known.values()].map(({ app, kind }) => `${app}: ${kind}`).sort(),
    accepted: accepted.size,
  };
}

function timeless(value: unknown): string {
  return JSON.stringify(value).replaceAll(/\b1[67]\d{11}\b/g, 'then');
}

function saidIn(reach: ReadonlyMap<string, number>) {
  const topics = /^(alert|transition|deed post)/;
  return [...reach].filter(([key]) => topics.test(key)).sort();
}
