import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { awsClientConfig, awsTrouble } from '../../lib/adapters/aws.ts';
import { createTopic } from '../../lib/adapters/sns.ts';
import type { Alert } from '../../lib/core/alert.ts';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { answering, type Reply, xmlError } from './aws/answering.ts';
import { listen } from './aws/listen.ts';

const topicArn = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const alert: Alert = {
  id: 'a-1',
  kind: 'rolling-back',
  severity: 'critical',
  app: 'shop-eu',
  incident: 'i-1',
  at: 0,
  headline: 'v29 is “failing”,\nrolling back to v27 🚀',
  happened: 'Since 12:00 UTC.\u0000',
  evidence: ['status 503, body "<h1>Ünavailable</h1>"'],
  done: ['Rolled back.'],
  next: ['Look at the log.'],
  undo: 'heroku rollback v29 --app shop-eu',
  facts: { culprit: 29 },
};
const accepted: Reply = {
  status: 200,
  type: 'text/xml',
  body:
    '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>' +
    '<MessageId>m-1</MessageId></PublishResult></PublishResponse>',
};

afterEach(() => vi.unstubAllEnvs());

describe('a published alert, as it goes over the wire', () => {
  test('keeps every rule of the SNS API reference', async () => {
    const sns = await answering(() => accepted);
    const published = await createTopic({ topicArn, aws: sns.aws }).publish(alertMessage(alert));
    expect(published).toEqual({ ok: true, messageId: 'm-1' });
    expect(sns.received).toHaveLength(1);
    const form = new URLSearchParams(sns.received[0]?.body);
    expect(form.get('Action')).toBe('Publish');
    expect(form.get('TopicArn')).toBe(topicArn);
    expect(form.get('Subject')).toBe('[lastgood] shop-eu: v29 is "failing", rolling back to v27 ?');
    expect(form.get('MessageStructure')).toBe('json');
    const parts = JSON.parse(form.get('Message') ?? '');
    expect(parts.default).toContain('What happened');
    expect(Object.values(parts).every((part) => typeof part === 'string')).toBe(true);
    expect(JSON.parse(parts.sqs)).toMatchObject({ lastgood: 1, id: 'a-1', app: 'shop-eu' });
    expect(Buffer.byteLength(form.get('Message') ?? '')).toBeLessThanOrEqual(262_144);
    await sns.close();
  });

  test('has string attributes for filter policies', async () => {
    const sns = await answering(() => accepted);
    await createTopic({ topicArn, aws: sns.aws }).publish(alertMessage(alert));
    const form = new URLSearchParams(sns.received[0]?.body);
    const attributes = [1, 2, 3, 4, 5].map((index) => {
      const prefix = `MessageAttributes.entry.${index}`;
      expect(form.get(`${prefix}.Value.DataType`)).toBe('String');
      return [form.get(`${prefix}.Name`), form.get(`${prefix}.Value.StringValue`)];
    });
    expect(attributes).toEqual([
      ['app', 'shop-eu'],
      ['kind', 'rolling-back'],
      ['severity', 'critical'],
      ['incident', 'i-1'],
      ['id', 'a-1'],
    ]);
    expect(form.has('MessageAttributes.entry.6.Name')).toBe(false);
    await sns.close();
  });

  test('leaves out an empty attribute, which SNS would refuse the message for', async () => {
    const sns = await answering(() => accepted);
    const message = { ...alertMessage(alert), attributes: { app: 'shop-eu', incident: '' } };
    await createTopic({ topicArn, aws: sns.aws }).publish(message);
    const form = new URLSearchParams(sns.received[0]?.body);
    expect(form.get('MessageAttributes.entry.1.Name')).toBe('app');
    expect(form.has('MessageAttributes.entry.2.Name')).toBe(false);
    await sns.close();
  });

  test("is signed for the topic's own region, whatever region is the default", async () => {
    const sns = await answering(() => accepted);
    await createTopic({ topicArn, aws: sns.aws }).publish(alertMessage(alert));
    expect(sns.received[0]?.headers.authorization).toContain('/eu-west-1/sns/');
    await sns.close();
  });

  test("goes by the SDK's own endpoint and credentials when it is told nothing", async () => {
    const sns = await answering(() => accepted);
    vi.stubEnv('AWS_ENDPOINT_URL_SNS', sns.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'FROMENVIRONMENT');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    const published = await createTopic({ topicArn, aws: {} }).publish(alertMessage(alert));
    expect(published.ok).toBe(true);
    expect(sns.received[0]?.headers.authorization).toContain('Credential=FROMENVIRONMENT/');
    await sns.close();
  });
});

describe('the topic for chats', () => {
  test('carries the one form of a custom notification, and the attributes', async () => {
    const sns = await answering(() => accepted);
    await createTopic({ topicArn, aws: sns.aws, form: 'chat' }).publish(alertMessage(alert));
    const form = new URLSearchParams(sns.received[0]?.body);
    expect(form.has('MessageStructure')).toBe(false);
    expect(JSON.parse(form.get('Message') ?? '')).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { title: '🔴 shop-eu: v29 is “failing”, rolling back to v27 🚀' },
    });
    expect(form.get('MessageAttributes.entry.1.Value.StringValue')).toBe('shop-eu');
    await sns.close();
  });

  test('names its own setting when it is not there', async () => {
    const sns = await answering(() => xmlError(404, 'NotFound', 'Because.'));
    const topic = createTopic({ topicArn, aws: sns.aws, form: 'chat' });
    expect(await topic.publish(alertMessage(alert))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('Check LASTGOOD_CHAT_TOPIC_ARN'),
    });
    await sns.close();
  });
});

describe('a topic that does not take it', () => {
  test.each([
    ['AuthorizationError', 403, false, 'Allow sns:Publish on this topic'],
    ['NotFound', 404, false, 'Check LASTGOOD_TOPIC_ARN: there is no such topic'],
    ['InvalidParameter', 400, false, 'Check LASTGOOD_TOPIC_ARN'],
    ['InvalidClientTokenId', 403, false, 'Check the AWS credentials'],
    ['KMSAccessDenied', 400, false, 'KMS key'],
    ['Throttling', 400, true, 'is sent again by the next run'],
    ['InternalError', 500, true, 'is sent again by the next run'],
  ])(
    'for %s says why, what to do and whether trying again can help',
    async (code, status, canRetry, advice) => {
      const sns = await answering(() => xmlError(status, code, 'Because &lt;so&gt;.'));
      const published = await createTopic({ topicArn, aws: sns.aws }).publish(alertMessage(alert));
      expect(published).toEqual({
        ok: false,
        canRetry,
        reason: expect.stringMatching(
          new RegExp(`^Publishing to ${topicArn} failed: ${code}.*${advice}`),
        ),
      });
      await sns.close();
    },
  );

  test('tries a few times while trying again can help, and once when not', async () => {
    const down = await answering(() => xmlError(500, 'InternalError', 'x'));
    await createTopic({ topicArn, aws: down.aws }).publish(alertMessage(alert));
    expect(down.received).toHaveLength(3);
    const closed = await answering(() => xmlError(403, 'AuthorizationError', 'x'));
    await createTopic({ topicArn, aws: closed.aws }).publish(alertMessage(alert));
    expect(closed.received).toHaveLength(1);
    await Promise.all([down.close(), closed.close()]);
  });

  test('has not accepted what it answered without a message id', async () => {
    const proxy = await answering(() => ({ ...accepted, body: '<PublishResponse/>' }));
    const published = await createTopic({ topicArn, aws: proxy.aws }).publish(alertMessage(alert));
    expect(published).toMatchObject({ ok: false, canRetry: true });
    await proxy.close();
  });

  test('is unreachable, which can pass', async () => {
    const aws = {
      endpoint: 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    };
    const published = await createTopic({ topicArn, aws }).publish(alertMessage(alert));
    expect(published).toMatchObject({
      ok: false,
      canRetry: true,
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

test('an endpoint that never answers is given up in time', async () => {
  const silent = await listen(() => {});
  const aws = { endpoint: silent.url, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  const client = new SNSClient(awsClientConfig(aws, 'us-east-1', 50));
  const { PublishCommand } = await import('@aws-sdk/client-sns');
  const error: unknown = await client
    .send(new PublishCommand({ TopicArn: topicArn, Message: 'x' }))
    .catch((thrown: unknown) => thrown);
  expect(awsTrouble(error)).toMatchObject({ name: 'TimeoutError', canRetry: true });
  await silent.close();
});
