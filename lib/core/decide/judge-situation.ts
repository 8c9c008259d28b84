/**
 * The state machine's heart: what this look's evidence means in the situation that the app is in.
 */

import { blameless } from '../blameless.ts';
import { type Draft, moveTo, tell, tellAndClose, tellIncident } from '../draft.ts';
import { guard } from '../guards.ts';
import { limits } from '../limits.ts';
import { currentRelease, type Situation } from '../state.ts';
import * as texts from '../texts/app.ts';
import { awaitsSweep } from './await-sweep.ts';
import { convict, planRollback, tellHold } from './convict.ts';
import { judgeWatch } from './judge-watch.ts';
import { pursueRollback } from './pursue-rollback.ts';
import { hasRecovered, isConvicted, recover, settleDown } from './recover.ts';
import { judgeVerifying } from './verifying.ts';

/** One case per situation. */
export function judgeSituation(draft: Draft): Draft {
  const { situation } = draft.state;
  switch (situation.name) {
    case 'unarmed':
      return judgeUnarmed(draft, situation);
    case 'warmup':
    case 'steady':
    case 'rolled-back':
      return mayBeJudged(draft) ? convict(draft) : draft;
    case 'watching':
      return mayBeJudged(draft) ? convict(draft) : judgeWatch(draft, situation);
    case 'down':
    case 'escalated':
      return hasRecovered(draft) ? recover(draft) : draft;
    case 'held':
      return judgeHeld(draft, situation);
    case 'rolling-back':
      return pursueRollback(draft, situation);
    case 'verifying':
      return judgeVerifying(draft, situation);
    default:
      return situation satisfies never;
  }
}

function mayBeJudged(draft: Draft): boolean {
  return isConvicted(draft) && !awaitsSweep(draft);
}

/** S13: a check that never passed convicts nobody, but somebody must hear of it. */
function judgeUnarmed(draft: Draft, situation: Situation & { name: 'unarmed' }): Draft {
  if (hasRecovered(draft)) {
    const open = draft.state.incident !== null;
    return settleDown(open ? tellAndClose(draft, texts.checkPassed(draft)) : tellArmed(draft));
  }
  const waitedMs = draft.now - situation.since;
  const late = waitedMs > limits.unarmedMsMax || isConvicted(draft);
  if (situation.told || !late) return draft;
  if (draft.muted) return tell(draft, texts.checkNeverPassed(draft));
  const told = tellIncident(draft, texts.checkNeverPassed(draft));
  return moveTo(told, { ...situation, told: true });
}

/** Said once, unless the good word on a release that is still to be judged will say as much. */
function tellArmed(draft: Draft): Draft {
  const verdict = currentRelease(draft.state)?.verdict;
  const toCome = verdict === 'unproven' || verdict === 'inconclusive';
  return toCome ? draft : tell(draft, texts.checkArmed(draft));
}

/**
 * Held is looked at anew each time: the app may get well, a guard may lift, the probation may end.
 */
function judgeHeld(draft: Draft, situation: Situation & { name: 'held' }): Draft {
  if (hasRecovered(draft)) return recover(draft);
  const culprit = currentRelease(draft.state);
  if (!mayBeJudged(draft)) return draft;
  if (culprit === null || blameless(draft) !== null) return convict(draft);
  const guarded = guard(draft, culprit);
  return guarded.kind === 'free'
    ? planRollback(draft, guarded)
    : tellHold(draft, guarded, situation);
}
