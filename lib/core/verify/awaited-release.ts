/** Which release is the new one that is to be verified, and how far Heroku has come with it. */
import { isOfCommit } from '../deploy/commit.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import { rolledBackTo } from '../release-kind.ts';

/** How the new release is named; all null: the newest that was made a moment ago. */
export type Wanted = {
  readonly version: number | null;
  /** A commit in lower case, or the first seven letters or more of one. */
  readonly commit: string | null;
  /** The release that ran before the deploy: what is wanted came after it. */
  readonly after: number | null;
};

/** What a read of the releases shows of it. */
export type Awaited =
  | { readonly kind: 'waiting'; readonly why: string }
  | { readonly kind: 'current'; readonly release: Release }
  /** It never went live, and the release before it still runs. */
  | { readonly kind: 'failed'; readonly release: Release }
  /** It was live, and another one has taken its place. */
  | { readonly kind: 'overtaken'; readonly release: Release; readonly by: Release };

/**
 * Finds it. `commits` are what Heroku knows of the newest releases, by release id. Of several that
 * fit it is the newest, because a `config:set` before a push makes a release of its own. A rollback
 * is nobody's deploy: it is one only by its version, and else it has taken the deploy's place.
 */
export function findAwaited(
  releases: readonly Release[],
  wanted: Wanted,
  known: { readonly commits: ReadonlyMap<string, string | null>; readonly now: number },
): Awaited {
  const newestFirst = releases.toSorted((left, right) => right.version - left.version);
  const release = newestFirst.find((candidate) => isWanted(candidate, wanted, known));
  if (release === undefined) return { kind: 'waiting', why: whatIsMissing(wanted, newestFirst) };
  const name = `v${release.version}`;
  if (release.current) return { kind: 'current', release };
  switch (release.status) {
    case 'failed':
      return { kind: 'failed', release };
    case 'pending':
      return { kind: 'waiting', why: `${name} is being released (its release command runs)` };
    case 'succeeded':
    case 'expired':
      return overtaken(release, newestFirst);
    default:
      return release.status satisfies never;
  }
}

function overtaken(release: Release, releases: readonly Release[]): Awaited {
  const current = releases.find((candidate) => candidate.current);
  if (current !== undefined && current.version > release.version) {
    return { kind: 'overtaken', release, by: current };
  }
  return { kind: 'waiting', why: `v${release.version} is not current yet` };
}

/** The releases whose commit has to be asked for, because their description does not tell it. */
export function commitsWanted(releases: readonly Release[], wanted: Wanted): readonly Release[] {
  if (wanted.commit === null) return [];
  return releases
    .toSorted((left, right) => right.version - left.version)
    .filter(({ slugId, version }) => slugId !== null && version > (wanted.after ?? 0))
    .slice(0, limits.commitsReadMax);
}

function isWanted(
  release: Release,
  { version, commit, after }: Wanted,
  { commits, now }: { readonly commits: ReadonlyMap<string, string | null>; readonly now: number },
): boolean {
  if (version !== null) return release.version === version;
  if (rolledBackTo(release) !== null) return false;
  if (after !== null && release.version <= after) return false;
  if (commit !== null) {
    const { id, description } = release;
    return isOfCommit({ description, commit: commits.get(id) ?? null }, commit) === true;
  }
  return after !== null || now - release.createdAt <= limits.freshReleaseMs;
}

function whatIsMissing({ version, commit, after }: Wanted, releases: readonly Release[]): string {
  const newest = releases[0] === undefined ? 'none' : `v${releases[0].version}`;
  const so = `the newest release is ${newest}`;
  if (version !== null) return `v${version} is not there yet; ${so}`;
  if (commit !== null) return `no release of commit ${commit.slice(0, 12)} yet; ${so}`;
  return after === null
    ? `no release of the last minutes yet; ${so}`
    : `no release after v${after} yet`;
}
