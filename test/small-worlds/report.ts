/** What a walk through small worlds came to, for people. */
import type { Explored, Found } from './explore.ts';

const widths = [42, 6, 9, 12, 9] as const;

export const titleRow = row(['plot', 'depth', 'states', 'transitions', 'resolved']);

/** One plot. Resolved: the states that were seen to come to a good end. */
export function rowOf({ plot, depth, states, transitions, resolved, found }: Explored): string {
  const line = row([plot, depth, states, transitions, resolved].map(String));
  return found === null ? line : `${line}  VIOLATION of ${found.invariant}`;
}

/** How long all walks took together, on how many threads, and what that cost the processor. */
export type Took = { readonly ms: number; readonly cpuMs: number; readonly threads: number };

export function totalRow(all: readonly Explored[], { ms, cpuMs, threads }: Took): string {
  const sum = (of: (one: Explored) => number) => all.reduce((total, one) => total + of(one), 0);
  const states = sum((one) => one.states);
  const transitions = sum((one) => one.transitions);
  const violations = all.filter(({ found }) => found !== null).length;
  return [
    row(['all', '', `${states}`, `${transitions}`, `${sum((one) => one.resolved)}`]),
    `${secondsOf(ms)} s on ${threads} threads, ${secondsOf(cpuMs)} s of processor time, ` +
      `${violations} violations`,
  ].join('\n');
}

function secondsOf(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

/** The law that was broken, and the shortest way to it. */
export function pathLines({ plot, invariant, text, moves }: Found): readonly string[] {
  const lines = moves.map((move, index) => `  ${String(index).padStart(2)}  ${move}`);
  return [`${invariant}: ${text}`, `the shortest sequence in "${plot}":`, ...lines];
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) =>
      index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index] ?? 0),
    )
    .join('');
}
