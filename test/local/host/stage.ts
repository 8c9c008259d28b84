import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { systemClock as clock } from '../../../lib/adapters/clock.ts';
import { createLog } from '../../../lib/adapters/log.ts';
import { createQueue } from '../../../lib/adapters/sqs.ts';
import { startCloud } from '../../../lib/local/cloud.ts';
import { type Handlers, type HostOptions, startHost } from '../../../lib/local/host.ts';
import { collect } from '../collect.ts';

export type Stage = Awaited<ReturnType<typeof createStage>>;

/**
 * A cloud in memory, and hosts on it. One for each test: an emulated long poll outlives the host
 * that was closed, and would take the next test's message.
 */
export async function createStage() {
  const cloud = await startCloud({
    directory: null,
    use: { table: 'not-needed', queueUrl: null, topicArn: null },
  });
  const log = collect<string>();
  const closers = [() => cloud.close()];
  return {
    cloud,
    log,
    /** A host whose functions do nothing but what is given. */
    start: async (handlers: Partial<Handlers>, options: Partial<HostOptions> = {}) => {
      const host = await startHost({
        handlers: { ...idle, ...handlers },
        cadence: { sweepMs: 60_000 },
        queue: { ...cloud.queue, retryMs: 1_000, waitMs: 1_000 },
        webhookPort: 0,
        deploysPort: 0,
        clock,
        log: createLog(log.add),
        drainMs: 200,
        ...options,
      });
      closers.unshift(() => host.close());
      return host;
    },
    send: (app: string) => {
      const { url: queueUrl, aws } = cloud.queue;
      return createQueue({ queueUrl, aws }).send({ kind: 'watch', app, reason: 'test' });
    },
    /** How many messages the queue holds in all, wherever they are. */
    messagesLeft: async (): Promise<number> => {
      const { url, aws } = cloud.queue;
      const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
      const { Attributes = {} } = await new SQSClient({ ...aws }).send(command);
      return Object.entries(Attributes)
        .filter(([name]) => name.startsWith('ApproximateNumberOfMessages'))
        .reduce((sum, [, value]) => sum + Number(value), 0);
    },
    close: async () => {
      for (const close of closers) await close();
    },
  };
}

const idle: Handlers = {
  sweep: async () => {},
  watch: async () => ({ batchItemFailures: [] }),
  deadLetters: async () => ({ batchItemFailures: [] }),
  webhook: async () => ({ statusCode: 204 }),
  deploys: async () => ({ statusCode: 204 }),
};
