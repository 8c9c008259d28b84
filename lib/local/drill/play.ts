import { setTimeout as pause } from 'node:timers/promises';
import type { Hear } from './happening.ts';
import type { Step } from './plot.ts';
import type { Stage } from './stage.ts';

/** How a story ended: to its end, at something that never came, or because somebody stopped it. */
export type Ending = 'played' | 'fault' | 'stopped';

/** How often what is awaited is looked for. */
const lookEveryMs = 50;

/** Plays the steps one after the other, and no further than the first thing that does not come. */
export async function play(
  steps: readonly Step[],
  stage: Stage,
  { hear, signal }: { readonly hear: Hear; readonly signal: AbortSignal },
): Promise<Ending> {
  for (const step of steps) {
    if (signal.aborted) return 'stopped';
    switch (step.kind) {
      case 'scene':
        hear(step);
        break;
      case 'do':
        await step.perform(stage);
        break;
      case 'await': {
        hear({ kind: 'waiting', what: step.what });
        const came = await isThereInTime(step, stage, signal);
        hear({ kind: 'waiting', what: null });
        if (signal.aborted) return 'stopped';
        if (came) break;
        const waited = `waited ${step.withinMs / 1_000} s for ${step.what}`;
        hear({ kind: 'fault', text: `${waited}; instead, ${await step.instead(stage)}` });
        return 'fault';
      }
      default:
        return step satisfies never;
    }
  }
  return 'played';
}

async function isThereInTime(
  { isThere, withinMs }: Step & { kind: 'await' },
  stage: Stage,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!signal.aborted) {
    if (await isThere(stage)) return true;
    if (performance.now() >= deadline) return false;
    await pause(lookEveryMs);
  }
  return false;
}
