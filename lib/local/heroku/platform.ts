// All apps of one small Heroku, and what can be done to them from inside the process and through
// the API alike.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppOptions, createApp, type SmallApp } from './app.ts';
import { Events } from './events.ts';
import { Faults } from './faults.ts';
import type { Settings } from './options.ts';
import type { ReleasingWorld } from './release-flow.ts';
import { releaseFirst } from './releasing.ts';
import type { LogSession } from './streams.ts';

/** The small Heroku without its doors. */
export type Platform = {
  readonly world: ReleasingWorld;
  /** Every app, in the order of creation. */
  apps(): readonly SmallApp[];
  /** By name or id; null: there is none. */
  find(identity: string): SmallApp | null;
  /** Creates an app with its two first releases. Throws when the name is taken or not allowed. */
  createApp(name: string, options: AppOptions): Promise<SmallApp>;
  /** The API's own address. */
  apiUrl(): string;
  /** Log sessions that were asked for, by id. */
  readonly sessions: Map<string, LogSession>;
  /** Where slugs are kept. */
  readonly slugDirectory: string;
  /** Ends every process and removes every file of it. */
  close(): Promise<void>;
};

/** Creates a platform with no apps. `apiUrl` is asked late: the API's port is not known yet. */
export async function createPlatform(settings: Settings, apiUrl: () => string): Promise<Platform> {
  const slugDirectory = await mkdtemp(join(tmpdir(), 'small-heroku-'));
  const apps = new Map<string, SmallApp>();
  const closing = new AbortController();
  const world: ReleasingWorld = {
    settings,
    events: new Events(),
    closing: closing.signal,
    outputStreamUrl: (releaseId) => `${apiUrl()}/streams/release-output/${releaseId}`,
    faults: new Faults(async (name, isOn) => {
      const router = apps.get(name)?.router;
      if (!router) throw new Error(`There is no app ${name}.`);
      await (isOn ? router.start() : router.stop());
    }),
  };
  return {
    world,
    slugDirectory,
    apiUrl,
    sessions: new Map(),
    apps: () => [...apps.values()],
    find: (identity) => apps.get(identity) ?? withId(apps, identity),
    async createApp(name, options) {
      refuseBadName(name, apps.has(name));
      const app = await createApp(name, options, world);
      apps.set(name, app);
      releaseFirst(app, world);
      return app;
    },
    async close() {
      closing.abort();
      await Promise.all([...apps.values()].map(closeApp));
      await rm(slugDirectory, { recursive: true, force: true });
    },
  };
}

function withId(apps: ReadonlyMap<string, SmallApp>, id: string): SmallApp | null {
  return [...apps.values()].find((app) => app.id === id) ?? null;
}

/**
 * Heroku's rule for names: 3 to 30 of lower-case letters, digits and dashes, beginning with a
 * letter.
 */
function refuseBadName(name: string, isTaken: boolean): void {
  if (isTaken) throw new Error(`Name ${name} is already taken.`);
  if (/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/.test(name)) return;
  throw new Error(`Name ${name} must be 3 to 30 lower-case letters, digits and dashes.`);
}

async function closeApp(app: SmallApp): Promise<void> {
  const outputs = [...app.outputs.values()];
  for (const { process } of outputs) process.kill();
  await Promise.all([
    app.router.stop(),
    app.dynos.close(),
    ...outputs.map(({ process }) => process.ended),
  ]);
}
