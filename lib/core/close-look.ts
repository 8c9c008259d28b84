/** Who deserves more than a look per sweep: fresh releases, rollbacks under way, suspicions. */
import type { App } from './app.ts';
import { isSustained } from './evidence.ts';
import { passingGuard } from './guards.ts';
import { limits } from './limits.ts';
import { inMaintenance } from './maintenance.ts';
import { currentRelease, type State } from './state.ts';
import { closeWatchMs } from './warmup.ts';

/** True while an app deserves a look every few seconds and not only once a sweep. */
export function needsCloseLook(state: State, app: App, now: number): boolean {
  const { situation } = state;
  // Nothing is judged in a maintenance window: only a rollback is followed through.
  const judged = !inMaintenance(app.maintenance, now);
  switch (situation.name) {
    case 'rolling-back':
    case 'verifying':
      return true;
    case 'warmup':
      return judged;
    case 'watching':
      return judged && (isFresh(state, app, now) || isSuspicious(state, app, now));
    case 'steady':
    case 'rolled-back':
      return judged && isSuspicious(state, app, now);
    case 'held':
      return judged && situation.guards.every((name) => name === passingGuard);
    case 'unarmed':
    case 'down':
    case 'escalated':
      return false;
    default:
      return situation satisfies never;
  }
}

/**
 * A row of sick readings has begun and is not yet judged: it is too short, or long enough just now
 * and waits for a sweep to show the other apps.
 */
function isSuspicious({ evidence }: State, app: App, now: number): boolean {
  const { sickInARow, sickLast } = evidence;
  const isNew = now - (sickLast?.at ?? 0) <= limits.suspicionMs;
  return sickInARow > 0 && (isNew || !isSustained(evidence, app.sustained));
}

function isFresh(state: State, app: App, now: number): boolean {
  const current = currentRelease(state);
  if (current === null) return false;
  return now - current.createdAt <= closeWatchMs(app);
}
