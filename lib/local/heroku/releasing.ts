// The ways in which an app gets a release: new code, changed config vars, a rollback.

import type { SmallApp } from './app.ts';
import type { Environment } from './environment.ts';
import { isEligibleForRollback, type LedgerEntry, type ReleaseDraft } from './ledger.ts';
import { type ReleasingWorld, release } from './release-flow.ts';
import type { Slug } from './slug.ts';

/** A change of config vars: null takes one away. */
export type ConfigChange = Readonly<Record<string, string | null>>;

/** The two releases without code with which every app begins. */
export function releaseFirst(app: SmallApp, world: ReleasingWorld): void {
  const { email } = world.settings;
  for (const description of ['Initial release', 'Enable Logplex']) {
    const first = draft(app, { description, slugId: null, userEmail: email });
    release(app, { draft: first, restoresConfig: false }, world);
  }
}

/** Releases a slug with the app's config vars as they are. */
export function releaseSlug(
  app: SmallApp,
  of: { readonly slug: Slug; readonly description: string; readonly userEmail: string },
  world: ReleasingWorld,
): LedgerEntry {
  const { slug, description, userEmail } = of;
  app.logs.write('app', 'api', `${description} by user ${userEmail}`);
  const deploy = draft(app, { description, slugId: slug.id, userEmail });
  return release(app, { draft: deploy, restoresConfig: false }, world);
}

/**
 * Changes config vars, which is a release of the current code. null: nothing changes, so there is
 * none.
 */
export function releaseConfig(
  app: SmallApp,
  of: { readonly change: ConfigChange; readonly userEmail: string },
  world: ReleasingWorld,
): LedgerEntry | null {
  const names = Object.keys(of.change).filter(
    (name) => (of.change[name] ?? undefined) !== app.configVars[name],
  );
  if (names.length === 0) return null;
  app.configVars = applied(app.configVars, of.change);
  const isSet = names.some((name) => of.change[name] !== null);
  const description = `${isSet ? 'Set' : 'Remove'} ${names.join(', ')} config vars`;
  app.logs.write('app', 'api', `${description} by user ${of.userEmail}`);
  const slugId = app.ledger.current()?.slugId ?? null;
  const changed = draft(app, { description, slugId, userEmail: of.userEmail });
  return release(app, { draft: changed, restoresConfig: false }, world);
}

/**
 * Rolls back as Heroku does it: a new release with the code and the config vars of the target.
 * Until its release command has ended well, the release before goes on. null: the target cannot be
 * rolled back to.
 */
export function releaseRollback(
  app: SmallApp,
  of: { readonly target: LedgerEntry; readonly userEmail: string },
  world: ReleasingWorld,
): LedgerEntry | null {
  const { target, userEmail } = of;
  if (!isEligibleForRollback(target)) return null;
  app.rollbackCalls += 1;
  const description = `Rollback to v${target.version}`;
  app.logs.write('app', 'api', `${description} by user ${userEmail}`);
  const { slugId, configVars } = target;
  const rollback = { ...draft(app, { description, slugId, userEmail }), configVars };
  const created = release(app, { draft: rollback, restoresConfig: true }, world);
  world.events.emit('rollback', { app: app.name, release: created, target });
  return created;
}

/** A release as the app is now. */
export function draft(
  app: SmallApp,
  of: Pick<ReleaseDraft, 'description' | 'slugId' | 'userEmail'>,
): ReleaseDraft {
  return { ...of, configVars: app.configVars, addonPlanNames: app.addons.map(({ plan }) => plan) };
}

/** The variables after a change. */
export function applied(configVars: Environment, change: ConfigChange): Environment {
  const kept = Object.entries({ ...configVars, ...change });
  return Object.fromEntries(kept.filter((pair): pair is [string, string] => pair[1] !== null));
}
