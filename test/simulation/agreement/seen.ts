/** What lastgood sees of an app through its adapter, without identities, which nobody chooses. */
import type { Heroku } from '../../../lib/adapters/heroku.ts';
import type { Answer, Release } from '../../../lib/core/release.ts';

/** Everything that is asked of one app, in the order in which it is compared. */
export async function see(heroku: Heroku, name: string, firstVersion: number) {
  const [app, apps, releases, dynos, formation, preboot] = await Promise.all([
    heroku.app(name),
    heroku.apps(),
    heroku.releases(name),
    heroku.dynos(name),
    heroku.formation(name),
    heroku.preboot(name),
  ]);
  const code = codes(good(releases), firstVersion);
  const show = (release: Release) => releaseSeen(release, firstVersion, code);
  const { releasedAt, maintenance, privateSpace } = good(app);
  const listed = good(apps).find((one) => one.name === name);
  const first = firstVersion - 1;
  return {
    app: { name: good(app).name, releasedAt, maintenance, privateSpace },
    listed: listed && { releasedAt: listed.releasedAt, maintenance: listed.maintenance },
    releases: good(releases)
      .filter(({ version }) => version >= firstVersion)
      .map(show),
    dynos: good(dynos).map(({ name, type, state, releaseVersion }) => {
      return { name, type, state, version: (releaseVersion ?? 0) - first };
    }),
    formation: good(formation).toSorted((left, right) => left.type.localeCompare(right.type)),
    preboot: good(preboot),
  };
}

/** What came of a rollback's call. */
export function answerSeen(answer: Answer<Release>, firstVersion: number) {
  if (answer.ok) {
    const { version, status, current, description } = answer.value;
    const shown = shiftTarget(description, firstVersion);
    return { version: version - firstVersion + 1, status, current, description: shown };
  }
  const { kind, canRetry, maybeDone, status } = answer.trouble;
  return { kind, canRetry, maybeDone, status };
}

function releaseSeen(
  release: Release,
  firstVersion: number,
  code: ReadonlyMap<string | null, number>,
) {
  const { version, description, artifact, slugId } = release;
  const { status, current, eligibleForRollback, addonPlans, createdAt } = release;
  return {
    version: version - firstVersion + 1,
    description: shiftTarget(description, firstVersion),
    code: code.get(artifact),
    sameSlug: slugId === artifact,
    status,
    current,
    eligibleForRollback,
    addonPlans,
    createdAt,
  };
}

/** Codes are told apart by when they came first. */
function codes(releases: readonly Release[], firstVersion: number) {
  const found = new Map<string | null, number>();
  for (const { artifact, version } of releases.toReversed()) {
    if (version >= firstVersion && !found.has(artifact)) found.set(artifact, found.size + 1);
  }
  return found;
}

/**
 * An app at Heroku begins with two releases without code, which the simulation leaves out; and it
 * numbers its add-ons.
 */
function shiftTarget(description: string, firstVersion: number): string {
  const bare = description.replace(/\(@ref:([a-z-]+)-\d+\)$/, '(@ref:$1)');
  return bare.replace(/^Rollback to v(\d+)$/, (_, version: string) => {
    return `Rollback to v${Number(version) - firstVersion + 1}`;
  });
}

function good<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.trouble.message);
  return answer.value;
}
