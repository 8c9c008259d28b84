/** A maintenance window is over: what it kept from people is told now, if it still stands. */
import { requirementOf } from '../checks.ts';
import { type Draft, tellKept, withState } from '../draft.ts';
import { limits } from '../limits.ts';
import { currentRelease, type Untold } from '../state.ts';
import { checkArmed } from '../texts/app.ts';
import { releaseDetected } from '../texts/release-detected.ts';
import { passedLine } from '../untold.ts';

/**
 * What other steps tell by themselves, because it still is so, is told by now. What is over is one
 * line in the first alert after; all of it is in the history.
 */
export function noteUntold(draft: Draft): Draft {
  if (draft.muted) return draft;
  return mentionPassed(draft.state.untold.reduce(tellAgain, draft));
}

/** What was said of one moment, which no later step comes back to. */
function tellAgain(draft: Draft, kept: Untold): Draft {
  if (!isStanding(draft, kept)) return draft;
  switch (kept.kind) {
    case 'release-detected':
    case 'watch-without-baseline':
    case 'known-bad-redeployed':
      return tellKept(draft, releaseDetected(draft), kept);
    case 'check-armed':
      return tellKept(draft, checkArmed(draft), kept);
    default:
      return draft;
  }
}

function isStanding({ state, app, now }: Draft, { kind, release, over }: Untold): boolean {
  const current = currentRelease(state);
  const isCurrent = current?.version === release;
  switch (kind) {
    case 'release-detected':
    case 'watch-without-baseline':
    case 'known-bad-redeployed':
      return isCurrent;
    case 'checks-wanting':
      return isCurrent && app.checks === 'warn' && requirementOf(current, now) === 'unmet';
    case 'release-phase-failed':
      return (release ?? 0) > Math.max(current?.version ?? 0, state.failedTold);
    case 'release-stuck':
      return state.pending?.version === release;
    case 'check-armed':
      return state.situation.name !== 'unarmed';
    case 'check-never-passed':
      return state.situation.name === 'unarmed';
    default:
      return !over;
  }
}

function mentionPassed(draft: Draft): Draft {
  const passed = draft.state.untold.filter((kept) => !isStanding(draft, kept));
  const [first, ...others] = draft.alerts;
  const old = passed.filter(({ since }) => draft.now - since > limits.untoldMsMax);
  const gone = first === undefined ? old : passed;
  if (gone.length === 0) return draft;
  const untold = draft.state.untold.filter((kept) => !gone.includes(kept));
  const left = withState(draft, { untold });
  if (first === undefined) return left;
  const mentioned = { ...first, evidence: [...first.evidence, passedLine(passed)] };
  return { ...left, alerts: [mentioned, ...others] };
}
