/** Decides what GitHub is told in this look, when everything else has been decided. */
import type { Draft } from '../draft.ts';
import { reportDue } from '../report.ts';

/** Nothing is told beside a rollback's call: that waits for nobody, and the next look is near. */
export function noteReport(draft: Draft): Draft {
  const { facts, effect, state, now } = draft;
  if (facts.github === null || effect !== null) return draft;
  return { ...draft, report: reportDue(state, now) };
}
