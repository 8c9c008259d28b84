// Two topics over the real wire: an alert leaves the outbox once both have it, and goes to none
// twice.

import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { createTopic } from '../../lib/adapters/sns.ts';
import { parseOutbox } from '../../lib/core/outbox.ts';
import { type Cloud, startCloud } from '../../lib/local/cloud.ts';
import { type ReceivedAlert, startSubscriber } from '../../lib/local/subscriber.ts';
import { publish } from '../../lib/reconcile/publish.ts';
import { alert } from '../core/alert-message/alert.ts';
import { startRefusingTopic } from '../world.ts';

const log = createLog(() => {}, systemClock);
let cloud: Cloud;
let chat: Cloud['topic'];
const [main, chats]: [ReceivedAlert[], ReceivedAlert[]] = [[], []];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const use = { table: null, queueUrl: null, topicArn: null };
  cloud = await startCloud({ directory: null, use });
  closing.push(() => cloud.close());
  const client = new SNSClient({ ...cloud.topic.aws });
  const made = await client.send(new CreateTopicCommand({ Name: 'chats' }));
  client.destroy();
  chat = { arn: made.TopicArn ?? '', aws: cloud.topic.aws };
  for (const [topic, name, received] of [
    [cloud.topic, 'main', main],
    [chat, 'chats', chats],
  ] as const) {
    const listener = (one: ReceivedAlert) => void received.push(one);
    const subscriber = await startSubscriber({ topic, name, clock: systemClock, log, listener });
    closing.unshift(() => subscriber.close());
  }
});

afterAll(async () => {
  for (const close of closing) await close();
});

const topicOf = ({ arn, aws }: Cloud['topic'], form: 'every' | 'chat') =>
  createTopic({ topicArn: arn, aws, form });

test('a chat gets its own form, and an alert is gone once both topics have it', async () => {
  const world = { topic: topicOf(cloud.topic, 'every'), chatTopic: topicOf(chat, 'chat'), log };
  expect(await publish(world, [{ ...alert, id: 'both' }])).toEqual([]);
  await expect.poll(() => [main.length, chats.length]).toEqual([1, 1]);
  expect(JSON.parse(main[0]?.json ?? '')).toMatchObject({ lastgood: 1, id: 'both' });
  expect(JSON.parse(chats[0]?.json ?? '')).toMatchObject({ version: '1.0', source: 'custom' });
  expect(chats[0]?.attributes).toMatchObject({ kind: 'rolling-back', id: 'both' });
});

test('what one topic has taken waits for the other one alone, across the table', async () => {
  const refusing = await startRefusingTopic(chat.arn);
  const topic = topicOf(cloud.topic, 'every');
  const outbox = [
    { ...alert, id: 'first' },
    { ...alert, id: 'second' },
  ];
  const left = await publish({ topic, chatTopic: refusing.topic, log }, outbox);
  await refusing.close();
  expect(left.map(({ id, sentTo }) => [id, sentTo])).toEqual([
    ['first', ['alerts']],
    ['second', ['alerts']],
  ]);
  const stored = parseOutbox(JSON.stringify(left), alert.app, 0);
  expect(await publish({ topic, chatTopic: topicOf(chat, 'chat'), log }, stored)).toEqual([]);
  await expect.poll(() => chats.length).toBe(3);
  expect(main.map(({ attributes }) => attributes['id'])).toEqual(['both', 'first', 'second']);
});

test('without a topic for chats nothing waits for one', async () => {
  const topic = topicOf(cloud.topic, 'every');
  expect(await publish({ topic, chatTopic: null, log }, [{ ...alert, id: 'alone' }])).toEqual([]);
  const waited = [{ ...alert, id: 'waited', sentTo: ['alerts'] }];
  expect(await publish({ topic, chatTopic: null, log }, waited)).toEqual([]);
  await expect.poll(() => main.length).toBe(4);
  expect(main.at(-1)?.attributes['id']).toBe('alone');
});

test('what nobody took is the very same list', async () => {
  const refusing = await startRefusingTopic(cloud.topic.arn);
  const outbox = [alert];
  expect(await publish({ topic: refusing.topic, chatTopic: null, log }, outbox)).toBe(outbox);
  await refusing.close();
});
