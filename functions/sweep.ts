// Every minute: a look at every app, and a word to CloudWatch that it was taken.

import middy from '@middy/core';
import errorLogger from '@middy/error-logger';
import type { ScheduledEvent } from 'aws-lambda';
import { processEnvironment, readSettings } from '../lib/adapters/settings.ts';
import { metricsLine } from '../lib/core/metrics.ts';
import { type SweepReport, sweep } from '../lib/sweep.ts';
import type { World } from '../lib/world.ts';
import { logFailure } from './log-failure.ts';
import { once } from './once.ts';
import { wire } from './wire.ts';
import { type WriteLine, writeLine } from './write-line.ts';

/**
 * The handler of EventBridge's schedule. The heartbeat is its very last act, so that a sweep that
 * crashed or was cut off is missed by the alarm. `writeMetrics`: where CloudWatch reads them.
 */
export const createHandler = (world: () => Promise<World>, writeMetrics?: WriteLine) =>
  middy<ScheduledEvent, SweepReport>()
    .use(errorLogger({ logger: logFailure }))
    .handler(async (_event, { functionName }) => {
      const wired = await world();
      const report = await sweep(wired);
      wired.log.info('swept', report);
      const wholeSweepOf = wired.configuration.apps.length;
      writeMetrics?.(metricsLine(report, { at: wired.clock.now(), functionName, wholeSweepOf }));
      return report;
    });

/** The entry on AWS. */
export const handler = createHandler(
  once(() => wire(readSettings(processEnvironment()))),
  writeLine,
);
