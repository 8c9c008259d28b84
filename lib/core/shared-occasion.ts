/**
 * Which alerts may wait for a moment to be told in one message with those of other apps: those of
 * an occasion that several apps have in common, be it a trouble or a deploy of all of them. What is
 * being done is never kept back.
 */
import type { Alert } from './alert.ts';
import type { Kind } from './catalogue.ts';
import { limits } from './limits.ts';
import { currentRelease, type State } from './state.ts';

/**
 * What several apps may come into together: a trouble (`heroku`, `slow` and `flapping` are side
 * conditions of that name), or a release.
 */
export type Occasion = 'sick' | 'blind' | 'heroku' | 'slow' | 'flapping' | 'released';

/**
 * The occasion of each of these kinds; no other kind ever waits. All that an ordinary deploy brings
 * is of the release: one kind that did not wait would take along all that is older, and so send by
 * itself what stands before it. The same commit has the same checks, the same slip in its release
 * command and in its version endpoint wherever it is deployed.
 */
const occasions = {
  'app-down': 'sick',
  'rollback-held': 'sick',
  'would-roll-back': 'sick',
  'cause-found': 'sick',
  recovered: 'sick',
  reminder: 'sick',
  'monitor-blind': 'blind',
  'monitor-sees': 'blind',
  'heroku-unreadable': 'heroku',
  'heroku-readable': 'heroku',
  slow: 'slow',
  fast: 'slow',
  flapping: 'flapping',
  calm: 'flapping',
  'release-detected': 'released',
  'watch-without-baseline': 'released',
  'known-bad-redeployed': 'released',
  superseded: 'released',
  'release-good': 'released',
  'release-inconclusive': 'released',
  'release-phase-failed': 'released',
  'release-stuck': 'released',
  'rollout-stuck': 'released',
  'rollout-over': 'released',
  'version-unread': 'released',
  'version-unchanged': 'released',
  'version-mismatch': 'released',
  'checks-wanting': 'released',
  'checks-held': 'released',
  'checks-over': 'released',
} as const satisfies Partial<Record<Kind, Occasion>>;

/** The kinds that may wait. */
export type WaitingKind = keyof typeof occasions;

const occasionByKind: ReadonlyMap<string, Occasion> = new Map(Object.entries(occasions));

/** The occasion of an alert; null: it goes out at once, whatever happens elsewhere. */
export function occasionOf({ kind }: Pick<Alert, 'kind'>): Occasion | null {
  return occasionByKind.get(kind) ?? null;
}

/** When an app came into what it is in; null: it is not. */
export function occasionSince(state: State, occasion: Occasion): number | null {
  const { incident, evidence, conditions } = state;
  switch (occasion) {
    case 'sick':
      return incident?.openedAt ?? evidence.sickFirst?.at ?? null;
    case 'blind':
      return evidence.unknownSince ?? conditions['blind'] ?? null;
    case 'heroku':
    case 'slow':
    case 'flapping':
      return conditions[occasion] ?? null;
    case 'released':
      return releasedSince(state);
    default:
      return occasion satisfies never;
  }
}

/**
 * When the newest release was first seen, whatever became of it: it runs, its release command does,
 * or that has failed. A rollback is no part of a deploy.
 */
function releasedSince(state: State): number | null {
  const live = runsRollback(state) ? null : (currentRelease(state)?.seenAt ?? null);
  const times = [live, state.pending?.since ?? null, state.failed?.createdAt ?? null];
  return times.reduce((newest, at) => (at === null || at < (newest ?? 0) ? newest : at), null);
}

/** How far apart two apps may have come into it and still be told of in one message. */
function windowMs(occasion: Occasion): number {
  // A trouble begins for each app with its own next probe; of releases further apart than anything
  // waits, one would have been told before the other came.
  return occasion === 'released' ? limits.groupWaitMs : limits.correlationMs;
}

/**
 * True when so many other apps came into it at the same time that one message will tell of them
 * all; who is in it since long before has been told.
 */
export function isShared(occasion: Occasion, since: number, others: Iterable<number>): boolean {
  const withinMs = windowMs(occasion);
  const together = [...others].filter((other) => Math.abs(other - since) <= withinMs);
  return together.length >= limits.groupedAppsMin - 1;
}

/** True while a rollback is under way: then every word about the app goes out at once. */
export function isActing({ situation: { name } }: State): boolean {
  return name === 'rolling-back' || name === 'verifying';
}

/** True when the release that runs is a rollback, whoever made it: word of that never waits. */
export function runsRollback(state: State): boolean {
  return currentRelease(state)?.kind === 'rollback';
}

/** The alerts with a note of how long they may wait, those of the occasions that are shared. */
export function withWait(
  alerts: readonly Alert[],
  shared: ReadonlySet<Occasion>,
  now: number,
): readonly Alert[] {
  return alerts.map((alert) => {
    const occasion = occasionOf(alert);
    const waits = occasion !== null && shared.has(occasion);
    return waits ? { ...alert, waitsUntil: now + limits.groupWaitMs } : alert;
  });
}
