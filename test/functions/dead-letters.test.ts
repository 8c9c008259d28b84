// From a message that fails three times to the alert with its content, over real queues and topics.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHandler } from '../../functions/dead-letters.ts';
import { systemClock as clock } from '../../lib/adapters/clock.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { createTopic, type Topic } from '../../lib/adapters/sns.ts';
import { type ReceivedAlert, startSubscriber } from '../../lib/local/subscriber.ts';
import { collect } from '../local/collect.ts';
import { createStage, type Stage } from '../local/host/stage.ts';
import { startRefusingTopic } from '../world.ts';

const log = createLog(() => {}, clock);
let stage: Stage;
let received: ReturnType<typeof collect<ReceivedAlert>>;
let closers: (() => Promise<unknown>)[];

beforeEach(async () => {
  stage = await createStage();
  received = collect<ReceivedAlert>();
  const { topic } = stage.cloud;
  const subscriber = await startSubscriber({ topic, clock, log, listener: received.add });
  closers = [() => subscriber.close(), () => stage.close()];
});

afterEach(async () => {
  for (const close of closers) await close();
});

/** A host whose watch refuses everything, and whose given-up messages go to such a topic. */
async function startGivingUp(topic: Topic, onCount: (line: string) => void = () => {}) {
  const dead = stage.cloud.deadLetterQueue;
  if (dead === null) throw new Error('no dead-letter queue');
  const quick = { retryMs: 1_000, waitMs: 1_000 };
  return stage.start(
    {
      watch: async () => {
        throw new Error('poisoned');
      },
      deadLetters: createHandler(async () => ({ clock, log, topic, chatTopic: null }), onCount),
    },
    { deadLetterQueue: { ...dead, ...quick } },
  );
}

const realTopic = () =>
  createTopic({ topicArn: stage.cloud.topic.arn, aws: stage.cloud.topic.aws });

test('a message that fails three times reaches people with its content, and is gone', async () => {
  await stage.send('poison');
  const host = await startGivingUp(realTopic());
  await received.count(1);
  await host.close();
  const [alert] = received.all;
  expect(alert?.subject).toBe(
    '[lastgood] poison: a message of the queue failed 3 times and was given up',
  );
  expect(alert?.email).toContain('"reason":"test"');
  expect(alert?.attributes).toMatchObject({ kind: 'dead-letter', severity: 'warning' });
  expect(await deadLeft()).toBe(0);
});

test('while SNS refuses it stays, counted each time, and is told once SNS accepts', async () => {
  const refusing = await startRefusingTopic(stage.cloud.topic.arn);
  closers.unshift(() => refusing.close());
  let topic = refusing.topic;
  const counted = collect<string>();
  await stage.send('poison');
  const host = await startGivingUp({ publish: (message) => topic.publish(message) }, (line) =>
    counted.add(line),
  );
  await counted.count(2);
  expect(received.all).toEqual([]);
  expect(JSON.parse(counted.all[0] ?? '')).toMatchObject({ DeadLetters: 1 });
  topic = realTopic();
  await received.count(1);
  await host.close();
  expect(await deadLeft()).toBe(0);
  expect(received.all).toHaveLength(1);
}, 60_000);

async function deadLeft(): Promise<number> {
  const { GetQueueAttributesCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const dead = stage.cloud.deadLetterQueue;
  const client = new SQSClient({ ...dead?.aws });
  const command = new GetQueueAttributesCommand({ QueueUrl: dead?.url, AttributeNames: ['All'] });
  const { Attributes = {} } = await client.send(command);
  client.destroy();
  return Object.entries(Attributes)
    .filter(([name]) => name.startsWith('ApproximateNumberOfMessages'))
    .reduce((sum, [, value]) => sum + Number(value), 0);
}
