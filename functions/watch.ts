// A batch of the queue: close looks at freshly released apps, and shards of a large fleet.

import middy from '@middy/core';
import errorLogger from '@middy/error-logger';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processEnvironment, readSettings } from '../lib/adapters/settings.ts';
import type { World } from '../lib/world.ts';
import { logFailure } from './log-failure.ts';
import { once } from './once.ts';
import { wire } from './wire.ts';
import { workOn } from './work-on.ts';
import { type WriteLine, writeLine } from './write-line.ts';

/**
 * The handler of SQS batches. The records run side by side, and one that fails, or cannot be read,
 * is handed back alone: after its third time it lies in the dead-letter queue, whose alarm rings.
 */
export const createHandler = (world: () => Promise<World>, writeMetrics?: WriteLine) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(errorLogger({ logger: logFailure }))
    .handler(async ({ Records }, context, { signal }) => {
      const wired = await world();
      const work = workOn(wired, { context, signal, writeMetrics });
      const done = await Promise.all(Records.map(work));
      const failed = Records.filter((_record, index) => !done[index]);
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });

/** The entry on AWS. */
export const handler = createHandler(
  once(() => wire(readSettings(processEnvironment()))),
  writeLine,
);
