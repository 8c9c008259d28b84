/** The state machine's heart: what this look's evidence means in the situation that the app is in. */
import { type Draft, moveTo, tellAndClose, tellIncident, withState } from '../draft.ts';
import { isRecovered, isSustained } from '../evidence.ts';
import { guard } from '../guards.ts';
import { limits } from '../limits.ts';
import { currentRelease, type Situation } from '../state.ts';
import * as texts from '../texts/app.ts';
import { convict, planRollback } from './convict.ts';
import { judgeWatch } from './judge-watch.ts';
import { beginWatching, beSteady } from './note-releases.ts';
import { pursueRollback } from './pursue-rollback.ts';
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
      return isConvicted(draft) ? convict(draft) : draft;
    case 'watching':
      return isConvicted(draft) ? convict(draft) : judgeWatch(draft, situation);
    case 'down':
    case 'escalated':
      return hasRecovered(draft) ? recover(draft) : draft;
    case 'held':
      return judgeHeld(draft);
    case 'rolling-back':
      return pursueRollback(draft, situation);
    case 'verifying':
      return judgeVerifying(draft, situation);
    default:
      return situation satisfies never;
  }
}

/** S1 asks for fresh evidence: the newest sick reading is this look's own. */
function isConvicted(draft: Draft): boolean {
  return (
    draft.scored &&
    draft.facts.reading.verdict === 'sick' &&
    isSustained(draft.state.evidence, draft.app.sustained)
  );
}

function hasRecovered(draft: Draft): boolean {
  return draft.scored && isRecovered(draft.state.evidence, draft.app.recovered);
}

/** S13: a check that never passed convicts nobody, but somebody must hear of it. */
function judgeUnarmed(draft: Draft, situation: Situation & { name: 'unarmed' }): Draft {
  if (hasRecovered(draft)) {
    const told = situation.told ? tellAndClose(draft, texts.checkPassed(draft)) : draft;
    return settleDown(told);
  }
  const waitedMs = draft.now - situation.since;
  const late = waitedMs > limits.unarmedMsMax || isConvicted(draft);
  if (situation.told || !late || draft.maintenance) return draft;
  const told = tellIncident(draft, texts.checkNeverPassed(draft));
  return moveTo(told, { ...situation, told: true });
}

/** Held is looked at anew each time: the app may get well, and a guard may lift. */
function judgeHeld(draft: Draft): Draft {
  if (hasRecovered(draft)) return recover(draft);
  const culprit = currentRelease(draft.state);
  if (!isConvicted(draft) || culprit === null) return draft;
  const guarded = guard(draft, culprit);
  if (guarded.kind === 'free') return planRollback(draft, guarded);
  const guards = guarded.blocked.map(({ name }) => name);
  return moveTo(draft, { name: 'held', since: draft.state.situation.since, guards });
}

function recover(draft: Draft): Draft {
  return settleDown(tellAndClose(draft, texts.recovered(draft)));
}

/** Back to normal: a release that has no verdict yet is watched for one. */
function settleDown(draft: Draft): Draft {
  const current = currentRelease(draft.state);
  const judged = current === null || current.verdict === 'good' || current.verdict === 'bad';
  const { lastHealthyAt } = draft.state;
  const noted = withState(draft, { lastHealthyAt: lastHealthyAt ?? draft.now });
  return judged ? beSteady(noted) : beginWatching(noted);
}
