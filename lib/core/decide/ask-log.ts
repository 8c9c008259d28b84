/** Asks once in an incident for the app's log, where people will want to know why. */
import type { Suspect } from '../cause.ts';
import { type Draft, withState } from '../draft.ts';
import { limits } from '../limits.ts';
import { currentRelease, type State } from '../state.ts';

/** Remembered with the claim: a crash before the log was read loses this nicety alone. */
export function askLog(draft: Draft): Draft {
  const { incident } = draft.state;
  if (incident === null || incident.logAskedAt !== null || !isConvicted(draft.state)) return draft;
  return withState(draft, { incident: { ...incident, logAskedAt: draft.now } });
}

/** Whose log is to be read after a decision; null: none. */
export function logWanted(before: State, after: State): Suspect | null {
  const { incident } = after;
  const asked = incident !== null && incident.logAskedAt !== null;
  if (!asked || before.incident?.logAskedAt === incident.logAskedAt) return null;
  const since = incident.openedAt - limits.causeSinceMs;
  // Where no release is to blame the log is looked at whatever release it was.
  const culprit = after.situation.name === 'down' ? null : currentRelease(after);
  if (culprit === null) return { version: null, since };
  return { version: culprit.version, since: Math.max(since, culprit.createdAt) };
}

function isConvicted({ situation: { name } }: State): boolean {
  return name === 'rolling-back' || name === 'held' || name === 'down' || name === 'escalated';
}
