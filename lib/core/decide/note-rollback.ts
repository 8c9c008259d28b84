/** While a rollback is under way: finds in Heroku's ledger what became of it (S15). */
import { type Draft, moveTo, tellIncident, withEntry, withState } from '../draft.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import type { Intent } from '../state.ts';
import * as texts from '../texts/rollback.ts';
import { beginVerifying } from './verifying.ts';

/** Adopts, settles or fails the intent by what a fresh read of the releases shows. */
export function noteRollback(draft: Draft): Draft {
  const { situation } = draft.state;
  const { heroku } = draft.facts;
  if (situation.name !== 'rolling-back' || heroku === null) return draft;
  const release = findRelease(situation.intent, heroku.releases);
  if (release === null) return draft;
  const adopted = adopt(draft, situation.intent, release);
  return adopted.state.situation.name === 'rolling-back'
    ? settle(adopted, adopted.state.situation.intent, release)
    : adopted;
}

/** The release that Heroku made of an intent: the known one, else the rollback to its target after its culprit. */
export function findRelease(intent: Intent, releases: readonly Release[]): Release | null {
  const { culprit, target, release } = intent;
  const found = releases.find((candidate) =>
    release === null
      ? candidate.version > culprit.version &&
        candidate.description === `Rollback to v${target.version}`
      : candidate.id === release.id,
  );
  return found ?? null;
}

/** Notes the release as ours; one that is not culprit + 1 has come after somebody else's (S8). */
export function adopt(draft: Draft, intent: Intent, release: Release): Draft {
  if (intent.release !== null) return draft;
  const adopted: Intent = { ...intent, release: { id: release.id, version: release.version } };
  const marked = withEntry(draft, intent.culprit.id, { verdict: 'bad', judgedAt: draft.now });
  if (release.version !== intent.culprit.version + 1) {
    const told = tellIncident(marked, texts.rollbackRaced(draft, adopted, release.version));
    return moveTo(told, { name: 'escalated', since: draft.now, why: 'rollback-raced' });
  }
  const since = draft.state.situation.since;
  return moveTo(marked, { name: 'rolling-back', since, intent: adopted });
}

function settle(draft: Draft, intent: Intent, release: Release): Draft {
  switch (release.status) {
    case 'failed':
    case 'expired':
      return fail(draft, intent, release);
    case 'pending':
      return waitForRelease(draft, intent);
    case 'succeeded':
      return release.current ? beginVerifying(draft, intent) : draft;
    default:
      return release.status satisfies never;
  }
}

/** Told as the rollback's failure, it needs no telling as a release's. */
function fail(draft: Draft, intent: Intent, release: Release): Draft {
  const told = tellIncident(draft, texts.rollbackReleaseFailed(draft, intent));
  const noted = withState(told, { failedTold: release.version });
  return moveTo(noted, { name: 'escalated', since: draft.now, why: 'rollback-release-failed' });
}

/** A release command may hold the rollback up for an hour; the deadline is absolute (L3). */
function waitForRelease(draft: Draft, intent: Intent): Draft {
  const waitedMs = draft.now - intent.plannedAt;
  if (waitedMs > limits.pendingMsMax) {
    const told = tellIncident(draft, texts.rollbackStuck(draft, intent));
    return moveTo(told, { name: 'escalated', since: draft.now, why: 'rollback-stuck' });
  }
  if (waitedMs <= limits.rollbackSlowMs || intent.slowTold) return draft;
  const since = draft.state.situation.since;
  return moveTo(tellIncident(draft, texts.rollbackSlow(draft, intent)), {
    name: 'rolling-back',
    since,
    intent: { ...intent, slowTold: true },
  });
}
