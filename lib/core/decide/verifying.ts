/** A 2xx from Heroku is not a rollback: only the target, current and seen healthy, is (L6). */
import {
  type Draft,
  moveTo,
  tell,
  tellAndClose,
  tellIncident,
  withEntry,
  withState,
} from '../draft.ts';
import type { HerokuFacts } from '../facts.ts';
import type { Release } from '../release.ts';
import { currentRelease, type Intent, noEvidence, type Situation } from '../state.ts';
import * as texts from '../texts/rollback.ts';
import * as failures from '../texts/rollback-failure.ts';
import { warmupOf } from '../warmup.ts';
import { ledgerEntry, withEntryAdded } from './note-releases.ts';
import { hasRecovered, isConvicted } from './recover.ts';

type Verifying = Situation & { name: 'verifying' };

/** A read of Heroku, and the release in it that our rollback made. */
export type Seen = { readonly heroku: HerokuFacts; readonly release: Release };

/** Our release has become current: it gets a warm-up and then has to prove itself. */
export function beginVerifying(draft: Draft, intent: Intent, { heroku, release }: Seen): Draft {
  const told = tell(draft, texts.rollbackCurrent(draft, intent));
  const noted = withState(addRollbackRelease(told, release), { evidence: noEvidence });
  return moveTo(noted, situationOf(draft, heroku, intent));
}

function situationOf(draft: Draft, heroku: HerokuFacts, intent: Intent): Situation {
  const { now, app, configuration } = draft;
  const warmup = warmupOf(app, heroku);
  const until = now + warmup.durationMs;
  return {
    name: 'verifying',
    since: now,
    intent,
    until,
    early: warmup.early,
    // Absolute, whatever the readings do (L3): room for the proof and for ten looks of a sweep.
    deadline: until + app.verifyMs + 10 * configuration.cadence.sweepMs,
  };
}

/**
 * Notes the release that our rollback made, as the current one. What a rollback made is never an
 * automatic culprit (S7).
 */
export function addRollbackRelease(draft: Draft, release: Release): Draft {
  const seen = { kind: 'rollback', attributable: false, seenAt: draft.now } as const;
  return withEntryAdded(draft, ledgerEntry(release, seen));
}

/**
 * Healthy long enough is a rollback that worked; sick long enough, or no proof in time, is a case
 * for people.
 */
export function judgeVerifying(draft: Draft, situation: Verifying): Draft {
  if (isProven(draft)) return succeed(draft, situation);
  if (isConvicted(draft)) return fail(draft, situation);
  return draft.now < situation.deadline ? draft : leaveUnverified(draft, situation);
}

/**
 * This look's reading completes it, and this look's read of Heroku shows that it is the rollback
 * that answers.
 */
function isProven(draft: Draft): boolean {
  const { healthySince } = draft.state.evidence;
  if (currentRelease(draft.state)?.rollout === 'mixed') return false;
  const healthyMs = healthySince === null ? 0 : draft.now - healthySince;
  return draft.facts.heroku !== null && hasRecovered(draft) && healthyMs >= draft.app.verifyMs;
}

function succeed(draft: Draft, { intent }: Verifying): Draft {
  const id = draft.state.currentId ?? intent.target.id;
  const proven = withEntry(draft, id, { verdict: 'good', judgedAt: draft.now });
  const told = tellAndClose(proven, texts.rolledBack(draft, intent));
  return moveTo(told, { name: 'rolled-back', since: draft.now });
}

function fail(draft: Draft, { intent }: Verifying): Draft {
  const withdrawn = withEntry(draft, intent.target.id, { verdict: 'inconclusive' });
  const told = tellIncident(withdrawn, failures.rollbackIneffective(draft, intent));
  return moveTo(told, { name: 'escalated', since: draft.now, why: 'rollback-ineffective' });
}

/** Nobody has seen the target sick, so its verdict stands. */
function leaveUnverified(draft: Draft, { intent }: Verifying): Draft {
  const told = tellIncident(draft, failures.rollbackUnverified(draft, intent));
  return moveTo(told, { name: 'escalated', since: draft.now, why: 'rollback-unverified' });
}
