import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig } from '../../adapters/aws.ts';
import type { AwsClientOptions, Settings } from '../../adapters/settings.ts';
import { limits } from '../../core/limits.ts';
import { embeddedAccount, embeddedAws, embeddedRegion } from './embedded-aws.ts';
import { ensureQueue } from './ensure-queue.ts';
import { startFauxqsOnLoopback } from './fauxqs-on-loopback.ts';
import { openState } from './open-state.ts';

/** Queue and topic, with what closes the embedded ones. */
export type Messaging = {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue | null;
  readonly topic: { readonly arn: string; readonly aws: AwsClientOptions };
  /** Where the embedded topic answers on loopback; null: it is a real one. */
  readonly port: number | null;
  readonly close: () => Promise<void>;
};

type Queue = { readonly url: string; readonly aws: AwsClientOptions };

/** Queue and topic: each the real one, or embedded in this process (fauxqs serves both). */
export async function startMessaging(
  { queueUrl, topicArn }: Pick<Settings, 'queueUrl' | 'topicArn'>,
  directory: string | null,
): Promise<Messaging> {
  if (queueUrl !== null && topicArn !== null) {
    return {
      ...realQueue(queueUrl),
      topic: { arn: topicArn, aws: {} },
      port: null,
      close: async () => {},
    };
  }
  const server = await openState(directory, () => startFauxqsOnLoopback(directory));
  try {
    const aws = embeddedAws(server.port);
    return {
      ...(queueUrl === null ? await embedQueue(aws) : realQueue(queueUrl)),
      topic: topicArn === null ? await embedTopic(aws) : { arn: topicArn, aws: {} },
      // Only an embedded topic is of use to somebody else on this machine.
      port: topicArn === null ? server.port : null,
      close: server.close,
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

const names = {
  queue: 'lastgood',
  deadLetterQueue: 'lastgood-dead-letters',
  topic: 'lastgood-alerts',
};

/** The ARN of the embedded topic. */
export const embeddedTopicArn = `arn:aws:sns:${embeddedRegion}:${embeddedAccount}:${names.topic}`;

function realQueue(url: string): Pick<Messaging, 'queue' | 'deadLetterQueue'> {
  return { queue: { url, aws: {} }, deadLetterQueue: null };
}

/** The queue, and the one to which it hands what was received too often. */
async function embedQueue(
  aws: AwsClientOptions & { readonly endpoint: string },
): Promise<Pick<Messaging, 'queue' | 'deadLetterQueue'>> {
  const client = new SQSClient(awsClientConfig(aws));
  try {
    const dead = await ensureQueue(client, aws.endpoint, { name: names.deadLetterQueue });
    const queue = await ensureQueue(client, aws.endpoint, {
      name: names.queue,
      attributes: {
        VisibilityTimeout: String(limits.queueVisibilityMs / 1000),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: dead.arn,
          maxReceiveCount: limits.queueReceivesMax,
        }),
      },
    });
    return { queue: { url: queue.url, aws }, deadLetterQueue: { url: dead.url, aws } };
  } finally {
    client.destroy();
  }
}

/** CreateTopic gives the topic that is there already, if there is one. */
async function embedTopic(aws: AwsClientOptions): Promise<Messaging['topic']> {
  const client = new SNSClient(awsClientConfig(aws));
  try {
    await client.send(new CreateTopicCommand({ Name: names.topic }));
    return { arn: embeddedTopicArn, aws };
  } finally {
    client.destroy();
  }
}
