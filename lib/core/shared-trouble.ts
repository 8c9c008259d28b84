/**
 * Which alerts may wait for a moment to be told in one message with those of other apps: those of
 * a trouble that several apps have come into together. What is being done is never kept back.
 */
import type { Alert } from './alert.ts';
import type { Kind } from './catalogue.ts';
import { limits } from './limits.ts';
import type { State } from './state.ts';

/** What several apps may be in together; the last three are side conditions of that name. */
export type Trouble = 'sick' | 'blind' | 'heroku' | 'slow' | 'flapping';

/** The trouble that each of these kinds tells of; no other kind ever waits. */
const troubles = {
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
} as const satisfies Partial<Record<Kind, Trouble>>;

const troubleByKind: ReadonlyMap<string, Trouble> = new Map(Object.entries(troubles));

/** The trouble that an alert tells of; null: it goes out at once, whatever happens elsewhere. */
export function troubleOf({ kind }: Pick<Alert, 'kind'>): Trouble | null {
  return troubleByKind.get(kind) ?? null;
}

/** When an app came into the trouble that it is in; null: it is in none. */
export function troubledSince(state: State, trouble: Trouble): number | null {
  const { incident, evidence, conditions } = state;
  switch (trouble) {
    case 'sick':
      return incident?.openedAt ?? evidence.sickFirst?.at ?? null;
    case 'blind':
      return evidence.unknownSince ?? conditions['blind'] ?? null;
    case 'heroku':
    case 'slow':
    case 'flapping':
      return conditions[trouble] ?? null;
    default:
      return trouble satisfies never;
  }
}

/**
 * True when so many other apps came into it at the same time that one message will tell of them
 * all; who is in it since long before has been told.
 */
export function isShared(since: number, others: Iterable<number>): boolean {
  const together = [...others].filter((other) => Math.abs(other - since) <= limits.correlationMs);
  return together.length >= limits.groupedAppsMin - 1;
}

/** True while a rollback is under way: then every word about the app goes out at once. */
export function isActing({ situation: { name } }: State): boolean {
  return name === 'rolling-back' || name === 'verifying';
}

/** The alerts with a note of how long they may wait, those of the troubles that are shared. */
export function withWait(
  alerts: readonly Alert[],
  shared: ReadonlySet<Trouble>,
  now: number,
): readonly Alert[] {
  return alerts.map((alert) => {
    const trouble = troubleOf(alert);
    const waits = trouble !== null && shared.has(trouble);
    return waits ? { ...alert, waitsUntil: now + limits.groupWaitMs } : alert;
  });
}
