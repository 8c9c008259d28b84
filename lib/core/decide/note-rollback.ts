/** While a rollback is under way: finds in Heroku's ledger what became of it (S15). */
import { type Draft, moveTo, tellIncident, withEntry, withState } from '../draft.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import type { Intent } from '../state.ts';
import * as texts from '../texts/rollback-failure.ts';
import { rollbackSlow } from '../texts/rollback-waiting.ts';
import { addRollbackRelease, beginVerifying, type Seen } from './verifying.ts';

/** Adopts, settles or fails the intent by what a fresh read of the releases shows. */
export function noteRollback(draft: Draft): Draft {
  const { situation } = draft.state;
  const { heroku } = draft.facts;
  if (situation.name !== 'rolling-back' || heroku === null) return draft;
  const release = findRelease(situation.intent, heroku.releases);
  if (release === null) return draft;
  const adopted = adopt(draft, situation.intent, release);
  return adopted.state.situation.name === 'rolling-back'
    ? settle(adopted, adopted.state.situation.intent, { heroku, release })
    : adopted;
}

/**
 * The release that Heroku made of an intent: the known one, else a rollback to its target that is
 * newer than it.
 */
export function findRelease(intent: Intent, releases: readonly Release[]): Release | null {
  const { newestVersion, target, release } = intent;
  const found = releases.find((candidate) =>
    release === null
      ? candidate.version > newestVersion &&
        candidate.description === `Rollback to v${target.version}`
      : candidate.id === release.id,
  );
  return found ?? null;
}

/**
 * Notes the release as ours; one that is not the next after the newest known has come after
 * somebody's (S8).
 */
export function adopt(draft: Draft, intent: Intent, release: Release): Draft {
  if (intent.release !== null) return draft;
  const adopted: Intent = { ...intent, release: { id: release.id, version: release.version } };
  const marked = withEntry(draft, intent.culprit.id, { verdict: 'bad', judgedAt: draft.now });
  if (release.version !== intent.newestVersion + 1) return race(marked, adopted, release);
  const since = draft.state.situation.since;
  return moveTo(marked, { name: 'rolling-back', since, intent: adopted });
}

/**
 * Nothing further is done by itself; the incident stays open until the app is well or somebody
 * releases.
 */
export function race(draft: Draft, intent: Intent, release: Release): Draft {
  const told = tellIncident(draft, texts.rollbackRaced(draft, intent, release.version));
  const noted = release.current
    ? addRollbackRelease(told, release)
    : withState(told, { straggler: intent });
  return moveTo(noted, { name: 'escalated', since: draft.now, why: 'rollback-raced' });
}

function settle(draft: Draft, intent: Intent, seen: Seen): Draft {
  const { release } = seen;
  switch (release.status) {
    case 'failed':
    case 'expired':
      return fail(draft, intent, release);
    case 'pending':
      return tellSlowness(draft, intent);
    case 'succeeded':
      return release.current ? beginVerifying(draft, intent, seen) : tellSlowness(draft, intent);
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

/** A release command may hold the rollback up for an hour. */
function tellSlowness(draft: Draft, intent: Intent): Draft {
  const slow = draft.now - intent.plannedAt > limits.rollbackSlowMs;
  if (!slow || intent.slowTold) return draft;
  const since = draft.state.situation.since;
  return moveTo(tellIncident(draft, rollbackSlow(draft, intent)), {
    name: 'rolling-back',
    since,
    intent: { ...intent, slowTold: true },
  });
}
