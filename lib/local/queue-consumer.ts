import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig, awsTrouble } from '../adapters/aws.ts';
import type { Clock } from '../adapters/clock.ts';
import type { Log } from '../adapters/log.ts';
import type { AwsClientOptions } from '../adapters/settings.ts';
import { regionOfQueueUrl } from '../adapters/sqs.ts';
import { limits } from '../core/limits.ts';
import { deleteMessages, hideMessages } from './queue-consumer/settle.ts';

/** A queue and how it is worked on. What is not given has its bound in `limits`. */
export type ConsumedQueue = {
  readonly url: string;
  readonly aws: AwsClientOptions;
  /** Messages in one batch, 1 to 10. */
  readonly batchSize?: number;
  /** Batches worked on at once. */
  readonly batchesAtOnce?: number;
  /** How long a message stays hidden when this process dies with it, in whole seconds. */
  readonly visibilityMs?: number;
  /** When a message whose handling failed is received again, in whole seconds, at least one. */
  readonly retryMs?: number;
  /** How long one request waits for a message to come, in whole seconds, at most 20. */
  readonly waitMs?: number;
};

export type ConsumerOptions = {
  readonly queue: ConsumedQueue;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the receiving; batches under way are worked on to their end. */
  readonly signal: AbortSignal;
  /** Gives the ids of the messages that failed. Throwing fails them all. */
  readonly handle: (messages: readonly Message[]) => Promise<ReadonlySet<string>>;
};

/**
 * Takes messages from an SQS queue until the signal ends it, several batches at once. A message is
 * hidden for as long as it is worked on, deleted when that went well, and received again when not.
 * Trouble with the queue is logged and waited out. Resolves when everything has ended.
 */
export async function consumeQueue(options: ConsumerOptions): Promise<void> {
  const { queue, clock, signal } = options;
  const { waitMs = limits.queueWaitMs, batchesAtOnce = limits.batchesAtOnceMax } = queue;
  const client = new SQSClient(
    awsClientConfig(queue.aws, regionOfQueueUrl(queue.url), waitMs + limits.awsRequestTimeoutMs),
  );
  const running = new Set<Promise<void>>();
  let troubleWaitMs: number = limits.queueTroubleWaitMs;
  while (!signal.aborted) {
    const messages = await receive(client, options);
    if (messages === null) {
      await clock.sleep(troubleWaitMs, signal);
      troubleWaitMs = Math.min(troubleWaitMs * 2, limits.queueTroubleWaitMsMax);
      continue;
    }
    troubleWaitMs = limits.queueTroubleWaitMs;
    if (messages.length === 0) continue;
    const work = workOn(client, options, messages).finally(() => running.delete(work));
    running.add(work);
    if (running.size >= batchesAtOnce) await Promise.race(running);
  }
  await Promise.all(running);
  client.destroy();
}

/** null: the queue could not be asked. */
async function receive(client: SQSClient, options: ConsumerOptions) {
  const { queue, log, signal } = options;
  const { batchSize = limits.queueBatchMax, waitMs = limits.queueWaitMs } = queue;
  try {
    const answer = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: Math.ceil(waitMs / 1000),
        VisibilityTimeout: visibilitySeconds(queue),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: signal },
    );
    return answer.Messages ?? [];
  } catch (error) {
    if (signal.aborted) return [];
    log.error('The queue could not be asked for messages. Asking again soon.', {
      queue: queue.url,
      reason: awsTrouble(error).message,
    });
    return null;
  }
}

/** Never throws. */
async function workOn(
  client: SQSClient,
  options: ConsumerOptions,
  messages: readonly Message[],
): Promise<void> {
  const { queue, log, handle } = options;
  const target = { client, url: queue.url, log };
  const seconds = visibilitySeconds(queue);
  // Three chances to say that it is still worked on, before it is handed to somebody else.
  const keepHidden = setInterval(
    () => hideMessages(target, messages, seconds),
    (seconds * 1000) / 3,
  );
  const failed = await handle(messages).catch((error: unknown) => {
    log.error('A batch of messages failed as a whole. It is received again.', { error });
    return new Set(messages.map(({ MessageId = '' }) => MessageId));
  });
  clearInterval(keepHidden);
  const isFailed = ({ MessageId = '' }: Message) => failed.has(MessageId);
  // Never 0 seconds: an embedded, persistent queue (fauxqs 2.4) loses the message over it.
  const retrySeconds = Math.max(1, Math.ceil((queue.retryMs ?? limits.queueRetryMs) / 1000));
  await deleteMessages(
    target,
    messages.filter((message) => !isFailed(message)),
  );
  await hideMessages(target, messages.filter(isFailed), retrySeconds);
}

function visibilitySeconds({ visibilityMs = limits.queueVisibilityMs }: ConsumedQueue): number {
  return Math.max(1, Math.ceil(visibilityMs / 1000));
}
