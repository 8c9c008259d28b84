/** The evidence is sustained: roll back, hold, or call the app down. */
import { type Draft, moveTo, tellIncident, withEntry, withState } from '../draft.ts';
import { blameless, type Guarded, guard } from '../guards.ts';
import { limits } from '../limits.ts';
import { currentRelease, type Intent } from '../state.ts';
import * as appTexts from '../texts/app.ts';
import * as texts from '../texts/rollback.ts';

/** Decides what a conviction leads to. */
export function convict(draft: Draft): Draft {
  const culprit = currentRelease(draft.state);
  const excuse = blameless(draft);
  if (culprit === null || excuse !== null) {
    const told = tellIncident(draft, appTexts.appDown(draft, excuse ?? 'no release is known'));
    return moveTo(told, { name: 'down', since: draft.now });
  }
  const guarded = guard(draft, culprit);
  return guarded.kind === 'free' ? planRollback(draft, guarded) : hold(draft, guarded);
}

/** Stores the intent before anything is sent (S15); the same write claims it against every other worker (S14). */
export function planRollback(draft: Draft, { culprit, target }: Guarded & { kind: 'free' }): Draft {
  const { now } = draft;
  const intent: Intent = {
    culprit: { id: culprit.id, version: culprit.version, artifact: culprit.artifact },
    target: {
      id: target.release.id,
      version: target.release.version,
      artifact: target.release.artifact,
    },
    plannedAt: now,
    sends: 1,
    sentAt: now,
    retryAt: null,
    release: null,
    trouble: null,
    slowTold: false,
  };
  const rollbacks = [{ at: now, culpritId: culprit.id }, ...draft.state.rollbacks];
  const planned = withState(withEntry(draft, culprit.id, { verdict: 'bad', judgedAt: now }), {
    rollbacks: rollbacks.slice(0, limits.ledgerEntriesMax),
  });
  const told = tellIncident(planned, texts.rollbackStarted(draft, intent));
  const moved = moveTo(told, { name: 'rolling-back', since: now, intent });
  return { ...moved, effect: { kind: 'rollback', intent } };
}

/** A guard is in the way. What was good is no target any more while it answers like this (S18 allows that). */
function hold(draft: Draft, guarded: Guarded & { kind: 'blocked' }): Draft {
  const culprit = currentRelease(draft.state);
  const withdrawn =
    culprit?.verdict === 'good' ? withEntry(draft, culprit.id, { verdict: 'unproven' }) : draft;
  const onlyMode = guarded.blocked.every(({ name }) => name === 'mode');
  const spoken =
    onlyMode && guarded.target.kind === 'target'
      ? texts.wouldRollBack(draft, guarded.target.release)
      : texts.rollbackHeld(draft, guarded.blocked);
  const guards = guarded.blocked.map(({ name }) => name);
  return moveTo(tellIncident(withdrawn, spoken), { name: 'held', since: draft.now, guards });
}
