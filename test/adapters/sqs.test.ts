import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createQueue, regionOfQueueUrl } from '../../lib/adapters/sqs.ts';
import { parseQueueMessage } from '../../lib/core/queue-message.ts';
import { startCloud } from '../../lib/local/cloud.ts';
import { answering, json } from './aws/answering.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
beforeAll(async () => {
  cloud = await startCloud({
    directory: null,
    use: { table: null, queueUrl: null, topicArn: null },
  });
});
afterAll(() => cloud.close());

const message = { kind: 'watch', app: 'shop', reason: 'v29 “Fix” 🚀' } as const;

test('a message that is sent can be received and read', async () => {
  const { url, aws } = cloud.queue;
  expect(await createQueue({ queueUrl: url, aws }).send(message)).toEqual({ ok: true });
  const client = new SQSClient({ ...aws });
  const { Messages } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 2 }),
  );
  expect(parseQueueMessage(Messages?.[0]?.Body ?? '')).toEqual(message);
});

test.each([
  ['nothing', undefined, 0],
  ['a part of a second', 1, 1],
  ['90.5 seconds', 90_500, 91],
  ['a day', 86_400_000, 900],
  ['less than nothing', -5, 0],
])('a delay of %s becomes whole seconds that SQS takes', async (_name, delayMs, seconds) => {
  const sqs = await answering(() => json(200, { MessageId: 'm' }));
  await createQueue({ queueUrl: `${sqs.url}/1/q`, aws: sqs.aws }).send(message, delayMs);
  expect(JSON.parse(sqs.received[0]?.body ?? '').DelaySeconds).toBe(seconds);
  await sqs.close();
});

describe('a queue that does not take it', () => {
  test.each([
    [
      'com.amazonaws.sqs#QueueDoesNotExist',
      400,
      'Check LASTGOOD_QUEUE_URL: there is no such queue',
    ],
    ['com.amazon.coral.service#AccessDeniedException', 403, 'Allow sqs:SendMessage'],
    ['com.amazonaws.sqs#RequestThrottled', 400, 'tries again'],
  ])('for %s says what to do', async (type, status, advice) => {
    const sqs = await answering(() => json(status, { __type: type, message: 'No.' }));
    const queueUrl = `${sqs.url}/1/q`;
    const sent = await createQueue({ queueUrl, aws: sqs.aws }).send(message);
    expect(sent).toEqual({ ok: false, reason: expect.stringContaining(advice) });
    expect(sent).toEqual({ ok: false, reason: expect.stringContaining(queueUrl) });
    await sqs.close();
  });
});

test.each([
  ['https://sqs.eu-west-1.amazonaws.com/123456789012/lastgood', 'eu-west-1'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/123456789012/lastgood', 'cn-north-1'],
  ['http://127.0.0.1:4566/000000000000/lastgood', null],
  ['not a URL', null],
])('the region of %s is %s', (url, region) => {
  expect(regionOfQueueUrl(url)).toBe(region);
});
