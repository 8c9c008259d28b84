import type { Release } from './release.ts';

/** What a release changed. */
export type ReleaseKind = 'initial' | 'deploy' | 'config' | 'add-on' | 'rollback';

/**
 * Tells what a release changed against `previous`, the one that was live before it; null: that one
 * is not known. Heroku has no field for it. An add-on's release is told by its own signs first,
 * because to roll back across one is what must never happen by mistake. What nothing tells apart
 * is a `deploy` where other code may run, and a `config` where it is the same code.
 */
export function releaseKind(release: Release, previous: Release | null): ReleaseKind {
  const { description } = release;
  if (rolledBackTo(release) !== null) return 'rollback';
  if (initial.test(description)) return 'initial';
  if (isByAddon(release)) return 'add-on';
  if (previous !== null && release.artifact !== previous.artifact) return 'deploy';
  if (previous !== null && plansOf(release) !== plansOf(previous)) return 'add-on';
  if (config.test(description)) return 'config';
  if (deploy.test(description)) return 'deploy';
  if (previous !== null) return 'config';
  return release.artifact === null ? 'initial' : 'deploy';
}

/**
 * The release that was live before another one: failed and pending ones never were. null: it is not
 * known.
 */
export function liveBefore(release: Release, releases: readonly Release[]): Release | null {
  const earlier = releases.filter(
    (other) =>
      other.version < release.version && other.status !== 'failed' && other.status !== 'pending',
  );
  return earlier.reduce<Release | null>(
    (newest, other) => (newest === null || other.version > newest.version ? other : newest),
    null,
  );
}

/** The version whose code and config vars a rollback brought back; null: it is no rollback. */
export function rolledBackTo({ description }: Pick<Release, 'description'>): number | null {
  const version = /^Rollback to v(\d{1,9})\b/.exec(description)?.[1];
  return version === undefined ? null : Number(version);
}

// Heroku's descriptions as `heroku releases` and the logs of apps show them.

/** The two that every app begins with, before there is any code. */
const initial = /^(Initial release|Enable Logplex)$/;

/** `Set NAME, OTHER config vars`; `Config add NAME` until 2014. */
const config = /^((Set|Unset|Remove|Add|Update) .*config vars?$|Config (add|remove|set)\b)/;

/**
 * `Attach DATABASE (@ref:postgresql-…)`, `Detach DATABASE (@ref:…)`, `Attach NAME resource`,
 * `@ref:redis-… completed provisioning, setting REDIS_URL.`, `Update REDIS by heroku-redis`,
 * `Add-on add memcachier`, `Add papertrail:choklad add-on`.
 */
const addon = /^((Attach|Detach) |@ref:|Update \S+ by \S+$|Add-?on |(Add|Remove) \S+ add-?on$)/;

/** `Deploy 1a5f89db`, `Deployed web (sha256…)`, `Promote shop-staging v12`, `Retry of v44: …`. */
const deploy = /^(Deploy|Deployed|Promote|Retry of v\d+)\b/;

/**
 * Told by the description, or by the user: an add-on releases as a user of its own, for example
 * heroku-redis@addons.heroku.com. One that deploys code is no add-on's change.
 */
function isByAddon({ description, userEmail }: Release): boolean {
  if (addon.test(description)) return true;
  return userEmail?.endsWith('@addons.heroku.com') === true && !deploy.test(description);
}

/** The plans as one text, whatever order Heroku names them in. */
export function plansOf({ addonPlans }: Release): string {
  return addonPlans.toSorted().join('\n');
}
