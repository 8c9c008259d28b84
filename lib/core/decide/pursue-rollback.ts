/**
 * A rollback was claimed and is not live yet: wait, send again, stand down, or give it to people.
 */
import { type Draft, moveTo, type Spoken, tellIncident, withStraggler } from '../draft.ts';
import { askGuards } from '../guards.ts';
import { limits } from '../limits.ts';
import { currentRelease, type Intent, type Situation } from '../state.ts';
import * as texts from '../texts/rollback-waiting.ts';
import { newestVersion } from './convict.ts';
import { hasRecovered, isConvicted, recover } from './recover.ts';

/** Every wait ends, whatever Heroku shows or fails to show (L3). */
export function pursueRollback(
  draft: Draft,
  situation: Situation & { name: 'rolling-back' },
): Draft {
  const { intent } = situation;
  const { now, facts } = draft;
  const waitedMs = now - intent.plannedAt;
  if (intent.release !== null) {
    const stuck = waitedMs > limits.pendingMsMax;
    return stuck ? giveUp(draft, intent, texts.rollbackStuck(draft, intent)) : draft;
  }
  const underWay = intent.sentAt !== null && now - intent.sentAt < limits.resendAfterMs;
  if (underWay) return draft;
  const nothingSent = intent.sends === 0 || facts.heroku !== null;
  if (hasRecovered(draft) && nothingSent) return withStraggler(recover(draft), intent);
  const sentOften = facts.heroku !== null && intent.sends >= limits.rollbackSendsMax;
  if (waitedMs > limits.rollbackSlowMs || sentOften) {
    return giveUp(draft, intent, texts.rollbackUnknown(draft, intent));
  }
  return now >= (intent.retryAt ?? 0) && maySendAgain(draft, intent)
    ? sendAgain(draft, situation)
    : draft;
}

/**
 * Sent again only after a fresh read has shown that the first POST did nothing (S6), to an app that
 * is sick at this very moment (S1), and when everything that could have held the first one is asked
 * anew.
 */
function maySendAgain(draft: Draft, intent: Intent): boolean {
  const culprit = currentRelease(draft.state);
  if (culprit?.id !== intent.culprit.id || !isConvicted(draft)) return false;
  const { target, answers } = askGuards(draft, culprit);
  if (target.kind === 'none' || target.release.id !== intent.target.id) return false;
  const inTheWay = answers.filter(({ reason }) => reason !== null);
  return inTheWay.every(({ name }) => name === 'once' || name === 'budget');
}

function sendAgain(draft: Draft, situation: Situation & { name: 'rolling-back' }): Draft {
  const { intent } = situation;
  // While nothing was sent, nothing after the newest release can be ours.
  const newest =
    intent.sends === 0
      ? newestVersion(draft.facts.heroku?.releases ?? [], intent.newestVersion)
      : intent.newestVersion;
  const again = {
    ...intent,
    sends: intent.sends + 1,
    sentAt: draft.now,
    newestVersion: newest,
  };
  const claimed = moveTo(draft, { ...situation, intent: again });
  return { ...claimed, effect: { kind: 'rollback', intent: again } };
}

function giveUp(draft: Draft, intent: Intent, spoken: Spoken): Draft {
  const told = withStraggler(tellIncident(draft, spoken), intent);
  return moveTo(told, { name: 'escalated', since: draft.now, why: spoken.kind });
}
