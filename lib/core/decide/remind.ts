/** An open incident is repeated, so that it is not forgotten. */
import { type Draft, tell } from '../draft.ts';
import { reminder } from '../texts/reminder.ts';

/** Repeats after the user's `remind`, counted from the last word on the incident. */
export function remind(draft: Draft): Draft {
  const { incident } = draft.state;
  if (incident === null || draft.muted) return draft;
  if (draft.now - incident.toldAt < draft.configuration.remindMs) return draft;
  return tell(draft, reminder(draft, incident));
}
