// One app of the small Heroku: its own state, and the parts that run for it.

import { randomUUID } from 'node:crypto';
import { type Addon, newAddon } from './addons.ts';
import { tellDelivery, tellDynoChange } from './app-events.ts';
import { DynoSet } from './dyno-set.ts';
import type { DynoChange, Run } from './dyno-world.ts';
import type { Environment } from './environment.ts';
import type { Events } from './events.ts';
import type { Faults } from './faults.ts';
import { Ledger } from './ledger.ts';
import { formatLogLine, Logs } from './logs.ts';
import type { Settings } from './options.ts';
import type { ProcessGroup } from './process-group.ts';
import { type Router, startRouter } from './router.ts';
import type { Slug } from './slug.ts';
import type { Delivery } from './webhook-delivery.ts';
import { Webhooks } from './webhooks.ts';

/** What an app is created with, all of it optional. */
export type AppOptions = {
  readonly configVars?: Environment;
  readonly preboot?: boolean;
  readonly generation?: 'cedar' | 'fir';
  /** Name of a Private Space; null, the default, is the Common Runtime. */
  readonly space?: string | null;
  readonly addonPlanNames?: readonly string[];
};

/** An app. What can change is changed by the platform and the API only. */
export type SmallApp = {
  readonly id: string;
  readonly name: string;
  readonly generation: 'cedar' | 'fir';
  readonly space: string | null;
  readonly stack: string;
  addons: readonly Addon[];
  /** How many there ever were: it tells their names apart. */
  addonsMade: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  updatedAt: number;
  releasedAt: number | null;
  maintenance: boolean;
  configVars: Environment;
  /** How many rollbacks were accepted. */
  rollbackCalls: number;
  readonly features: Map<string, boolean>;
  readonly slugs: Map<string, Slug>;
  /** What release commands printed, by release id; `ended` once the command has. */
  readonly outputs: Map<string, ReleaseOutput>;
  readonly ledger: Ledger;
  readonly logs: Logs;
  readonly webhooks: Webhooks;
  readonly dynos: DynoSet;
  readonly router: Router;
};

/** The output of a release command. */
export type ReleaseOutput = {
  readonly lines: string[];
  readonly process: ProcessGroup;
};

/** What the parts of an app share with the whole platform. */
export type AppWorld = {
  readonly settings: Settings;
  readonly events: Events;
  readonly faults: Faults;
  readonly closing: AbortSignal;
};

/** Where an app can be reached; as at Heroku it ends with a slash. */
export function webUrl(app: Pick<SmallApp, 'router'>): string {
  return `http://127.0.0.1:${app.router.port}/`;
}

/** The code that a release runs; null for the first releases, which have none. */
export function currentRun(app: SmallApp): Run | null {
  const release = app.ledger.current();
  const slug = release?.slugId ? app.slugs.get(release.slugId) : undefined;
  return release && slug ? { release, slug } : null;
}

/** Creates an app with its router listening and no release yet. */
export async function createApp(
  name: string,
  options: AppOptions,
  world: AppWorld,
): Promise<SmallApp> {
  const { spans, now, environment } = world.settings;
  const logs = new Logs(now);
  logs.follow({}, (line) => world.events.emit('log', { app: name, line: formatLogLine(line) }));
  const onChange = (change: DynoChange) => tellDynoChange(app, change, world);
  const dynos = new DynoSet({ spans, now, logs, environment, onChange });
  const onAttempt = (delivery: Delivery) => tellDelivery(name, delivery, world);
  const createdAt = now();
  const router = await startRouter({
    spans,
    logs,
    dynos,
    isInMaintenance: () => app.maintenance,
    hasCode: () => currentRun(app) !== null,
    configVars: () => app.configVars,
  });
  const plans = options.addonPlanNames ?? [];
  const addons = plans.map((plan, index) => newAddon(plan, index + 1));
  const app: SmallApp = {
    id: randomUUID(),
    name,
    generation: options.generation ?? 'cedar',
    space: options.space ?? null,
    stack: 'heroku-24',
    addons,
    addonsMade: addons.length,
    createdAt,
    updatedAt: createdAt,
    releasedAt: null,
    maintenance: false,
    configVars: options.configVars ?? {},
    rollbackCalls: 0,
    features: new Map([
      ['preboot', options.preboot ?? false],
      ['http-routing-2-dot-0', true],
    ]),
    slugs: new Map(),
    outputs: new Map(),
    ledger: new Ledger(now, spans.releaseRetentionMs),
    logs,
    webhooks: new Webhooks(
      { spans, now, closing: world.closing, onAttempt },
      () => world.faults.webhooks,
    ),
    dynos,
    router,
  };
  return app;
}
