/** What is said of the probes that were lost during a release, and what to do so that none is. */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import type { Toll } from '../state.ts';
import { tollOf } from '../toll.ts';
import { command, logsCommand, prebootWords } from './common.ts';

/** `; lost 14 of 220 probes over 21 s; preboot is off`, for a headline; empty: none was lost. */
export function tollHeadline(toll: Toll | null): string {
  if (toll === null || toll.lost === 0) return '';
  const { made, lost } = toll;
  const spanMs = (toll.lastLostAt ?? 0) - (toll.firstLostAt ?? 0);
  const over = spanMs === 0 ? '' : ` over ${formatDuration(spanMs)}`;
  return `; lost ${lost} of ${made} probes${over}${prebootWords(toll)}`;
}

/** What to do about lost probes of a release that turned out good. */
export function tollAdvice(draft: Draft): readonly string[] {
  const toll = tollOf(draft.state);
  if (toll === null || toll.lost === 0) return [];
  const { name } = draft.app;
  switch (toll.preboot) {
    case true:
      return [`Preboot is on, so something else than booting lost them: ${logsCommand(draft)}`];
    case false:
      return [
        'To lose none next time, on Standard or Performance dynos: ' +
          command(`heroku features:enable preboot -a ${name}`),
      ];
    case null:
      return [`Look at why they were lost: ${logsCommand(draft)}`];
    default:
      return toll.preboot satisfies never;
  }
}

/** The counts for machines. */
export function tollFacts(draft: Draft): Spoken['facts'] & object {
  const toll = tollOf(draft.state);
  if (toll === null) return {};
  return { probesMade: toll.made, probesLost: toll.lost, probesSlow: toll.slow };
}
