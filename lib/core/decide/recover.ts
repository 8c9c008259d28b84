/**
 * What this look's own reading completes: a conviction, or a recovery and the way back to normal.
 */
import { type Draft, moveTo, tellAndClose } from '../draft.ts';
import { isRecovered, isSustained } from '../evidence.ts';
import { limits } from '../limits.ts';
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

/**
 * The incident is over. With preboot that can be the old dynos' doing, and what they answer proves
 * no fresh release: it waits for its watch as long as such a warm-up lasts.
 */
export function recover(draft: Draft): Draft {
  const settled = settleDown(tellAndClose(draft, texts.recovered(draft)));
  const { now, app, state } = settled;
  const until = (currentRelease(state)?.seenAt ?? now) + (app.warmupMs ?? limits.warmupSlowMs);
  return state.situation.name === 'watching' && now < until
    ? moveTo(settled, { name: 'warmup', since: now, until, early: false })
    : settled;
}

/** Back to normal: a release that has no verdict yet is watched for one. */
export function settleDown(draft: Draft): Draft {
  const current = currentRelease(draft.state);
  const judged = current === null || current.verdict === 'good' || current.verdict === 'bad';
  return judged ? beSteady(draft) : beginWatching(draft);
}
