/**
 * Takes in what Heroku says of the app's releases: a new current one, a pending one, a failed one.
 */
import { type Draft, moveTo, tell, tellAndClose, withState, withStraggler } from '../draft.ts';
import type { HerokuFacts } from '../facts.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import { liveBefore, releaseKind } from '../release-kind.ts';
import { currentRelease, type LedgerEntry, noEvidence, sickInWindowAt } from '../state.ts';
import * as texts from '../texts/release.ts';
import { releaseDetected } from '../texts/release-detected.ts';
import { closeWatchMs, warmupOf } from '../warmup.ts';
import { noteNotLive } from './note-not-live.ts';

/**
 * Keeps the ledger; a release that is new as current gets a warm-up and a watch of its own (L7).
 */
export function noteReleases(draft: Draft): Draft {
  const { heroku } = draft.facts;
  if (heroku === null) return draft;
  const current = heroku.releases.find((release) => release.current);
  const read = withState(draft, {
    webUrl: heroku.app.webUrl,
    releasedAt: knownReleasedAt(draft, heroku, current),
    releasesReadAt: draft.now,
  });
  if (current === undefined) return read;
  const arrived = current.id === read.state.currentId ? read : arrive(read, heroku, current);
  return noteNotLive(arrived, heroku.releases, current);
}

/**
 * App and releases are two answers of Heroku's: a release may come in between, or one of them may
 * be old. A `released_at` that the releases do not explain stays news until it is too old for that.
 */
function knownReleasedAt(
  { state, now }: Draft,
  { app: { releasedAt } }: HerokuFacts,
  current: Release | undefined,
): number | null {
  const explained = current === undefined || current.id !== state.currentId;
  const old = releasedAt === null || now - releasedAt > limits.releasedAtSettleMs;
  return explained || old ? releasedAt : state.releasedAt;
}

function arrive(draft: Draft, heroku: HerokuFacts, release: Release): Draft {
  const first = draft.state.currentId === null;
  const entry = newEntry(draft, heroku.releases, release);
  const added = withEntryAdded(draft, entry);
  return first ? meetFirst(added, heroku, release) : meetNext(draft, added, heroku);
}

/**
 * The release that ran when we came: nobody saw the app before it, so it can be proven and not
 * blamed.
 */
function meetFirst(draft: Draft, heroku: HerokuFacts, release: Release): Draft {
  const { now, app } = draft;
  const noted = withState(draft, { failedTold: release.version });
  const { situation } = draft.state;
  const warmup = warmupOf(app, heroku);
  const until = (heroku.app.releasedAt ?? release.createdAt) + warmup.durationMs;
  // It can have come a moment ago, and the old dynos are still answering.
  const tooEarly = !warmup.early && now < until;
  if (situation.name === 'unarmed')
    return tooEarly ? moveTo(noted, { ...situation, until }) : noted;
  if (situation.name !== 'steady') return noted;
  return tooEarly
    ? moveTo(noted, { name: 'warmup', since: now, until, early: false })
    : beginWatching(noted);
}

function meetNext(before: Draft, draft: Draft, heroku: HerokuFacts): Draft {
  const { now, app } = draft;
  const closed =
    before.state.incident === null ? draft : tellAndClose(draft, texts.superseded(before, draft));
  const told = overtake(before, tell(closed, releaseDetected(closed)));
  const { rowTimes } = draft.state.evidence;
  const cleared = withState(told, { evidence: { ...noEvidence, rowTimes } });
  const warmup = warmupOf(app, heroku);
  const until = now + warmup.durationMs;
  if (draft.state.situation.name === 'unarmed') {
    const unarmed = { name: 'unarmed', since: now, told: false } as const;
    return moveTo(cleared, warmup.early ? unarmed : { ...unarmed, until });
  }
  return moveTo(cleared, { name: 'warmup', since: now, until, early: warmup.early });
}

/** A rollback that may have been sent before somebody released is looked out for. */
function overtake({ state: { situation } }: Draft, draft: Draft): Draft {
  return situation.name === 'rolling-back' ? withStraggler(draft, situation.intent) : draft;
}

/** Opens the scored window that proves a release or convicts it. */
export function beginWatching(draft: Draft): Draft {
  const { now, app } = draft;
  const until = now + app.watchMs;
  const deadline = until + verdictRoomMs(draft);
  const evidence = { ...draft.state.evidence, window: { healthy: 0, sick: 0, unknown: 0 } };
  const opened = withState(draft, { evidence });
  return moveTo(opened, { name: 'watching', since: now, until, deadline });
}

/** So long after its watch a release may still be proven: a second one, or ten looks of a sweep. */
export function verdictRoomMs({ app, configuration }: Draft): number {
  return Math.max(app.watchMs, 10 * configuration.cadence.sweepMs);
}

/**
 * The release has its verdict: nothing is counted any more, so that a healthy app costs no write.
 */
export function beSteady(draft: Draft): Draft {
  const evidence = { ...draft.state.evidence, window: null };
  return moveTo(withState(draft, { evidence }), { name: 'steady', since: draft.now });
}

function newEntry(draft: Draft, releases: readonly Release[], release: Release): LedgerEntry {
  const kind = releaseKind(release, liveBefore(release, releases));
  const attributable = kind !== 'initial' && isAttributable(draft, release);
  const entry = ledgerEntry(release, { kind, attributable, seenAt: draft.now });
  const previous = currentRelease(draft.state);
  if (previous === null || previous.artifact === null) return entry;
  // The same code has the same commit: nobody gets rid of its checks by setting a config var.
  const same = previous.artifact === entry.artifact && (kind === 'config' || kind === 'add-on');
  return same ? { ...entry, commit: previous.commit, checks: previous.checks } : entry;
}

/** A release as the ledger keeps it, with nothing proven yet. */
export function ledgerEntry(
  release: Release,
  seen: Pick<LedgerEntry, 'kind' | 'attributable' | 'seenAt'>,
): LedgerEntry {
  return {
    id: release.id,
    version: release.version,
    artifact: release.artifact,
    slugId: release.slugId,
    description: release.description,
    userEmail: release.userEmail,
    createdAt: release.createdAt,
    ...seen,
    verdict: 'unproven',
    judgedAt: null,
    versionBody: null,
    commit: null,
    rollout: 'unknown',
    toll: null,
    reported: null,
    checks: null,
  };
}

/** Adds a release to the ledger as the current one. */
export function withEntryAdded(draft: Draft, entry: LedgerEntry): Draft {
  const others = draft.state.ledger.filter((other) => other.id !== entry.id);
  const ledger = [entry, ...others].slice(0, limits.ledgerEntriesMax);
  return withState(draft, { ledger, currentId: entry.id });
}

/**
 * S3: only a release that came to a healthy app can be to blame. Releases in quick succession are
 * one change set: while the earlier one is unproven, what counts is the health before it. What
 * comes later, to an app that has been sick since, is somebody's attempt to mend it; and so is what
 * comes after such an attempt, unless the app was seen healthy under it.
 */
function isAttributable(draft: Draft, release: Release): boolean {
  const { state, facts } = draft;
  const previous = currentRelease(state);
  if (previous === null) return false;
  const unsettled = previous.verdict === 'unproven' || previous.verdict === 'bad';
  const quick = release.createdAt - previous.createdAt <= closeWatchMs(draft.app);
  if (unsettled && quick && previous.attributable) return true;
  const healthyAt = Math.max(state.lastHealthyAt ?? 0, facts.lastHealthyAt ?? 0);
  const sickAt = sickInWindowAt(state) ?? state.evidence.sickFirst?.at ?? null;
  const wellBefore =
    previous.baseline !== undefined ||
    (healthyAt >= release.createdAt - limits.baselineAgeMsMax && healthyAt >= previous.seenAt);
  // Under a release command that runs before it, what was there before goes on serving.
  const cameAt = Math.max(release.createdAt, facts.heroku?.app.releasedAt ?? 0);
  const sickBefore = state.incident !== null || (sickAt !== null && sickAt < cameAt);
  return state.situation.name !== 'unarmed' && wellBefore && !sickBefore;
}
