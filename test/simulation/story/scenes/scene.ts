/** A story shape made on purpose, and the few words in which such shapes are written. */
import type { Random } from '../../random.ts';
import type { AppPlan, FaultName, Happening, Quality, StoryEvent } from '../story.ts';

export const second = 1_000;
export const minute = 60 * second;

/** What the apps of a scene are like, as far as it matters, and what happens to them. */
export type Scene = {
  readonly apps: readonly Partial<AppPlan>[];
  readonly events: readonly StoryEvent[];
};

/** Makes up one such scene that begins at a moment, in milliseconds since the dawn. */
export type MakeScene = (random: Random, at: number) => Scene;

export function does(at: number, what: Happening): StoryEvent {
  return { at, kind: 'happening', what };
}

export function deploys(at: number, quality: Quality, app = 'shop'): StoryEvent {
  return does(at, { do: 'deploy', app, quality, phase: null, plans: false });
}

/** A fault that is about for a while and strikes each time, or as often as `rate` says. */
export function fails(at: number, fault: FaultName, forMs: number, rate = 1): StoryEvent {
  return { at, kind: 'fault', fault, forMs, rate };
}
