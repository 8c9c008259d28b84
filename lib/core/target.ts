/**
 * Chooses the release to go back to: the last one that was seen good and is safe, or says why there
 * is none.
 */
import type { Release } from './release.ts';
import { rolledBackTo } from './release-kind.ts';
import type { LedgerEntry } from './state.ts';

/** A release to go back to, or the sentence that explains its absence. */
export type Target =
  | { readonly kind: 'target'; readonly release: Release }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The newest release before the culprit that this monitor saw good (S4), that a fresh read calls
 * succeeded and eligible, that nobody has rolled back from since, whose artifact is neither the
 * culprit's nor a known bad one (S5). A culprit that changed only the configuration shares its
 * artifact with its good predecessor: there the same artifact is what is wanted.
 */
export function chooseTarget(
  culprit: LedgerEntry,
  ledger: readonly LedgerEntry[],
  releases: readonly Release[],
): Target {
  const good = ledger
    .filter((entry) => entry.verdict === 'good' && entry.version < culprit.version)
    .sort((left, right) => right.version - left.version);
  if (good.length === 0) return none('no earlier release of this app was ever seen healthy here');
  const refusals: string[] = [];
  const against = { culprit, bad: badArtifacts(ledger, culprit), releases };
  for (const entry of good) {
    const release = releases.find((candidate) => candidate.id === entry.id);
    const refusal = refuse(entry, release, against);
    if (refusal === null && release !== undefined) return { kind: 'target', release };
    refusals.push(`v${entry.version} ${refusal}`);
  }
  return none(`no release seen healthy can be gone back to: ${refusals.join('; ')}`);
}

type Against = {
  readonly culprit: LedgerEntry;
  readonly bad: ReadonlySet<string | null>;
  readonly releases: readonly Release[];
};

function refuse(entry: LedgerEntry, release: Release | undefined, against: Against): string | null {
  if (release === undefined) return "is no longer in Heroku's list of releases";
  if (release.status !== 'succeeded') return `is ${release.status} at Heroku`;
  if (!release.eligibleForRollback) return 'is not eligible for rollback at Heroku';
  const away = leftBehind(entry, against);
  if (away !== null) return `was left behind by the rollback v${away}`;
  const { artifact } = entry;
  if (artifact === null) return 'has no code';
  if (against.bad.has(artifact)) return 'has the code of a release that is known to be bad';
  if (artifact === against.culprit.artifact && against.culprit.kind !== 'config') {
    return `has the same code as v${against.culprit.version}`;
  }
  return null;
}

/**
 * The newest rollback before the culprit, if it went back behind this release: it was not wanted.
 */
function leftBehind(entry: LedgerEntry, { culprit, releases }: Against): number | null {
  const rollback = releases
    .filter(({ version }) => version > entry.version && version < culprit.version)
    .filter((release) => release.status !== 'failed' && rolledBackTo(release) !== null)
    .sort((left, right) => right.version - left.version)[0];
  if (rollback === undefined) return null;
  const wentBackTo = origin(rollback.version, releases);
  return wentBackTo < origin(entry.version, releases) ? rollback.version : null;
}

/**
 * The version that a rollback, or a rollback to a rollback, brought back; else the version itself.
 */
function origin(version: number, releases: readonly Release[]): number {
  const release = releases.find((candidate) => candidate.version === version);
  const earlier = release === undefined ? null : rolledBackTo(release);
  return earlier === null || earlier >= version ? version : origin(earlier, releases);
}

/** Code that was rolled back once. A bad configuration says nothing against the code under it. */
function badArtifacts(ledger: readonly LedgerEntry[], culprit: LedgerEntry): Against['bad'] {
  const bad = ledger.filter(
    (entry) => entry.id !== culprit.id && entry.verdict === 'bad' && entry.kind !== 'config',
  );
  return new Set(bad.map(({ artifact }) => artifact));
}

function none(reason: string): Target {
  return { kind: 'none', reason };
}
