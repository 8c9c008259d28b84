/** A check whose configuration changed must pass again before it can convict anybody (S13). */
import { type Draft, moveTo, withState } from '../draft.ts';
import { noEvidence } from '../state.ts';

/** Disarms on a new check, except while a rollback is under way: that is seen through first. */
export function noteCheck(draft: Draft): Draft {
  const { state, checkHash, now } = draft;
  if (state.checkHash === checkHash) return draft;
  const { situation } = state;
  const { name } = situation;
  if (name === 'rolling-back' || name === 'verifying') return draft;
  const changed = withState(draft, { checkHash, evidence: noEvidence });
  // A release that boots goes on booting: the old dynos' answers arm no check.
  const until = name === 'warmup' || name === 'unarmed' ? situation.until : undefined;
  const unarmed = { name: 'unarmed', since: now, told: false } as const;
  return moveTo(changed, until === undefined ? unarmed : { ...unarmed, until });
}
