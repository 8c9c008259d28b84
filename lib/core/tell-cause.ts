import type { Cause } from './cause.ts';
import type { Decision } from './decide.ts';
import { type Draft, type Input, tell } from './draft.ts';
import { causeFound } from './texts/cause.ts';

/** What the log has shown becomes an alert of the open incident; nothing else is decided by it. */
export function tellCause(input: Input, cause: Cause): Decision {
  const unscored = { muted: false, herokuMaintenance: false, maintenance: false, scored: false };
  const draft: Draft = { ...input, alerts: [], effect: null, report: null, ...unscored };
  return tell(draft, causeFound(draft, cause));
}
