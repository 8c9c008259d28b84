/**
 * What the rollback's call brought becomes state and alerts; what it brought is a value, never an
 * exception.
 */

import { adopt, findRelease } from './decide/note-rollback.ts';
import type { Decision } from './decide.ts';
import { type Draft, type Input, moveTo, tellIncident } from './draft.ts';
import { limits } from './limits.ts';
import type { HerokuTrouble, Release } from './release.ts';
import type { Intent } from './state.ts';
import { rollbackRefused } from './texts/rollback-failure.ts';
import { rollbackDelayed } from './texts/rollback-waiting.ts';

/** What became of one attempt to send the rollback. */
export type RollbackOutcome =
  | { readonly kind: 'accepted'; readonly release: Release }
  /** The second fresh read, after the claim, showed that it must not be sent (S8). */
  | { readonly kind: 'withheld'; readonly reason: string }
  | { readonly kind: 'trouble'; readonly trouble: HerokuTrouble };

/** Why a claimed rollback must not be sent now, by a read made after the claim; null: send it. */
export function fence(intent: Intent, releases: readonly Release[]): string | null {
  const { culprit } = intent;
  const ours = findRelease(intent, releases);
  if (ours !== null) return `v${ours.version} is already the rollback to v${intent.target.version}`;
  const current = releases.find((release) => release.current);
  if (current?.id !== culprit.id) {
    return `v${culprit.version} is no longer current, v${current?.version ?? '?'} is`;
  }
  const pending = releases.find(({ status, version, createdAt }) => {
    // Only what was stuck by then holds nobody up; else one of the two reads is old.
    const wasStuck = intent.plannedAt - createdAt > limits.pendingMsMax;
    return status === 'pending' && version > culprit.version && !wasStuck;
  });
  return pending === undefined ? null : `v${pending.version} is being released right now`;
}

const unscored = {
  muted: false,
  herokuMaintenance: false,
  maintenance: false,
  scored: false,
} as const;

/** Notes the outcome. What nobody knows stays open: the next look reads Heroku's ledger. */
export function settleRollback(input: Input, outcome: RollbackOutcome): Decision {
  const draft: Draft = { ...input, alerts: [], effect: null, report: null, ...unscored };
  const { situation } = input.state;
  if (situation.name !== 'rolling-back') return draft;
  switch (outcome.kind) {
    case 'accepted':
      return adopt(draft, situation.intent, outcome.release);
    case 'withheld':
      return wait(draft, situation.intent, outcome.reason);
    case 'trouble':
      return settleTrouble(draft, situation.intent, outcome.trouble);
    default:
      return outcome satisfies never;
  }
}

function settleTrouble(draft: Draft, intent: Intent, trouble: HerokuTrouble): Draft {
  // Whether it was carried out, Heroku's ledger tells, and nothing else does.
  if (trouble.maybeDone) return delay(draft, { ...intent, trouble: trouble.message });
  if (trouble.canRetry) return wait(draft, intent, trouble.message);
  const told = tellIncident(draft, rollbackRefused(draft, intent, trouble));
  return moveTo(told, { name: 'escalated', since: draft.now, why: 'rollback-refused' });
}

/** It certainly was not carried out: it does not count as sent. */
function wait(draft: Draft, intent: Intent, reason: string): Draft {
  const retryAt = draft.now + limits.rollbackRetryMs;
  const sends = intent.sends - 1;
  return delay(draft, { ...intent, sends, sentAt: null, retryAt, trouble: reason });
}

/** Said once for each new reason. */
function delay(draft: Draft, intent: Intent): Draft {
  const { situation } = draft.state;
  const known = situation.name === 'rolling-back' && situation.intent.trouble === intent.trouble;
  const told = known ? draft : tellIncident(draft, rollbackDelayed(draft, intent));
  return moveTo(told, { name: 'rolling-back', since: situation.since, intent });
}
