/** The evidence is sustained: roll back, hold, or call the app down. */

import { blameless } from '../blameless.ts';
import { type Draft, moveTo, tellIncident, withEntry, withState } from '../draft.ts';
import { type Guarded, guard } from '../guards.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import { currentRelease, type Intent, type LedgerEntry, type Situation } from '../state.ts';
import * as appTexts from '../texts/app.ts';
import { rollbackStarted } from '../texts/rollback.ts';
import * as texts from '../texts/rollback-held.ts';
import { tollOfRow } from '../toll.ts';

/** Decides what a conviction leads to. */
export function convict(before: Draft): Draft {
  const draft = withTollOfRow(before);
  const culprit = currentRelease(draft.state);
  const excuse = blameless(draft);
  if (culprit === null || excuse !== null) {
    const told = tellIncident(draft, appTexts.appDown(draft, excuse ?? 'no release is known'));
    return moveTo(told, { name: 'down', since: draft.now });
  }
  const guarded = guard(draft, culprit);
  return guarded.kind === 'free' ? planRollback(draft, guarded) : hold(draft, culprit, guarded);
}

/** A settled release counted nothing any more: what it costs now begins with the row. */
function withTollOfRow(draft: Draft): Draft {
  const current = currentRelease(draft.state);
  const { name } = draft.state.situation;
  if (current === null || (name !== 'steady' && name !== 'rolled-back')) return draft;
  const toll = tollOfRow(draft.state.evidence, current.toll?.preboot ?? null);
  return withEntry(draft, current.id, { toll });
}

type Blocked = Guarded & { kind: 'blocked' };

/** Since when it is held, and what people were told of it. */
type Held = Pick<Situation & { name: 'held' }, 'since' | 'told' | 'asked'>;

/**
 * Stores the intent before anything is sent (S15); the same write claims it against every other
 * worker (S14).
 */
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
    newestVersion: newestVersion(draft.facts.heroku?.releases ?? [], culprit.version),
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
    straggler: stragglerBesides(draft),
  });
  const told = tellIncident(planned, rollbackStarted(draft, intent));
  const moved = moveTo(told, { name: 'rolling-back', since: now, intent });
  return { ...moved, effect: { kind: 'rollback', intent } };
}

/** An older rollback that may still come is not forgotten, once its release is known. */
function stragglerBesides({ state: { straggler } }: Draft): Intent | null {
  return straggler?.release ? straggler : null;
}

/** The newest version at Heroku, whatever became of it: failed releases take a number too. */
export function newestVersion(releases: readonly Release[], atLeast: number): number {
  return releases.reduce((newest, { version }) => Math.max(newest, version), atLeast);
}

/**
 * A guard is in the way. What was good is no target any more while it answers like this (S18 allows
 * that), and it is no fresh release either: what comes on top of it is not judged together with it.
 */
function hold(draft: Draft, culprit: LedgerEntry, guarded: Blocked): Draft {
  const withdrawn =
    culprit.verdict === 'good' ? withEntry(draft, culprit.id, { verdict: 'inconclusive' }) : draft;
  return tellHold(withdrawn, guarded, { since: draft.now, told: [], asked: false });
}

/** Says each guard once, and once that nothing but people's word is wanting (L5). */
export function tellHold(draft: Draft, guarded: Blocked, before: Held): Draft {
  const { since, asked } = before;
  const guards = guarded.blocked.map(({ name }) => name);
  const told = [...new Set([...before.told, ...guards])];
  const held = { name: 'held', since, guards, told, asked } as const;
  const { target } = guarded;
  if (guards.every((name) => name === 'mode') && target.kind === 'target') {
    const spoken = texts.wouldRollBack(draft, target.release);
    return moveTo(asked ? draft : tellIncident(draft, spoken), { ...held, asked: true });
  }
  const news = told.length > before.told.length;
  const spoken = texts.rollbackHeld(draft, guarded);
  return moveTo(news ? tellIncident(draft, spoken) : draft, held);
}
