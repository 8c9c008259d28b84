// A process that sweeps as one machine does: the host's schedule and queue, the very handlers.

import { setTimeout as sleep } from 'node:timers/promises';
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

/** What the sweeper is told. */
export type Task = Fleet & { readonly sweeps: number };

async function sweepAsHost({ place, urls, apps, sweeps: wanted }: Task): Promise<Swept> {
  const journal = followShards(createLog(() => {}));
  const wired = worldAt(place, fleetConfiguration(urls, apps), journal.log);
  const counted = countTraffic(place.herokuUrl, wired.store);
  const world = { ...wired, store: counted.store };
  const sweep = createSweep(
    async () => world,
    () => {},
  );
  const watch = createWatch(
    async () => world,
    () => {},
  );
  const measure = createMeasure({ apps, journal, traffic: counted.read });
  const sweeps: OneSweep[] = [];
  const enough = Promise.withResolvers<void>();
  const host = await startHost({
    handlers: {
      sweep: async (event, context) => {
        if (sweeps.length === wanted) return enough.resolve();
        await measure(() => sweep(event, context)).then((one) => sweeps.push(one), enough.reject);
      },
      watch,
      deadLetters: async () => {},
      webhook: async () => ({ statusCode: 404 }),
      deploys: async () => ({ statusCode: 404 }),
    },
    cadence: { sweepMs: beatMs },
    queue: { ...place.queue, waitMs: queueWaitMs },
    webhookPort: 0,
    deploysPort: 0,
    clock: world.clock,
    log: world.log,
  });
  await enough.promise;
  await host.close();
  // fauxqs does not see that a waiting receiver has gone, and would give it the next message.
  await sleep(queueWaitMs);
  return { sweeps, peakRssBytes: process.resourceUsage().maxRSS * 1024 };
}

const beatMs = 500;
const queueWaitMs = 1_000;

type Followed = {
  readonly apps: number;
  readonly journal: ReturnType<typeof followShards>;
  readonly traffic: () => Traffic;
};

/** Measures one sweep at a time. Throws when it was not one over a fleet that is well. */
function createMeasure({ apps, journal, traffic }: Followed) {
  const shards = Math.ceil(apps / limits.shardAppsMax);
  return async (sweep: () => Promise<unknown>): Promise<OneSweep> => {
    const before = traffic();
    const cpuBefore = process.cpuUsage();
    const beganAt = performance.now();
    const swept = journal.untilSwept(shards);
    await sweep();
    const report = await swept;
    const wallMs = performance.now() - beganAt;
    // The queue's consumer deletes the last messages after their shards were swept.
    await sleep(settlingMs);
    const { user, system } = process.cpuUsage(cpuBefore);
    const one = {
      wallMs,
      cpuMs: (user + system) / 1_000,
      traffic: trafficSince(before, traffic()),
    };
    const { probes, messagesSent, others } = one.traffic;
    const isWhole = report.healthy === apps && probes === apps && messagesSent === shards;
    if (isWhole && others === 0) return one;
    const counts = JSON.stringify({ ...report, probes, messagesSent, others });
    throw new Error(`not a quiet sweep over ${apps} healthy apps: ${counts}`);
  };
}

const settlingMs = 300;

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

const { argument, tell } = inChild<Task, Swept>();
void sweepAsHost(argument).then(tell);
