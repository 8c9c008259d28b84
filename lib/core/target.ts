/** Chooses the release to go back to: the last one that was seen good and is safe, or says why there is none. */
import type { Release } from './release.ts';
import type { LedgerEntry } from './state.ts';

/** A release to go back to, or the sentence that explains its absence. */
export type Target =
  | { readonly kind: 'target'; readonly release: Release }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The newest release before the culprit that this monitor saw good (S4), that a fresh read calls succeeded and
 * eligible, whose artifact is neither the culprit's nor a known bad one (S5). A culprit that changed only the
 * configuration shares its artifact with its good predecessor: there the same artifact is what is wanted.
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
  for (const entry of good) {
    const release = releases.find((candidate) => candidate.id === entry.id);
    const refusal = refuse(entry, release, { culprit, bad: badArtifacts(ledger, culprit) });
    if (refusal === null && release !== undefined) return { kind: 'target', release };
    refusals.push(`v${entry.version} ${refusal}`);
  }
  return none(`no release seen healthy can be gone back to: ${refusals.join('; ')}`);
}

function refuse(
  entry: LedgerEntry,
  release: Release | undefined,
  against: { culprit: LedgerEntry; bad: ReadonlySet<string> },
): string | null {
  if (release === undefined) return "is no longer in Heroku's list of releases";
  if (release.status !== 'succeeded') return `is ${release.status} at Heroku`;
  if (!release.eligibleForRollback) return 'is not eligible for rollback at Heroku';
  const { artifact } = entry;
  if (artifact === null) return 'has no code';
  if (against.bad.has(artifact)) return 'has the code of a release that is known to be bad';
  if (artifact === against.culprit.artifact && against.culprit.kind !== 'config') {
    return `has the same code as v${against.culprit.version}`;
  }
  return null;
}

/** Code that was rolled back once. A bad configuration says nothing against the code under it. */
function badArtifacts(ledger: readonly LedgerEntry[], culprit: LedgerEntry): ReadonlySet<string> {
  const bad = ledger.filter(
    (entry) => entry.id !== culprit.id && entry.verdict === 'bad' && entry.kind !== 'config',
  );
  return new Set(bad.flatMap((entry) => (entry.artifact === null ? [] : [entry.artifact])));
}

function none(reason: string): Target {
  return { kind: 'none', reason };
}
