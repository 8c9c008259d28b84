// A Heroku of one's own on 127.0.0.1: Platform API, router, and dynos that are real processes.

import { startApi } from './api.ts';
import { type AppOptions, type SmallApp, webUrl } from './app.ts';
import type { Dyno } from './dyno.ts';
import type { DynoState } from './dyno-world.ts';
import type { Events, HerokuEvent, HerokuEvents } from './events.ts';
import type { Faults } from './faults.ts';
import type { LedgerEntry } from './ledger.ts';
import { formatLogLine } from './logs.ts';
import { type SmallHerokuOptions, withDefaults } from './options.ts';
import { createPlatform, type Platform } from './platform.ts';
import { type ConfigChange, releaseConfig, releaseSlug } from './releasing.ts';
import { buildSlug, type Source } from './slug.ts';

export type { AppOptions } from './app.ts';
export type { LedgerEntry } from './ledger.ts';
export type { SmallHerokuOptions } from './options.ts';
export type { Source } from './slug.ts';

/** What is said about a deploy; by default it is one by the token's owner, of a commit made up. */
export type DeployOptions = {
  readonly description?: string;
  readonly user?: string;
  readonly commit?: string;
};

/** One dyno of an app's formation. */
export type DynoSummary = {
  readonly name: string;
  readonly type: string;
  readonly state: DynoState;
  readonly releaseVersion: number;
  /** Process id of the dyno's shell; null while none runs. */
  readonly pid: number | null;
};

/** A running small Heroku. Every method throws when there is no such app. */
export type SmallHeroku = {
  /** The Platform API, without a slash at the end. */
  readonly apiUrl: string;
  readonly token: string | null;
  readonly faults: Faults;
  createApp(
    name: string,
    options?: AppOptions,
  ): Promise<{ id: string; name: string; webUrl: string }>;
  /** Builds and releases. The release may still be pending when this resolves. */
  deploy(app: string, source: Source, options?: DeployOptions): Promise<LedgerEntry>;
  /** Changes config vars, which is a release; null when nothing changes. */
  setConfig(app: string, change: ConfigChange): LedgerEntry | null;
  scale(app: string, type: string, quantity: number): void;
  setMaintenance(app: string, isOn: boolean): void;
  setPreboot(app: string, isOn: boolean): void;
  /** Takes a release's code away, as Heroku's retention does. */
  expire(app: string, version: number): void;
  /** The ledger as stored, oldest first. */
  releases(app: string): readonly LedgerEntry[];
  dynos(app: string): readonly DynoSummary[];
  /** How many rollbacks were accepted. */
  rollbackCalls(app: string): number;
  /** Where the router answers for the app, with a slash at the end. */
  appUrl(app: string): string;
  /** The log as `heroku logs` shows it, oldest first. */
  logs(app: string): readonly string[];
  /** Calls the listener for every further event; the answer ends that. */
  on<Name extends HerokuEvent>(
    name: Name,
    listener: (event: HerokuEvents[Name]) => void,
  ): () => void;
  /** Resolves with the first further event that passes. */
  until<Name extends HerokuEvent>(
    name: Name,
    passes?: (event: HerokuEvents[Name]) => boolean,
  ): Promise<HerokuEvents[Name]>;
  /** Resolves once the app has web dynos and all of them are in the state. */
  untilWeb(app: string, state: DynoState): Promise<void>;
  /** Kills every process, closes every port, and removes every file. */
  close(): Promise<void>;
};

/** Starts one. Time spans are Heroku's own unless the options say otherwise. */
export async function startSmallHeroku(options: SmallHerokuOptions = {}): Promise<SmallHeroku> {
  const settings = withDefaults(options);
  let apiUrl = '';
  const platform = await createPlatform(settings, () => apiUrl);
  const api = await startApi(platform);
  apiUrl = api.url;
  const { world } = platform;
  const { events, faults } = world;
  const need = (name: string) => needApp(platform, name);
  return {
    apiUrl,
    token: settings.token,
    faults,
    async createApp(name, appOptions = {}) {
      const app = await platform.createApp(name, appOptions);
      return { id: app.id, name, webUrl: webUrl(app) };
    },
    deploy: (name, source, about = {}) => deploy(platform, need(name), { source, about }),
    setConfig: (name, change) =>
      releaseConfig(need(name), { change, userEmail: settings.email }, world),
    scale: (name, type, quantity) => need(name).dynos.scale(type, quantity),
    setMaintenance(name, isOn) {
      need(name).maintenance = isOn;
    },
    setPreboot(name, isOn) {
      need(name).features.set('preboot', isOn);
    },
    expire(name, version) {
      need(name).ledger.expire(version);
    },
    releases: (name) => need(name).ledger.entries(),
    dynos: (name) => need(name).dynos.list().map(summary),
    rollbackCalls: (name) => need(name).rollbackCalls,
    appUrl: (name) => webUrl(need(name)),
    logs: (name) => need(name).logs.lines().map(formatLogLine),
    on: (name, listener) => events.on(name, listener),
    until: (name, passes) => events.until(name, passes),
    untilWeb: (name, state) => untilWeb(need(name), state, events),
    async close() {
      await api.close();
      await platform.close();
    },
  };
}

function needApp(platform: Platform, name: string): SmallApp {
  const app = platform.find(name);
  if (!app) throw new Error(`There is no app ${name} in this small Heroku.`);
  return app;
}

async function deploy(
  { world, slugDirectory }: Platform,
  app: SmallApp,
  { source, about }: { readonly source: Source; readonly about: DeployOptions },
): Promise<LedgerEntry> {
  const { now, email } = world.settings;
  const slug = await buildSlug(source, slugDirectory, { commit: about.commit, createdAt: now() });
  app.slugs.set(slug.id, slug);
  const description = about.description ?? `Deploy ${slug.commit.slice(0, 8)}`;
  return releaseSlug(app, { slug, description, userEmail: about.user ?? email }, world);
}

async function untilWeb({ name, dynos }: SmallApp, state: DynoState, events: Events) {
  const isThere = () => {
    const web = dynos.list().filter((dyno) => dyno.type === 'web');
    return web.length > 0 && web.every((dyno) => dyno.state === state);
  };
  if (!isThere()) await events.until('dyno', ({ app }) => app === name && isThere());
}

function summary(dyno: Dyno): DynoSummary {
  const { name, type, state, pid } = dyno;
  return { name, type, state, pid, releaseVersion: dyno.run.release.version };
}
