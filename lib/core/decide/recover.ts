/**
 * What this look's own reading completes: a conviction, or a recovery and the way back to normal.
 */
import { type Draft, tellAndClose, withState } from '../draft.ts';
import { isRecovered, isSustained } from '../evidence.ts';
import { currentRelease } from '../state.ts';
import * as texts from '../texts/app.ts';
import { beginWatching, beSteady } from './note-releases.ts';

/** S1 asks for fresh evidence: the newest sick reading is this look's own. */
export function isConvicted(draft: Draft): boolean {
  return (
    draft.scored &&
    draft.facts.reading.verdict === 'sick' &&
    isSustained(draft.state.evidence, draft.app.sustained)
  );
}

/** Healthy often enough in a row, this look's own reading included. */
export function hasRecovered(draft: Draft): boolean {
  return (
    draft.scored &&
    draft.facts.reading.verdict === 'healthy' &&
    isRecovered(draft.state.evidence, draft.app.recovered)
  );
}

/** The incident is over. */
export function recover(draft: Draft): Draft {
  return settleDown(tellAndClose(draft, texts.recovered(draft)));
}

/** Back to normal: a release that has no verdict yet is watched for one. */
export function settleDown(draft: Draft): Draft {
  const current = currentRelease(draft.state);
  const judged = current === null || current.verdict === 'good' || current.verdict === 'bad';
  const { lastHealthyAt } = draft.state;
  const noted = withState(draft, { lastHealthyAt: lastHealthyAt ?? draft.now });
  return judged ? beSteady(noted) : beginWatching(noted);
}
