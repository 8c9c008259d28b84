/** Which of the app's releases a deploy is. */
import type { Deploy } from '../deploy.ts';
import { formatDuration } from '../duration.ts';
import { limits } from '../limits.ts';
import { currentRelease, type LedgerEntry, type State } from '../state.ts';
import { isOfCommit } from './commit.ts';

/** The release that is meant, and what it came to; or why it is not known. */
export type Meant =
  | { readonly kind: 'live'; readonly entry: LedgerEntry }
  | { readonly kind: 'failed'; readonly failed: NonNullable<State['failed']> }
  | { readonly kind: 'pending'; readonly version: number }
  | { readonly kind: 'awaited'; readonly why: string }
  /** It did not come within its time, or is remembered no more. */
  | { readonly kind: 'none'; readonly why: string };

/**
 * The release of that version. Else, of those of that commit, or of those that say nothing of any:
 * the newest that was made before the deploy was told of, but not long before, for pipelines often
 * tell afterwards; else the first one after. A rollback is nobody's deploy.
 */
export function whichRelease(deploy: Deploy, state: State, now: number): Meant {
  const found = deploy.version === null ? byTime(deploy, state) : byVersion(deploy.version, state);
  if (found !== null) return found;
  const waitedMs = now - deploy.askedAt;
  if (waitedMs > limits.deployReleaseMsMax) {
    const waited = formatDuration(limits.deployReleaseMsMax);
    return { kind: 'none', why: `no release that can be this deploy came within ${waited}` };
  }
  const current = currentRelease(state);
  const runs = current === null ? 'no release is known yet' : `v${current.version} is current`;
  return { kind: 'awaited', why: `the release is awaited; ${runs}` };
}

function byVersion(version: number, state: State): Meant | null {
  const meant = releasesOf(state).find((release) => release.version === version);
  if (meant !== undefined) return meant.is;
  const current = currentRelease(state);
  if (current === null || current.version < version) return null;
  return { kind: 'none', why: `lastgood never saw v${version} current, or remembers it no more` };
}

/** A release in whatever stage, as far as it matters for choosing. */
type Known = {
  readonly version: number;
  readonly createdAt: number;
  readonly seenAt: number | null;
  readonly description: string;
  readonly commit: string | null;
  readonly is: Meant;
};

function releasesOf({ ledger, pending, failed }: State): readonly Known[] {
  const unknown = { seenAt: null, description: '', commit: null };
  return [
    ...ledger.map((entry): Known => ({ ...entry, is: { kind: 'live', entry } })),
    ...(failed === null
      ? []
      : [{ ...unknown, ...failed, is: { kind: 'failed', failed } as const }]),
    ...(pending === null ? [] : [{ ...unknown, ...pendingOf(pending) }]),
  ];
}

function pendingOf({ version, since }: NonNullable<State['pending']>) {
  return { version, createdAt: since, is: { kind: 'pending', version } as const };
}

function byTime(deploy: Deploy, state: State): Meant | null {
  const { commit } = deploy;
  const candidates = releasesOf(state).filter((release) => !isRollback(release.is));
  const inTime = candidates.filter((release) => isInTime(release, deploy));
  if (commit === null) return chosen(inTime, deploy, state);
  const named = candidates.filter((release) => isOfCommit(release, commit) === true);
  const own = named.filter((release) => isInTime(release, deploy) || isCurrent(release, deploy));
  const meant = pick(own, deploy);
  if (meant !== null) return meant.is;
  return chosen(
    inTime.filter((release) => maybeOf(release, commit)),
    deploy,
    state,
  );
}

/** What was made before counts only once Heroku was read after: else a newer one may be unseen. */
function chosen(candidates: readonly Known[], deploy: Deploy, state: State): Meant | null {
  const meant = pick(candidates, deploy);
  if (meant === null) return null;
  const wasRead = (state.releasesReadAt ?? 0) > deploy.askedAt;
  if (wasRead || meant.createdAt > deploy.askedAt) return meant.is;
  return { kind: 'awaited', why: 'Heroku has not been read since the deploy was told of' };
}

/** The newest of those before, else the oldest of those after: what comes later changes nothing. */
function pick(candidates: readonly Known[], { askedAt }: Deploy): Known | null {
  const inOrder = candidates.toSorted((one, other) => one.version - other.version);
  return inOrder.findLast(({ createdAt }) => createdAt <= askedAt) ?? inOrder[0] ?? null;
}

/** A release command may hold a release up, so that it becomes current long after it was made. */
function isInTime({ createdAt, seenAt, is }: Known, { askedAt }: Deploy): boolean {
  if (createdAt >= askedAt - limits.deployBeforeMs) return true;
  const isLate = is.kind === 'pending' || (seenAt !== null && seenAt > askedAt);
  return isLate && createdAt >= askedAt - limits.pendingMsMax;
}

/** Heroku makes no new release of a commit that runs already. */
function isCurrent({ is }: Known, { currentId }: Deploy): boolean {
  return is.kind === 'live' && is.entry.id === currentId;
}

/** It says nothing of its commit, and changed more than the configuration. */
function maybeOf(release: Known, commit: string): boolean {
  const { is } = release;
  const isChange = is.kind === 'live' && (is.entry.kind === 'config' || is.entry.kind === 'add-on');
  return !isChange && isOfCommit(release, commit) === null;
}

function isRollback(is: Meant): boolean {
  return is.kind === 'live' && is.entry.kind === 'rollback';
}
