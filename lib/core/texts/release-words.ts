/** What an alert says of a release: what it is, who made it and when, and what code it changed. */

import { writtenCommit } from '../deploy/commit.ts';
import type { Draft } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { limits } from '../limits.ts';
import { rolledBackTo } from '../release-kind.ts';
import { currentRelease, type LedgerEntry } from '../state.ts';
import { time } from './time.ts';

/** What the line needs of a release; one that was never current has no kind. */
export type ReleaseWords = Pick<
  LedgerEntry,
  'version' | 'description' | 'userEmail' | 'createdAt'
> & { readonly kind?: LedgerEntry['kind']; readonly commit?: string | null };

/** What kind of release it was, who made it and when: one line. */
export function releaseLine(release: ReleaseWords, now: number): string {
  const { version, kind, userEmail, createdAt, commit, description } = release;
  const what = kind === undefined ? '' : ` (${kind})`;
  const by = userEmail === null ? '' : ` by ${userEmail}`;
  const ago = formatDuration(Math.max(0, now - createdAt));
  const from = commit ? `, commit ${commit.slice(0, limits.commitCharactersMax)}` : '';
  return `Release v${version}${what}${by}, ${time(createdAt)} (${ago} ago): ${description}${from}`;
}

/** Of an alert's lines the first such one, without the version, that its headline names already. */
export function briefRelease(evidence: readonly string[]): string | null {
  const found = evidence.map((line) => /^Release v\d+(?: \(([\w-]+)\))?(.+)$/.exec(line));
  const [, kind = 'release', rest = ''] = found.find((line) => line !== null) ?? [];
  return rest === '' ? null : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}${rest}`;
}

/** The same of a release at Heroku by its version; none when Heroku was not read in this look. */
export function versionLines(draft: Draft, version: number): readonly string[] {
  const known = draft.state.ledger.find((entry) => entry.version === version);
  const listed = draft.facts.heroku?.releases.find((release) => release.version === version);
  const release = known ?? listed;
  return release === undefined ? [] : [releaseLine(release, draft.now)];
}

/**
 * A release, and where to see what it changed since `good` (left out: the last good one before it):
 * a comparison where both commits are known, else its own commit, else nothing.
 */
export function releaseLines(
  draft: Draft,
  entry: LedgerEntry,
  good: number | null = lastGood(draft, entry),
): readonly string[] {
  return [releaseLine(entry, draft.now), ...codeLines(draft, entry, good)];
}

/** The same of the release that runs. */
export function currentLines(draft: Draft): readonly string[] {
  const current = currentRelease(draft.state);
  return current === null ? [] : releaseLines(draft, current);
}

function codeLines(draft: Draft, entry: LedgerEntry, good: number | null): readonly string[] {
  const { repository } = draft.app;
  const commit = commitOf(draft, entry);
  if (repository === null || commit === null) return [];
  const before = draft.state.ledger.find(({ version }) => version === good);
  const base = before === undefined ? null : commitOf(draft, before);
  const site = `https://github.com/${repository}`;
  if (base === null) return [`Its code: ${commitLink(draft, entry)}`];
  // Of the same commit, only the configuration can have changed.
  if (base.startsWith(commit) || commit.startsWith(base)) return [];
  return [`What it changed since v${good}: ${site}/compare/${base}...${commit}`];
}

/** Where GitHub shows the commit of a release, with its checks; null: nobody knows. */
export function commitLink(draft: Draft, entry: LedgerEntry): string | null {
  const { repository } = draft.app;
  const commit = commitOf(draft, entry);
  if (repository === null || commit === null) return null;
  return `https://github.com/${repository}/commit/${commit}`;
}

function lastGood({ state }: Draft, { version }: LedgerEntry): number | null {
  const earlier = state.ledger.filter((other) => other.version < version);
  return earlier.find(({ verdict }) => verdict === 'good')?.version ?? null;
}

/**
 * The commit that a release runs: as Heroku knows it of the slug, else as the description names it,
 * which GitHub takes in its short form.
 */
function commitOf(draft: Draft, entry: LedgerEntry): string | null {
  const commit = entry.commit ?? writtenCommit(entry.description);
  if (commit !== null) return /^[0-9a-f]{7,64}$/i.test(commit) ? commit : null;
  const back = rolledBackTo(entry);
  const target = draft.state.ledger.find(({ version }) => version === back);
  return target !== undefined && target.version < entry.version ? commitOf(draft, target) : null;
}
