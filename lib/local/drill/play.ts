import { setTimeout as pause } from 'node:timers/promises';
import type { Hear } from './happening.ts';

/** One step. What is awaited has a bound of its own, and says what came instead. */
export type Step<Place> =
  | { readonly kind: 'scene'; readonly title: string; readonly text: string }
  | { readonly kind: 'do'; readonly perform: (place: Place) => Promise<unknown> }
  | {
      readonly kind: 'await';
      readonly what: string;
      readonly withinMs: number;
      readonly isThere: (place: Place) => boolean | Promise<boolean>;
      /** What is the case instead. */
      readonly instead: (place: Place) => string | Promise<string>;
    };

/** How a story ended: to its end, at something that never came, or because somebody stopped it. */
export type Ending = 'played' | 'fault' | 'stopped';

/** How often what is awaited is looked for. */
const lookEveryMs = 50;
/** The whole story; the drill has 90 s with its beginning and its end. */
const storyMsMax = 80_000;

/** Plays the steps one after the other, and no further than the first thing that does not come. */
export async function play<Place>(
  steps: readonly Step<Place>[],
  place: Place,
  { hear, signal }: { readonly hear: Hear; readonly signal: AbortSignal },
): Promise<Ending> {
  const storyEndsAt = performance.now() + storyMsMax;
  for (const step of steps) {
    if (signal.aborted) return 'stopped';
    switch (step.kind) {
      case 'scene':
        hear(step);
        break;
      case 'do':
        await step.perform(place);
        break;
      case 'await': {
        hear({ kind: 'waiting', what: step.what });
        const waited = await lookFor(step, place, { signal, storyEndsAt });
        hear({ kind: 'waiting', what: null });
        if (waited.came) break;
        if (signal.aborted) return 'stopped';
        const seconds = (waited.waitedMs / 1_000).toFixed(1);
        const instead = await step.instead(place);
        hear({ kind: 'fault', text: `waited ${seconds} s for ${step.what}; instead, ${instead}` });
        return 'fault';
      }
      default:
        return step satisfies never;
    }
  }
  return 'played';
}

async function lookFor<Place>(
  { isThere, withinMs }: Step<Place> & { kind: 'await' },
  place: Place,
  { signal, storyEndsAt }: { readonly signal: AbortSignal; readonly storyEndsAt: number },
): Promise<{ readonly came: boolean; readonly waitedMs: number }> {
  const startedAt = performance.now();
  const deadline = Math.min(startedAt + withinMs, storyEndsAt);
  while (!signal.aborted) {
    if (await isThere(place)) return { came: true, waitedMs: performance.now() - startedAt };
    if (performance.now() >= deadline) break;
    await pause(lookEveryMs);
  }
  return { came: false, waitedMs: performance.now() - startedAt };
}
