// A process that sweeps as one machine does: the host's schedule and queue, the very handlers.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { createHandler as createSweep } from '../../functions/sweep.ts';
import { createHandler as createWatch } from '../../functions/watch.ts';
import { createLog, type Log } from '../../lib/adapters/log.ts';
import { limits } from '../../lib/core/limits.ts';
import { startHost } from '../../lib/local/host.ts';
import { type SweepReport, sumReports } from '../../lib/sweep/report.ts';
import { inChild } from '../child.ts';
import { fleetConfiguration } from './fleet.ts';
import { type Fleet, worldAt } from './place.ts';
import { countTraffic, type Traffic, trafficSince } from './traffic.ts';

/** One sweep, from the schedule's call until the last shard is swept. */
export type OneSweep = {
  readonly wallMs: number;
  /** User and system, with the deleting of the queue's messages. */
  readonly cpuMs: number;
  readonly traffic: Traffic;
};

/** Some sweeps in a row, of a process that did nothing else. */
export type Swept = { readonly sweeps: readonly OneSweep[]; readonly peakRssBytes: number };

const { argument, tell } = inChild<Fleet & { readonly sweeps: number }, Swept>();
const configuration = fleetConfiguration(argument.urls, argument.apps);
const shards = Math.ceil(argument.apps / limits.shardAppsMax);
const journal = followShards(createLog(() => {}));
const wired = worldAt(argument.place, configuration, journal.log);
const counted = countTraffic(argument.place.herokuUrl, wired.store);
const world = { ...wired, store: counted.store };
const realSweep = createSweep(
  async () => world,
  () => {},
);
const sweeps: OneSweep[] = [];
const enough = Promise.withResolvers<void>();

const host = await startHost({
  handlers: {
    sweep: (event, context) => measured(event, context).catch(enough.reject),
    watch: createWatch(
      async () => world,
      () => {},
    ),
    webhook: async () => ({ statusCode: 404 }),
  },
  cadence: { sweepMs: 500 },
  queue: argument.place.queue,
  webhookPort: 0,
  clock: world.clock,
  log: world.log,
});
await enough.promise;
await host.close();
tell({ sweeps, peakRssBytes: process.resourceUsage().maxRSS * 1024 });

async function measured(event: ScheduledEvent, context: Context): Promise<void> {
  if (sweeps.length === argument.sweeps) return enough.resolve();
  const before = counted.read();
  const cpuBefore = process.cpuUsage();
  const beganAt = performance.now();
  const swept = journal.untilSwept(shards);
  await realSweep(event, context);
  const report = await swept;
  const wallMs = performance.now() - beganAt;
  // The queue's consumer deletes the last messages after their shards were swept.
  await sleep(300);
  const { user, system } = process.cpuUsage(cpuBefore);
  const traffic = trafficSince(before, counted.read());
  refuseUnquiet(report, traffic);
  sweeps.push({ wallMs, cpuMs: (user + system) / 1_000, traffic });
}

/** Figures of anything but a whole, quiet sweep would be figures of something else. */
function refuseUnquiet(report: SweepReport, { probes, messagesSent, others }: Traffic): void {
  const { apps } = argument;
  const isQuiet = report.healthy === apps && probes === apps && messagesSent === shards;
  if (isQuiet && others === 0) return;
  const counts = JSON.stringify({ ...report, probes, messagesSent, others });
  throw new Error(`not a quiet sweep over ${apps} healthy apps: ${counts}`);
}

/** Each shard's report is in the log; the last one of a sweep ends it. */
function followShards(log: Log) {
  let reports: SweepReport[] = [];
  let look = () => {};
  const untilSwept = (count: number) => {
    reports = [];
    return new Promise<SweepReport>((resolve) => {
      look = () => {
        if (reports.length >= count) resolve(sumReports(reports));
      };
    });
  };
  const info = (message: string, facts?: object) => {
    log.info(message, facts);
    if (message !== 'swept a shard') return;
    reports.push(facts as SweepReport);
    look();
  };
  return { log: { ...log, info }, untilSwept };
}
