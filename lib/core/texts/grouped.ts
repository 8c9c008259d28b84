/** What is said of several apps at once, in the title of their one message. */
import type { Alert } from '../alert.ts';
import { occasionOf, type WaitingKind } from '../shared-occasion.ts';
import { briefRelease } from './release-words.ts';

/** After `12 apps: `, of every kind that may wait for others of its like. */
const headlines: Readonly<Record<WaitingKind, string>> = {
  'app-down': 'down',
  'rollback-held': 'failing, and NOT rolled back',
  'would-roll-back': 'failing, and only a person may roll back',
  'cause-found': 'what the logs tell of the cause',
  recovered: 'healthy again',
  reminder: 'incidents are still open',
  'monitor-blind': 'nothing can be said of their health',
  'monitor-sees': 'their health can be judged again',
  'heroku-unreadable': 'Heroku does not let lastgood look',
  'heroku-readable': 'Heroku lets lastgood look again',
  slow: 'slow',
  fast: 'no longer slow',
  flapping: 'flapping',
  calm: 'no longer flapping',
  'release-detected': 'new releases are live and being watched',
  'watch-without-baseline': 'new releases are live that will not be rolled back',
  'known-bad-redeployed': 'code that was found bad before is live again',
  superseded: 'newer releases take the place of open incidents',
  'release-good': 'the new releases are good',
  'release-inconclusive': 'the new releases have no verdict: too little was seen',
  'release-phase-failed': 'releases failed, and the older ones are still live',
  'release-stuck': 'releases are pending for too long',
  'rollout-stuck': 'dynos of older releases still run',
  'rollout-over': 'only dynos of the current releases run',
  'version-unread': 'the version endpoints did not answer',
  'version-unchanged': 'the version endpoints say the same as before',
  'version-mismatch': 'the version endpoints name another commit',
  'checks-wanting': 'the commits of the releases have no passing checks',
  'checks-held': 'releases are held: their commits have no passing checks',
  'checks-over': 'no checks hold the releases any more',
};

const headlineByKind: ReadonlyMap<string, string> = new Map(Object.entries(headlines));

/** The words of the title; of what is told together by chance, the kind's own. */
export function groupHeadline(kind: string): string {
  return headlineByKind.get(kind) ?? kind.replaceAll('-', ' ');
}

/** What they have in common: the sentence before the list of them. */
export function groupHappened(kind: string, apps: number): string {
  return occasionOf({ kind }) === 'released'
    ? `The same is to be said of the releases of ${apps} apps. One line each:`
    : `The same was found at ${apps} apps. One line each:`;
}

/** One app in that list; of a release, who made it, when and from what. */
export function groupLine({ kind, app, headline, happened, evidence }: Alert): string {
  const release = occasionOf({ kind }) === 'released' ? briefRelease(evidence) : null;
  return release === null ? `${app}: ${headline}. ${happened}` : `${app}: ${headline}. ${release}`;
}

/** What was done, where it would be the same in other words for each; null: it is not. */
export function groupDone(kind: string): string | null {
  return kind === 'release-good' ? 'Each of these releases is now the one to go back to.' : null;
}
