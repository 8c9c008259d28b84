import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { type Message, SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { awsClientConfig } from '../adapters/aws.ts';
import type { Clock } from '../adapters/clock.ts';
import type { Log } from '../adapters/log.ts';
import { limits } from '../core/limits.ts';
import { ensureQueue } from './cloud/ensure-queue.ts';
import { partFor } from './cloud/part-for.ts';
import type { Cloud } from './cloud.ts';
import { consumeQueue } from './queue-consumer.ts';

/** An alert as it came out of the topic, in the forms that its subscribers get. */
export type ReceivedAlert = {
  /** SNS's id of the message; the alert's own is the attribute `id`. */
  readonly messageId: string;
  readonly subject: string;
  readonly email: string;
  readonly sms: string;
  /** JSON text. */
  readonly json: string;
  readonly attributes: Readonly<Record<string, string>>;
};

export type SubscriberOptions = {
  /** An embedded topic: its endpoint answers for SQS as well. */
  readonly topic: Cloud['topic'];
  /** Names the subscriber: the same one is the same subscription, also after a restart. */
  readonly name?: string;
  /** When an alert comes again that could not be handed over. */
  readonly retryMs?: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Gets each alert at least once. When it throws, the alert comes again. */
  readonly listener: (alert: ReceivedAlert) => void | Promise<void>;
};

/**
 * An engineer on this machine who is subscribed to the embedded topic: through an SQS queue of
 * their own, so that what was published while nobody listened is still there.
 */
export async function startSubscriber(
  options: SubscriberOptions,
): Promise<{ close(): Promise<void> }> {
  const { topic, clock, log, listener, retryMs = limits.queueRetryMs } = options;
  const url = await subscribe(options);
  const stopping = new AbortController();
  const consuming = consumeQueue({
    queue: { url, aws: topic.aws, batchesAtOnce: 1, retryMs },
    clock,
    log,
    signal: stopping.signal,
    handle: (messages) => hand(messages, listener, log),
  });
  return {
    close: async () => {
      stopping.abort();
      await consuming;
    },
  };
}

/** Idempotent: SNS gives the subscription that is there already. Gives the queue's URL. */
async function subscribe({ topic, name = 'engineer' }: SubscriberOptions): Promise<string> {
  const { endpoint } = topic.aws;
  if (endpoint === undefined) {
    throw new Error('A subscriber on this machine needs the embedded topic; this one is real.');
  }
  const config = awsClientConfig(topic.aws);
  const [queues, topics] = [new SQSClient(config), new SNSClient(config)];
  try {
    const queue = await ensureQueue(queues, endpoint, { name: `lastgood-${name}` });
    await topics.send(
      new SubscribeCommand({ TopicArn: topic.arn, Protocol: 'sqs', Endpoint: queue.arn }),
    );
    return queue.url;
  } finally {
    queues.destroy();
    topics.destroy();
  }
}

/** One after the other, in the order of their arrival, so that a story reads as it happened. */
async function hand(
  messages: readonly Message[],
  listener: SubscriberOptions['listener'],
  log: Log,
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  for (const message of messages) {
    const alert = read(message);
    if (alert === null) {
      log.error('A message of the topic is not a notification of SNS. It is dropped.', {
        message: message.MessageId,
      });
      continue;
    }
    try {
      await listener(alert);
    } catch (error) {
      log.error('An alert could not be handed to its subscriber. It is received again.', { error });
      failed.add(message.MessageId ?? '');
    }
  }
  return failed;
}

const Envelope = v.object({
  Type: v.literal('Notification'),
  MessageId: v.string(),
  Subject: v.optional(v.string(), ''),
  Message: v.string(),
  MessageAttributes: v.optional(v.record(v.string(), v.object({ Value: v.string() })), {}),
});

function read({ Body = '' }: Message): ReceivedAlert | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Envelope), Body);
  if (!parsed.success) return null;
  const { MessageId, Subject, Message: message, MessageAttributes } = parsed.output;
  return {
    messageId: MessageId,
    subject: Subject,
    email: partFor('email', message),
    sms: partFor('sms', message),
    json: partFor('sqs', message),
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value]),
    ),
  };
}
