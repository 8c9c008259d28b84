import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock as clock } from '../../lib/adapters/clock.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { createTopic } from '../../lib/adapters/sns.ts';
import type { Alert } from '../../lib/core/alert.ts';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { partFor } from '../../lib/local/cloud/part-for.ts';
import { type Cloud, startCloud } from '../../lib/local/cloud.ts';
import { type ReceivedAlert, startSubscriber } from '../../lib/local/subscriber.ts';
import { collect } from './collect.ts';

const use = { table: 'not-needed', queueUrl: null, topicArn: null };
const alert: Alert = {
  id: 'a-1',
  kind: 'rolled-back',
  severity: 'resolved',
  app: 'shop',
  incident: 'i-1',
  at: 0,
  headline: 'back on v27 🚀',
  happened: 'v27 is current and healthy.',
  evidence: [],
  done: [],
  next: [],
  undo: null,
  facts: {},
};
let directory: string;
let cloud: Cloud;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lastgood-subscriber-'));
  cloud = await startCloud({ directory, use });
});
afterEach(async () => {
  await cloud.close();
  rmSync(directory, { recursive: true });
});

function publish(id: string) {
  const { arn: topicArn, aws } = cloud.topic;
  return createTopic({ topicArn, aws }).publish(alertMessage({ ...alert, id }));
}

const lines = collect<string>();
const log = createLog(lines.add);

test('a subscriber gets an alert as e-mail, SMS and JSON, as SNS would give it', async () => {
  const received = collect<ReceivedAlert>();
  const subscriber = await startSubscriber({
    topic: cloud.topic,
    clock,
    log,
    listener: received.add,
  });
  const published = await publish('a-1');
  const [first] = await received.count(1);
  const { email, sms, json, subject } = alertMessage(alert);
  expect(first).toEqual({
    messageId: published.ok ? published.messageId : 'not published',
    subject,
    email,
    sms,
    json,
    attributes: {
      app: 'shop',
      kind: 'rolled-back',
      severity: 'resolved',
      incident: 'i-1',
      id: 'a-1',
    },
  });
  await subscriber.close();
});

test('an alert is handed over again when its listener throws, and only then', async () => {
  const received = collect<string>();
  const subscriber = await startSubscriber({
    topic: cloud.topic,
    clock,
    log,
    retryMs: 1_000,
    listener: ({ attributes }) => {
      received.add(attributes['id'] ?? '');
      if (received.all.length === 1) throw new Error('no screen');
    },
  });
  await publish('a-1');
  await received.count(1);
  await publish('a-2');
  expect([...(await received.count(3))].sort()).toEqual(['a-1', 'a-1', 'a-2']);
  await subscriber.close();
});

test('a restart neither loses what came in between nor subscribes twice', async () => {
  const before = await startSubscriber({ topic: cloud.topic, clock, log, listener: () => {} });
  await before.close();
  await publish('while nobody listened');
  await cloud.close();
  cloud = await startCloud({ directory, use });
  const received = collect<ReceivedAlert>();
  const after = await startSubscriber({ topic: cloud.topic, clock, log, listener: received.add });
  await publish('after the restart');
  const ids = (await received.count(2)).map(({ attributes }) => attributes['id']);
  expect([...ids].sort()).toEqual(['after the restart', 'while nobody listened']);
  const client = new SNSClient({ ...cloud.topic.aws });
  const command = new ListSubscriptionsByTopicCommand({ TopicArn: cloud.topic.arn });
  expect((await client.send(command)).Subscriptions).toHaveLength(1);
  await after.close();
  expect(received.all).toHaveLength(2);
});

test('a message that was not published as JSON is whole for everybody', async () => {
  const received = collect<ReceivedAlert>();
  const subscriber = await startSubscriber({
    topic: cloud.topic,
    clock,
    log,
    listener: received.add,
  });
  const client = new SNSClient({ ...cloud.topic.aws });
  await client.send(new PublishCommand({ TopicArn: cloud.topic.arn, Message: 'plain' }));
  expect((await received.count(1))[0]).toMatchObject({
    subject: '',
    email: 'plain',
    json: 'plain',
    attributes: {},
  });
  await subscriber.close();
});

test('what is no notification is logged and dropped, and the next one still comes', async () => {
  const received = collect<ReceivedAlert>();
  const subscriber = await startSubscriber({
    topic: cloud.topic,
    name: 'poisoned',
    clock,
    log,
    listener: received.add,
  });
  const { endpoint } = cloud.topic.aws;
  const url = `${endpoint}/000000000000/lastgood-poisoned`;
  const client = new SQSClient({ ...cloud.topic.aws });
  for (const MessageBody of ['not JSON', '{"Type":"Notification"}']) {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  }
  await publish('good');
  expect((await received.count(1))[0]?.attributes['id']).toBe('good');
  await subscriber.close();
  const dropped = lines.all.filter((line) => line.includes('is not a notification of SNS'));
  expect(dropped).toHaveLength(2);
});

test('a real topic has no subscriber on this machine', async () => {
  const topic = { arn: 'arn:aws:sns:eu-west-1:123456789012:alerts', aws: {} };
  await expect(startSubscriber({ topic, clock, log, listener: () => {} })).rejects.toThrow(
    'needs the embedded topic',
  );
});

test.each([
  ['its own part', '{"default":"d","email":"e"}', 'e'],
  ['the default without one', '{"default":"d","sqs":"s"}', 'd'],
  ['the whole without a default', '{"email":"e"}', '{"email":"e"}'],
  ['the whole of what is no object', '["default"]', '["default"]'],
])('a protocol gets %s', (_name, message, expected) => {
  expect(partFor('email', message)).toBe(expected);
});
