/** Says in words what a run came to. */
import { expectedReach, unreachable } from './expected-reach.ts';
import { topics } from './reach.ts';
import type { Totals } from './totals.ts';

/** Worlds that one core has to manage in a second of its time. */
export const speedTarget = 300;

/** Below so many worlds chance alone decides what is reached. */
export const fullRunWorlds = 20_000;

/** Processor time is all that the process took, compiling and collecting garbage included. */
export type Run = { readonly ms: number; readonly cpuMs: number; readonly threads: number };

export function reportLines(totals: Totals, { ms, cpuMs, threads }: Run): string[] {
  const perCore = totals.worlds / (cpuMs / 1000);
  const hours = (totals.virtualMs / 3_600_000).toFixed(0);
  return [
    ...topics.flatMap((topic) => reachLines(totals, topic)),
    '',
    `${totals.worlds} worlds, ${totals.steps} steps, ${hours} hours of virtual time`,
    `${(totals.worlds / (ms / 1000)).toFixed(0)} worlds a second on ${threads} threads`,
    `${perCore.toFixed(0)} worlds in a second of processor time: ` +
      (perCore >= speedTarget ? 'the target is met' : `the target of ${speedTarget} is missed`),
    ...missedLines(totals),
    `${totals.found.length} violations`,
  ];
}

/** What a full run ought to have come to, and did not. */
export function neverReached(totals: Totals): readonly string[] {
  return expectedReach.filter((key) => !totals.reach.has(key));
}

function missedLines(totals: Totals): string[] {
  const missed = neverReached(totals);
  if (missed.length === 0) return ['everything that is expected was reached'];
  const weight = totals.worlds >= fullRunWorlds ? 'FAILURE' : 'too few worlds to reach everything';
  return [`${weight}: never reached: ${missed.join(', ')}`];
}

function reachLines({ reach }: Totals, topic: string): string[] {
  const found = [...reach].filter(([key]) => key.startsWith(`${topic} `));
  const sorted = found.sort(([, left], [, right]) => right - left);
  const lines = sorted.map(([key, times]) => {
    return `  ${String(times).padStart(10)}  ${key.slice(topic.length + 1)}`;
  });
  const never = Object.entries(unreachable).filter(([key]) => key.startsWith(`${topic} `));
  const reasons = never.map(([key, why]) => `           -  ${key.slice(topic.length + 1)}: ${why}`);
  return [`${topic}s`, ...lines, ...reasons];
}
