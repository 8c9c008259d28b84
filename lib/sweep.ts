/** Looks at every app once: the whole fleet, a hundred apps at a time. */
import pMap from 'p-map';
import type { Item } from './adapters/dynamodb.ts';
import type { Alert } from './core/alert.ts';
import type { App } from './core/app.ts';
import { limits } from './core/limits.ts';
import { type Pause, parsePauses, pauseFactsOf, pausesKey } from './core/pause.ts';
import { parsePulse, pulseKey } from './core/pulse.ts';
import type { QueueMessage } from './core/queue-message.ts';
import { appKey, stateOf } from './reconcile/memory.ts';
import { publishDue } from './reconcile/publish.ts';
import { publishTogether } from './reconcile/publish-together.ts';
import { keep, withOutbox } from './reconcile/record.ts';
import { type Look, reconcile } from './reconcile.ts';
import { keepPulse } from './sweep/keep-pulse.ts';
import { listApps } from './sweep/list-apps.ts';
import {
  emptyReport,
  type Outcome,
  reportOf,
  type SweepReport,
  sumReports,
} from './sweep/report.ts';
import { sendWaiting, sendWaitingOfFleet } from './sweep/send-waiting.ts';
import type { World } from './world.ts';

export type { Outcome, SweepReport } from './sweep/report.ts';

/** Hears what became of each app, as soon as it is known. */
export type Tell = (app: App, outcome: Outcome) => void;

/** What is known of one shard's apps before they are looked at. */
type Shard = Extract<QueueMessage, { kind: 'shard' }>;

/**
 * One shard is swept here; more than one are put on the queue, so that no sweep outgrows its
 * function.
 */
export async function sweep(world: World, tell?: Tell): Promise<SweepReport> {
  const listed = await listApps(world);
  const shards = shardsOf(world, listed.releasedAt);
  if (shards.length > 1) await sendWaitingOfFleet(world, shards.length, listed.releasedAt);
  const reports = await pMap(shards, (shard) =>
    shards.length === 1 ? sweepShard(world, shard, tell) : handOver(world, shard, tell),
  );
  return sumReports([listed.report, ...reports]);
}

/**
 * Looks at the apps of one shard, several at a time, and keeps their pulse: one write for all
 * healthy ones.
 */
export async function sweepShard(world: World, shard: Shard, tell?: Tell): Promise<SweepReport> {
  const start = shard.shard * world.shardAppsMax;
  const apps = world.configuration.apps.slice(start, start + world.shardAppsMax);
  const keys = apps.map(({ name }) => appKey(name));
  const [loaded, shared] = await Promise.all([
    world.store.loadMany(keys),
    world.store.loadMany([pulseKey(shard.shard), pausesKey]),
  ]);
  const itemOf = sendWaiting(world, apps, loaded);
  const pulseItem = shared.get(pulseKey(shard.shard)) ?? null;
  const pauses = parsePauses(shared.get(pausesKey)?.body ?? null);
  const before = parsePulse(pulseItem?.body ?? '');
  const released = shard.releasedAt === null ? null : new Map(Object.entries(shard.releasedAt));
  const swept = await pMap(
    apps,
    async (app) => {
      const item = await itemOf(app);
      const lastHealthyAt = before.get(app.name) ?? null;
      const releasedAt = released?.get(app.name) ?? null;
      const listed = released === null || released.has(app.name);
      const known = { item, lastHealthyAt, releasedAt, listed, pauses, all: released };
      const outcome = await lookAt(world, app, known);
      tell?.(app, outcome);
      return { app, item, outcome };
    },
    { concurrency: limits.probesAtOnceMax },
  );
  const outcomes = await sendAlerts(world, swept);
  await keepPulse(world, shard.shard, { item: pulseItem, before, swept });
  return sumReports(outcomes.map(reportOf));
}

/** What the looks left to be sent, sent together; answers the outcomes as they are then. */
async function sendAlerts(
  world: World,
  swept: readonly { readonly app: App; readonly outcome: Outcome }[],
): Promise<readonly Outcome[]> {
  const unsent = swept.flatMap(({ app, outcome }) =>
    outcome.kind === 'looked' && outcome.look.unsent !== null
      ? [{ app, memory: outcome.look.unsent }]
      : [],
  );
  const after = await publishTogether(world, unsent);
  const outboxes = new Map(unsent.map(({ app }, at) => [app.name, after[at]?.outbox ?? []]));
  return swept.map(({ app, outcome }) => {
    const outbox = outboxes.get(app.name);
    if (outcome.kind !== 'looked' || outbox === undefined) return outcome;
    return { ...outcome, look: afterSending(outcome.look, outbox) };
  });
}

/** At once, before the close look, which would send it too; what waits goes out with the rest. */
async function sendDue(world: World, app: App, look: Look): Promise<Look> {
  const { unsent } = look;
  if (unsent === null) return look;
  const left = await publishDue(world, unsent.outbox);
  const memory = await keep(world, app, { before: unsent, after: withOutbox(unsent, left) });
  const sent = afterSending(look, memory.outbox);
  return { ...sent, unsent: memory.outbox.length > 0 ? memory : null };
}

function afterSending(look: Look, outbox: readonly Alert[]): Look {
  const oldestAlertAt = outbox[0]?.at ?? null;
  return { ...look, alertsWaiting: outbox.length, oldestAlertAt, unsent: null };
}

type Known = {
  readonly item: Item | null;
  readonly lastHealthyAt: number | null;
  readonly releasedAt: number | null;
  /** The same of the whole shard; null: Heroku could not be listed. */
  readonly all: ReadonlyMap<string, number | null> | null;
  readonly listed: boolean;
  readonly pauses: readonly Pause[];
};

/** One poisoned app never stops the others: whatever breaks is logged and counted. */
async function lookAt(world: World, app: App, known: Known): Promise<Outcome> {
  try {
    const state = known.item === null ? null : stateOf(known.item);
    if ((state?.closeLook?.until ?? 0) > world.clock.now()) return { kind: 'leased' };
    const news = known.releasedAt !== null && known.releasedAt !== state?.releasedAt;
    const { listed, lastHealthyAt, pauses, all: releasedAt } = known;
    const pause = pauseFactsOf(pauses, app.name);
    const wake = { news, listed, lastHealthyAt, releasedAt, pause };
    const look = await reconcile(world, app, { item: known.item, wake, publishLater: true });
    if (!look.close) return { kind: 'looked', look };
    const sent = await sendDue(world, app, look);
    await askForCloseLook(world, app, look.state.situation.name);
    return { kind: 'looked', look: sent };
  } catch (error) {
    world.log.error('an app could not be looked at', { app: app.name, error });
    return { kind: 'failed' };
  }
}

async function askForCloseLook(world: World, app: App, situation: string): Promise<void> {
  const message = { kind: 'watch', app: app.name, reason: `sweep: ${situation}` } as const;
  const sent = await world.queue.send(message);
  if (!sent.ok) world.log.error('no close look', { app: app.name, reason: sent.reason });
}

/** A shard that the queue does not take is swept here, late rather than never. */
async function handOver(world: World, shard: Shard, tell?: Tell): Promise<SweepReport> {
  const sent = await world.queue.send(shard);
  if (sent.ok) return { ...emptyReport, handedOver: 1 };
  world.log.error('a shard is swept here', { shard: shard.shard, reason: sent.reason });
  return sweepShard(world, shard, tell);
}

function shardsOf(
  { configuration: { apps }, shardAppsMax }: World,
  releasedAt: ReadonlyMap<string, number | null> | null,
): Shard[] {
  const count = Math.ceil(apps.length / shardAppsMax);
  return Array.from({ length: count }, (_, shard) => {
    const start = shard * shardAppsMax;
    const names = apps.slice(start, start + shardAppsMax).map(({ name }) => name);
    const listed = names.filter((name) => releasedAt?.has(name));
    const known = listed.map((name) => [name, releasedAt?.get(name) ?? null] as const);
    return { kind: 'shard', shard, releasedAt: releasedAt && Object.fromEntries(known) };
  });
}
