/**
 * One call for the whole fleet: which apps have news, and what of the monitor itself is in trouble.
 */
import type { Alert } from '../core/alert.ts';
import { type DigestFacts, decideDigest, isDigestDue } from '../core/digest.ts';
import type { GitHubAnswer } from '../core/github.ts';
import { decideGitHubToken } from '../core/github-token.ts';
import { decideMissing } from '../core/missing-apps.ts';
import {
  decideMonitor,
  decidePause,
  type Monitor,
  type MonitorDecision,
  monitorKey,
  parseMonitor,
  wholeFleet,
} from '../core/monitor.ts';
import { decideNeglect } from '../core/neglect.ts';
import { addAlerts, parseOutbox } from '../core/outbox.ts';
import { parsePauses, pauseFactsOf, pausesKey } from '../core/pause.ts';
import { pulseKey } from '../core/pulse.ts';
import type { Answer, HerokuApp } from '../core/release.ts';
import { parseState } from '../core/state.ts';
import { decideUnlisted } from '../core/unlisted-subscribers.ts';
import { appKey } from '../reconcile/memory.ts';
import { publish } from '../reconcile/publish.ts';
import type { World } from '../world.ts';
import { countSubscribers } from './count-subscribers.ts';
import { emptyReport, type SweepReport } from './report.ts';

/** When each app was last released, by name; null: Heroku could not be asked. */
export type Listed = {
  readonly releasedAt: ReadonlyMap<string, number | null> | null;
  readonly report: SweepReport;
};

/** Asks Heroku for its apps and tells what is wrong with the monitor's own view. */
export async function listApps(world: World): Promise<Listed> {
  const [answer, token] = await Promise.all([world.heroku.apps(), showToken(world)]);
  const { waiting, subscribersConfirmed } = await tellTrouble(world, answer, token);
  const report: SweepReport = {
    ...emptyReport,
    heroku: answer.ok ? 'ok' : isWithoutToken(answer) ? 'not-asked' : answer.trouble.kind,
    alertsWaiting: waiting.length,
    oldestAlertAt: waiting[0]?.at ?? null,
    subscribersConfirmed,
  };
  if (!answer.ok) return { releasedAt: null, report };
  return { releasedAt: new Map(answer.value.map((app) => [app.name, app.releasedAt])), report };
}

/**
 * State and outbox of the monitor's own troubles: the same one write, the same sending as for an
 * app.
 */
async function tellTrouble(
  world: World,
  answer: Answer<readonly HerokuApp[]>,
  token: GitHubAnswer<null> | null,
): Promise<Told> {
  const shards = Math.ceil(world.configuration.apps.length / world.shardAppsMax);
  const pulseKeys = Array.from({ length: shards }, (_, shard) => pulseKey(shard));
  const items = await world.store.loadMany([monitorKey, pausesKey, ...pulseKeys]);
  const bodyOf = (key: string) => items.get(key)?.body ?? null;
  const item = items.get(monitorKey);
  const before = parseMonitor(item?.body ?? '');
  const subscribers = await countSubscribers(world, before.subscribers);
  const fleet = isDigestDue(before, world.configuration.digest, world.clock.now())
    ? await readFleet(world)
    : null;
  const { monitor, alerts } = decideAll(
    world,
    { ...before, subscribers },
    { answer, token, pauses: bodyOf(pausesKey), pulses: pulseKeys.map(bodyOf), fleet },
  );
  const now = world.clock.now();
  const outbox = addAlerts(parseOutbox(item?.outbox ?? '[]', wholeFleet, now), alerts);
  const told = (waiting: readonly Alert[]) => ({
    waiting,
    subscribersConfirmed: subscribers?.confirmed ?? null,
  });
  const revision = item?.revision ?? 0;
  const body = JSON.stringify(monitor);
  const changed = alerts.length > 0 || body !== JSON.stringify(before);
  if (changed && !(await write(world, { body, outbox, revision }))) return told(outbox);
  const left = await publish(world, outbox);
  if (left === outbox) return told(outbox);
  await write(world, { body, outbox: left, revision: changed ? revision + 1 : revision });
  return told(left);
}

type Told = {
  readonly waiting: readonly Alert[];
  readonly subscribersConfirmed: number | null;
};

type Seen = {
  readonly answer: Answer<readonly HerokuApp[]>;
  readonly token: GitHubAnswer<null> | null;
  readonly pauses: string | null;
  readonly pulses: readonly (string | null)[];
  /** null: no digest is due. */
  readonly fleet: DigestFacts['fleet'] | null;
};

/** One after the other, each on what the one before has remembered. */
function decideAll(world: World, before: Monitor, seen: Seen) {
  const { configuration, shardAppsMax } = world;
  const { answer, token, pulses, fleet } = seen;
  const now = world.clock.now();
  const pauses = parsePauses(seen.pauses);
  const configured = configuration.apps.map(({ name }) => name);
  const deciders: readonly ((monitor: Monitor) => MonitorDecision)[] = [
    (monitor) => decidePause(monitor, pauseFactsOf(pauses, wholeFleet).fleet, now),
    (monitor) => decideHeroku(world, answer, monitor),
    (monitor) => {
      const missing = answer.ok ? missingFrom(configured, answer.value) : monitor.missing;
      return decideMissing(monitor, { configured, missing, now });
    },
    (monitor) => decideGitHubToken(monitor, { answer: token, now }, configuration.remindMs),
    (monitor) => decideUnlisted(monitor, now),
    (monitor) => decideNeglect(monitor, { configuration, pulses, shardAppsMax, now }),
    (monitor) => {
      const facts = fleet === null ? { now } : { fleet, pauses, pulses, now };
      return decideDigest(monitor, configuration.digest, facts);
    },
  ];
  return deciders.reduce<MonitorDecision>(
    (soFar, decide) => {
      const { monitor, alerts } = decide(soFar.monitor);
      return { monitor, alerts: [...soFar.alerts, ...alerts] };
    },
    { monitor: before, alerts: [] },
  );
}

/** All that is remembered of all apps: read once a day. */
async function readFleet({ store, configuration }: World): Promise<DigestFacts['fleet']> {
  const items = await store.loadMany(configuration.apps.map(({ name }) => appKey(name)));
  return configuration.apps.map((app) => {
    const item = items.get(appKey(app.name));
    return { app, state: item === undefined ? null : parseState(item.body) };
  });
}

/** Without a token nothing was asked, and there is nothing to tell. */
function decideHeroku(world: World, answer: Answer<readonly HerokuApp[]>, before: Monitor) {
  if (isWithoutToken(answer)) return { monitor: before, alerts: [] };
  const { blindMs, remindMs } = world.configuration;
  const facts = { trouble: answer.ok ? null : answer.trouble, now: world.clock.now() };
  return decideMonitor(before, facts, { patienceMs: blindMs, remindMs });
}

function isWithoutToken(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.trouble.kind === 'no-token';
}

async function write(
  world: World,
  { body, outbox, revision }: { body: string; outbox: readonly Alert[]; revision: number },
): Promise<boolean> {
  const item = { key: monitorKey, revision: revision + 1, body, outbox: JSON.stringify(outbox) };
  return (await world.store.save(item, revision)) === 'saved';
}

function missingFrom(configured: readonly string[], apps: readonly HerokuApp[]): readonly string[] {
  const names = new Set(apps.map(({ name }) => name));
  return configured.filter((name) => !names.has(name));
}

/** Where GitHub is not used there is no token to show. */
async function showToken({ github, configuration }: World): Promise<GitHubAnswer<null> | null> {
  const isUsed = configuration.apps.some(({ repository }) => repository !== null);
  return github === null || !isUsed ? null : github.showToken();
}
