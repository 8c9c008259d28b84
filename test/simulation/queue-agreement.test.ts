// The simulated queue and the emulated SQS of the embedded cloud bring a message as often, and give
// it up alike.

import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { createQueue } from '../../lib/adapters/sqs.ts';
import { parseQueueMessage, type QueueMessage } from '../../lib/core/queue-message.ts';
import { type Cloud, startCloud } from '../../lib/local/cloud.ts';
import { QueueModel } from './models/queue-model.ts';
import { Simulation } from './simulation.ts';
import { generateStory } from './story/generate.ts';

const message: QueueMessage = { kind: 'watch', app: 'shop', reason: 'update' };

/** What a consumer that does its work at the so-manieth time is brought. */
type Brought = { readonly received: readonly QueueMessage[]; readonly dead: number };

async function simulated(worksAt: number): Promise<Brought> {
  const simulation = new Simulation(generateStory(1, 1));
  const received: QueueMessage[] = [];
  const queue = new QueueModel(simulation, (brought, done) => {
    received.push(brought);
    done(received.length === worksAt);
  });
  expect(queue.send(message)).toEqual({ ok: true });
  await simulation.scheduler.runUntil(simulation.now + 3_600_000, () => true);
  return { received, dead: queue.dead.length };
}

async function emulated(worksAt: number): Promise<Brought> {
  const use = { table: null, queueUrl: null, topicArn: null };
  const cloud = await startCloud({ directory: null, use });
  onTestFinished(() => cloud.close());
  const { url, aws } = cloud.queue;
  expect(await createQueue({ queueUrl: url, aws }).send(message)).toMatchObject({ ok: true });
  const client = new SQSClient({ ...aws });
  const received: QueueMessage[] = [];
  for (let one = await take(cloud.queue); one !== undefined; one = await take(cloud.queue)) {
    const parsed = parseQueueMessage(one.Body ?? '');
    if (parsed.kind === 'malformed') throw new Error(parsed.reason);
    received.push(parsed);
    const which = { QueueUrl: url, ReceiptHandle: one.ReceiptHandle };
    if (received.length === worksAt) await client.send(new DeleteMessageCommand(which));
    else await client.send(new ChangeMessageVisibilityCommand({ ...which, VisibilityTimeout: 0 }));
  }
  const { deadLetterQueue } = cloud;
  const dead = deadLetterQueue === null ? undefined : await take(deadLetterQueue);
  return { received, dead: dead === undefined ? 0 : 1 };
}

async function take({ url, aws }: Cloud['queue']) {
  const asked = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 1 });
  return (await new SQSClient({ ...aws }).send(asked)).Messages?.[0];
}

test.each([
  ['the first time', 1],
  ['the third time', 3],
  ['never', 99],
])('a message on which somebody can work %s', { timeout: 30_000 }, async (_, worksAt) => {
  const model = await simulated(worksAt);
  expect(await emulated(worksAt)).toEqual(model);
  expect(model.received).toHaveLength(Math.min(worksAt, 3));
  expect(model.dead).toBe(worksAt > 3 ? 1 : 0);
});
