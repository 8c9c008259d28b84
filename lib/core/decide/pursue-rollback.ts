/** A rollback was claimed and Heroku shows nothing of it yet: wait, send again, or give it to people. */
import { type Draft, moveTo, tellIncident } from '../draft.ts';
import { limits } from '../limits.ts';
import type { Intent, Situation } from '../state.ts';
import * as texts from '../texts/rollback.ts';

/** Sends again only after a fresh read has shown that the first POST did nothing (S6). */
export function pursueRollback(
  draft: Draft,
  situation: Situation & { name: 'rolling-back' },
): Draft {
  const { intent } = situation;
  const { now, facts } = draft;
  if (draft.effect !== null || intent.release !== null) return draft;
  if (now - intent.plannedAt > limits.rollbackSlowMs) return giveUp(draft, intent);
  if (facts.heroku === null) return draft;
  const underWay = intent.sentAt !== null && now - intent.sentAt < limits.resendAfterMs;
  if (underWay || now < (intent.retryAt ?? 0)) return draft;
  if (intent.sends >= limits.rollbackSendsMax) return giveUp(draft, intent);
  const again: Intent = { ...intent, sends: intent.sends + 1, sentAt: now };
  const claimed = moveTo(draft, { ...situation, intent: again });
  return { ...claimed, effect: { kind: 'rollback', intent: again } };
}

function giveUp(draft: Draft, intent: Intent): Draft {
  const told = tellIncident(draft, texts.rollbackUnknown(draft, intent));
  return moveTo(told, { name: 'escalated', since: draft.now, why: 'rollback-unknown' });
}
