// The add-ons of an app: each change of one is a release of the code that runs, and no command.

import { randomUUID } from 'node:crypto';
import type { SmallApp } from './app.ts';
import type { LedgerEntry } from './ledger.ts';
import { type ReleasingWorld, release } from './release-flow.ts';
import { applied, type ConfigChange, draft } from './releasing.ts';

/** An add-on that is attached to one app. */
export type Addon = {
  readonly id: string;
  /** As people name it, for example `redis-1`. */
  readonly name: string;
  /** For example `heroku-redis:mini`. */
  readonly plan: string;
  /** Its config var is this and `_URL`. */
  readonly attachment: string;
};

/** An add-on of a plan; the number tells add-ons of one app apart. */
export function newAddon(plan: string, number: number): Addon {
  const word = serviceOf(plan).replace(/^heroku-/, '');
  const attachment = word.toUpperCase().replaceAll('-', '_');
  return { id: randomUUID(), name: `${word}-${number}`, plan, attachment };
}

/** Provisions an add-on and attaches it; answers it with the release that this is. */
export function attachAddon(
  app: SmallApp,
  plan: string,
  world: ReleasingWorld,
): { readonly addon: Addon; readonly release: LedgerEntry } {
  app.addonsMade += 1;
  const addon = newAddon(plan, app.addonsMade);
  app.addons = [...app.addons, addon];
  const { name, attachment } = addon;
  const description = `Attach ${attachment} (@ref:${name})`;
  const change = { [`${attachment}_URL`]: `https://${name}.example.com` };
  const userEmail = world.settings.email;
  return { addon, release: releaseByAddon(app, { description, change, userEmail }, world) };
}

/** Takes an add-on and its config var away. */
export function detachAddon(app: SmallApp, addon: Addon, world: ReleasingWorld): LedgerEntry {
  app.addons = app.addons.filter(({ id }) => id !== addon.id);
  const description = `Detach ${addon.attachment} (@ref:${addon.name})`;
  const change = { [`${addon.attachment}_URL`]: null };
  return releaseByAddon(app, { description, change, userEmail: world.settings.email }, world);
}

/** The add-on's partner changes its config vars, as when credentials are rotated. */
export function updateAddon(
  app: SmallApp,
  of: { readonly addon: Addon; readonly change: ConfigChange },
  world: ReleasingWorld,
): LedgerEntry {
  const service = serviceOf(of.addon.plan);
  const description = `Update ${of.addon.attachment} by ${service}`;
  const userEmail = `${service}@addons.heroku.com`;
  return releaseByAddon(app, { description, change: of.change, userEmail }, world);
}

function releaseByAddon(
  app: SmallApp,
  of: Pick<LedgerEntry, 'description' | 'userEmail'> & { readonly change: ConfigChange },
  world: ReleasingWorld,
): LedgerEntry {
  const { description, userEmail } = of;
  app.configVars = applied(app.configVars, of.change);
  app.logs.write('app', 'api', `${description} by user ${userEmail}`);
  const slugId = app.ledger.current()?.slugId ?? null;
  const made = draft(app, { description, slugId, userEmail });
  return release(app, { draft: made, restoresConfig: false, runsCommand: false }, world);
}

function serviceOf(plan: string): string {
  return plan.split(':')[0] ?? plan;
}
