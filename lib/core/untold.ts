/** News of an app that a maintenance window keeps from people, until it is over. */
import { inWindowOf } from './catalogue/in-window.ts';
import type { Spoken } from './draft.ts';
import { limits } from './limits.ts';
import type { Untold } from './state.ts';
import { time } from './texts/time.ts';

/** True for what an open window keeps back. */
export function isKeptBack({ kind }: Pick<Spoken, 'kind'>): boolean {
  return inWindowOf(kind) === 'told-after';
}

/** Keeps it, once: what is kept already has its time. What outgrows the bound loses its oldest. */
export function withUntold(
  untold: readonly Untold[],
  spoken: Spoken,
  now: number,
): readonly Untold[] {
  if (keptOf(untold, spoken) !== undefined) return untold;
  const { kind, headline } = spoken;
  const kept = { kind, headline, release: releaseOf(spoken), since: now, over: false };
  return [...untold, kept].slice(-limits.untoldMax);
}

/** What was kept of the very thing that is to be told now; undefined: it is new. */
export function keptOf(untold: readonly Untold[], spoken: Spoken): Untold | undefined {
  const release = releaseOf(spoken);
  return untold.find((one) => one.kind === spoken.kind && one.release === release && !one.over);
}

/** The text with the time since when it is so. */
export function withSince(spoken: Spoken, since: number): Spoken {
  return {
    ...spoken,
    happened: `${spoken.happened} ${sinceWindow(since)}`,
    facts: { ...spoken.facts, inWindowSince: since },
  };
}

/** Why nobody was told earlier. */
export function sinceWindow(since: number): string {
  return `So it is since ${time(since)}; a maintenance window kept it from being told earlier.`;
}

/** One line on all that came and went. */
export function passedLine(passed: readonly Untold[]): string {
  const each = passed.map(({ since, headline }) => `${time(since)} "${headline}"`);
  return `In the maintenance window, over by now and not told then: ${each.join('; ')}`;
}

function releaseOf({ facts }: Spoken): number | null {
  const release = facts?.['release'];
  return typeof release === 'number' ? release : null;
}
