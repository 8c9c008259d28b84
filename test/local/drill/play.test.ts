import { expect, test } from 'vitest';
import type { Happening } from '../../../lib/local/drill/happening.ts';
import { play, type Step } from '../../../lib/local/drill/play.ts';

type Place = { counted: number };

const count: Step<Place> = {
  kind: 'do',
  perform: async (place) => {
    place.counted += 1;
  },
};

function awaiting(isThere: (place: Place) => boolean, withinMs = 60_000): Step<Place> {
  return {
    kind: 'await',
    what: 'three',
    withinMs,
    isThere,
    instead: ({ counted }) => `the count is ${counted}`,
  };
}

function listen() {
  const heard: Happening[] = [];
  return { heard, hear: (happening: Happening) => void heard.push(happening) };
}

test('a story is played to its end when everything comes', async () => {
  const { heard, hear } = listen();
  const place = { counted: 0 };
  let looks = 0;
  const thirdLook = awaiting(() => {
    looks += 1;
    return looks === 3;
  });
  const scene = { kind: 'scene', title: 'One', text: 'First.' } as const;
  const signal = new AbortController().signal;
  expect(await play([scene, count, thirdLook, count], place, { hear, signal })).toBe('played');
  expect(place.counted).toBe(2);
  expect(heard).toEqual([
    scene,
    { kind: 'waiting', what: 'three' },
    { kind: 'waiting', what: null },
  ]);
});

test('what does not come in time is told with what came instead, and nothing follows', async () => {
  const { heard, hear } = listen();
  const place = { counted: 0 };
  const steps = [count, awaiting(() => false, 120), count];
  const signal = new AbortController().signal;
  expect(await play(steps, place, { hear, signal })).toBe('fault');
  expect(place.counted).toBe(1);
  expect(heard.at(-1)).toEqual({
    kind: 'fault',
    text: expect.stringMatching(/^waited \d+\.\d s for three; instead, the count is 1$/),
  });
});

test('stopped while it waits, it ends without a fault', async () => {
  const { heard, hear } = listen();
  const stopping = new AbortController();
  const stopAtOnce = awaiting(() => {
    stopping.abort();
    return false;
  });
  const place = { counted: 0 };
  const { signal } = stopping;
  expect(await play([stopAtOnce, count], place, { hear, signal })).toBe('stopped');
  expect(place.counted).toBe(0);
  expect(heard.map(({ kind }) => kind)).toEqual(['waiting', 'waiting']);
});
