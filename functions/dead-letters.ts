// What the queue gave up is told to people with its content, and deleted once SNS has taken that.

import middy from '@middy/core';
import errorLogger from '@middy/error-logger';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { processEnvironment, readSettings } from '../lib/adapters/settings.ts';
import { deadLetterAlert } from '../lib/core/dead-letter.ts';
import { countLine } from '../lib/core/metrics.ts';
import { publish } from '../lib/reconcile/publish.ts';
import { logFailure } from './log-failure.ts';
import { once } from './once.ts';
import { type Sender, wireSender } from './wire-sender.ts';
import { type WriteLine, writeLine } from './write-line.ts';

/** The handler of SQS batches. What SNS does not take is handed back and tried again. */
export const createHandler = (sender: () => Promise<Sender>, writeMetrics?: WriteLine) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(errorLogger({ logger: logFailure }))
    .handler(async ({ Records }, { functionName }) => {
      const world = await sender();
      const at = world.clock.now();
      writeMetrics?.(countLine({ DeadLetters: Records.length }, { at, functionName }));
      const alerts = Records.map((record) => deadLetterAlert(letterOf(record), at));
      const left = new Set((await publish(world, alerts)).map(({ id }) => id));
      const failed = Records.filter((_record, index) => left.has(alerts[index]?.id ?? ''));
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });

function letterOf({ messageId, body, attributes }: SQSRecord) {
  return { messageId, body, sentAt: Number(attributes.SentTimestamp) || null };
}

/** The entry on AWS. */
export const handler = createHandler(
  once(async () => wireSender(readSettings(processEnvironment()))),
  writeLine,
);
