/** A token that GitHub refuses is one trouble of the monitor, and not one of each app's. */
import { formatDuration } from './duration.ts';
import type { GitHubAnswer } from './github.ts';
import { type Monitor, type MonitorDecision, monitorAlert, wholeFleet } from './monitor.ts';
import { stand } from './standing.ts';
import { sentence } from './texts/common.ts';

/** What one sweep was answered when it showed the token; null: GitHub is not used. */
export type TokenFacts = {
  readonly answer: GitHubAnswer<unknown> | null;
  readonly now: number;
};

/** Tells it at once, again after `remindMs`, and when it is over. */
export function decideGitHubToken(
  before: Monitor,
  { answer, now }: TokenFacts,
  remindMs: number,
): MonitorDecision {
  const trouble = answer === null || answer.ok ? null : answer.trouble;
  // A GitHub that does not answer says nothing of the token.
  const holds = trouble === null ? false : trouble.kind === 'unauthorized' ? true : null;
  const { standing, says } = stand(before.github, holds, { patienceMs: 0, remindMs, now });
  const monitor = { ...before, github: standing };
  if (says === null) return { monitor, alerts: [] };
  const lasted = formatDuration(now - (before.github?.since ?? now));
  if (trouble === null) {
    const over = {
      severity: 'resolved',
      headline: 'GitHub takes the token again, or is not needed any more',
      happened: `It was refused for ${lasted}.`,
      done: ['Verdicts are shown at GitHub and checks are asked for, where apps.yml says so.'],
      next: [],
    } as const;
    return { monitor, alerts: [monitorAlert('github-well', wholeFleet, now, over)] };
  }
  const stands = {
    severity: 'warning',
    headline: 'GitHub refuses the token: verdicts do not show there, checks are not known',
    happened: sentence(trouble.message),
    done: [
      'Watching, judging and rolling back go on, and alerts come as ever.',
      'Checks that are not known hold no release.',
    ],
    next: [sentence(`To mend it: ${trouble.advice}`)],
  } as const;
  return { monitor, alerts: [monitorAlert('github-trouble', wholeFleet, now, stands)] };
}
