import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, LambdaFunctionURLEvent, ScheduledEvent, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../lib/adapters/clock.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { createQueue } from '../../lib/adapters/sqs.ts';
import { type Cloud, startCloud } from '../../lib/local/cloud.ts';
import { type Handlers, type Host, type HostOptions, startHost } from '../../lib/local/host.ts';
import { collect } from './collect.ts';

let cloud: Cloud;
let hosts: Host[] = [];
let log = collect<string>();

// A queue for each test: an emulated long poll outlives the host that was closed, and would take
// the next test's message.
beforeEach(async () => {
  cloud = await startCloud({
    directory: null,
    use: { table: 'not-needed', queueUrl: null, topicArn: null },
  });
});
afterEach(async () => {
  await Promise.all(hosts.map((host) => host.close()));
  hosts = [];
  log = collect();
  await cloud.close();
});

async function start(handlers: Partial<Handlers>, options: Partial<HostOptions> = {}) {
  const host = await startHost({
    handlers: {
      sweep: async () => {},
      watch: async () => ({ batchItemFailures: [] }),
      webhook: async () => ({ statusCode: 204 }),
      ...handlers,
    },
    cadence: { sweepMs: 60_000 },
    queue: { ...cloud.queue, retryMs: 1_000, waitMs: 1_000 },
    webhookPort: 0,
    clock,
    log: createLog(log.add),
    drainMs: 200,
    ...options,
  });
  hosts.push(host);
  return host;
}

function send(app: string) {
  const { url: queueUrl, aws } = cloud.queue;
  return createQueue({ queueUrl, aws }).send({ kind: 'watch', app, reason: 'test' });
}

function appsOf({ Records }: SQSEvent): string[] {
  return Records.map(({ body }) => JSON.parse(body).app);
}

/** How many messages the queue holds in all, wherever they are. */
async function messagesLeft(url: string): Promise<number> {
  const client = new SQSClient({ ...cloud.queue.aws });
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
  const { Attributes = {} } = await client.send(command);
  return Object.entries(Attributes)
    .filter(([name]) => name.startsWith('ApproximateNumberOfMessages'))
    .reduce((sum, [, value]) => sum + Number(value), 0);
}

describe('the schedule', () => {
  test('calls sweep at once with an event of EventBridge and a context of Lambda', async () => {
    const calls = collect<{ event: ScheduledEvent; context: Context; leftMs: number }>();
    await start({
      sweep: async (event, context) =>
        calls.add({ event, context, leftMs: context.getRemainingTimeInMillis() }),
    });
    const [call] = await calls.count(1);
    expect(call?.event).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'us-east-1',
      resources: [expect.stringContaining('arn:aws:events:')],
      detail: {},
    });
    expect(call?.context).toMatchObject({
      functionName: 'sweep',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      invokedFunctionArn: expect.stringContaining(':function:sweep'),
    });
    expect(call?.leftMs).toBeGreaterThan(115_000);
    expect(call?.leftMs).toBeLessThanOrEqual(120_000);
  });

  test('never runs two sweeps at once, and follows a slow one right away', async () => {
    let running = 0;
    let most = 0;
    const ended = collect<number>();
    await start(
      {
        sweep: async () => {
          running += 1;
          most = Math.max(most, running);
          await clock.sleep(60);
          running -= 1;
          ended.add(clock.monotonic());
        },
      },
      { cadence: { sweepMs: 20 } },
    );
    await ended.count(4);
    expect(most).toBe(1);
  });

  test('goes on after a sweep that throws', async () => {
    const calls = collect<number>();
    await start(
      {
        sweep: () => {
          calls.add(calls.all.length);
          throw new Error('out of luck');
        },
      },
      { cadence: { sweepMs: 10 } },
    );
    await calls.count(3);
    expect(log.all.filter((line) => line.includes('sweep failed.'))[0]).toContain('out of luck');
  });

  test('goes on past a sweep that is over its time', async () => {
    const calls = collect<number>();
    await start(
      {
        sweep: () => {
          calls.add(calls.all.length);
          return new Promise<void>(() => {});
        },
      },
      {
        cadence: { sweepMs: 10 },
        timeouts: { sweepMs: 40, watchMs: 1_000, webhookMs: 1_000 },
        drainMs: 10,
      },
    );
    await calls.count(2);
    expect(log.all.some((line) => line.includes('sweep is over its 40 ms'))).toBe(true);
  });
});

describe('the queue', () => {
  test('hands over records as Lambda does and deletes what was done', async () => {
    const events = collect<SQSEvent>();
    await send('shop');
    const host = await start({
      watch: async (event) => {
        events.add(event);
        return { batchItemFailures: [] };
      },
    });
    const [event] = await events.count(1);
    expect(event?.Records).toEqual([
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.stringMatching(/./),
        body: '{"kind":"watch","app":"shop","reason":"test"}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.stringMatching(/./),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {},
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:lastgood',
        awsRegion: 'us-east-1',
      },
    ]);
    await host.close();
    expect(await messagesLeft(cloud.queue.url)).toBe(0);
  });

  test('gives only what failed once more', async () => {
    const seen = collect<string>();
    await Promise.all([send('good'), send('bad'), send('fine')]);
    const host = await start({
      watch: async (event) => {
        for (const app of appsOf(event)) seen.add(app);
        const isFirst = ({ attributes }: SQSEvent['Records'][number]) =>
          attributes.ApproximateReceiveCount === '1';
        const failed = event.Records.filter(
          (record) => record.body.includes('"bad"') && isFirst(record),
        );
        return {
          batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })),
        };
      },
    });
    expect([...(await seen.count(4))].sort()).toEqual(['bad', 'bad', 'fine', 'good']);
    await host.close();
    expect(await messagesLeft(cloud.queue.url)).toBe(0);
  });

  test.each([
    ['names a message that is not of the batch', { batchItemFailures: [{ itemIdentifier: 'x' }] }],
    ['is of no known shape', { batchItemFailures: 'all' }],
  ])('gives everything once more when the answer %s', async (_name, response) => {
    const seen = collect<string>();
    await send('shop');
    const host = await start({
      watch: async (event) => {
        for (const app of appsOf(event)) seen.add(app);
        return seen.all.length === 1 ? response : undefined;
      },
    });
    expect(await seen.count(2)).toEqual(['shop', 'shop']);
    await host.close();
    expect(await messagesLeft(cloud.queue.url)).toBe(0);
  });

  test('brings a poisoned message to the dead letters, and its neighbours are worked on', async () => {
    const seen = collect<string>();
    await Promise.all([send('poison'), send('healthy')]);
    await start(
      {
        watch: async (event) => {
          for (const app of appsOf(event)) seen.add(app);
          if (appsOf(event).includes('poison')) throw new Error('poisoned');
          return { batchItemFailures: [] };
        },
      },
      { queue: { ...cloud.queue, batchSize: 1, retryMs: 1_000, waitMs: 1_000 } },
    );
    await seen.count(4);
    const client = new SQSClient({ ...cloud.queue.aws });
    const url = cloud.deadLetterQueue?.url;
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 10 }),
    );
    expect(Messages?.[0]?.Body).toContain('poison');
    expect(seen.all.filter((app) => app === 'poison')).toHaveLength(3);
    expect(seen.all.filter((app) => app === 'healthy')).toHaveLength(1);
    expect(await messagesLeft(cloud.queue.url)).toBe(0);
  });

  test('works on several batches at once, and on no more than its bound', async () => {
    let running = 0;
    const most = collect<number>();
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(send));
    const host = await start(
      {
        watch: async () => {
          running += 1;
          most.add(running);
          await clock.sleep(50);
          running -= 1;
        },
      },
      { queue: { ...cloud.queue, batchSize: 1, batchesAtOnce: 2, waitMs: 1_000 } },
    );
    await most.count(5);
    expect(Math.max(...most.all)).toBe(2);
    await host.close();
  });

  test('keeps a message that takes longer than its visibility from being handed out twice', async () => {
    const seen = collect<string>();
    const done = collect<string>();
    await send('slow');
    const host = await start(
      {
        watch: async (event) => {
          for (const app of appsOf(event)) seen.add(app);
          await clock.sleep(2_200);
          done.add('slow');
        },
      },
      {
        queue: { ...cloud.queue, visibilityMs: 1_000, waitMs: 1_000 },
        drainMs: 3_000,
      },
    );
    await done.count(1);
    await host.close();
    expect(seen.all).toEqual(['slow']);
    expect(await messagesLeft(cloud.queue.url)).toBe(0);
  });

  test('that cannot be asked is logged, and the rest goes on', async () => {
    const calls = collect<string>();
    const aws = { ...cloud.queue.aws, endpoint: 'http://127.0.0.1:1' };
    const host = await start(
      { sweep: async () => calls.add('sweep') },
      { cadence: { sweepMs: 20 }, queue: { ...cloud.queue, aws } },
    );
    while (!log.all.some((line) => line.includes('ECONNREFUSED')))
      await log.count(log.all.length + 1);
    await calls.count(calls.all.length + 2);
    expect((await fetch(host.webhookUrl)).status).toBe(204);
  });
});

describe('the endpoint', () => {
  test('hands over a request as a Function URL does', async () => {
    const events = collect<LambdaFunctionURLEvent>();
    const host = await start({
      webhook: async (event) => {
        events.add(event);
        return {
          statusCode: 202,
          headers: { 'X-Answer': 'yes', 'content-type': 'text/plain' },
          cookies: ['a=1', 'b=2'],
          body: 'taken',
        };
      },
    });
    const response = await fetch(`${host.webhookUrl}hook/it?a=1&a=2&b=%20x`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/vnd.heroku+json; charset=utf-8',
        'Heroku-Webhook-Hmac-SHA256': 'c2ln',
        cookie: 'one=1; two=2',
        'user-agent': 'Heroku Webhooks',
      },
      body: '{"text":"Ünïcode"}',
    });
    expect(response.status).toBe(202);
    expect(await response.text()).toBe('taken');
    expect(response.headers.get('x-answer')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const [event] = events.all;
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/hook/it',
      rawQueryString: 'a=1&a=2&b=%20x',
      queryStringParameters: { a: '1,2', b: ' x' },
      cookies: ['one=1', 'two=2'],
      body: '{"text":"Ünïcode"}',
      isBase64Encoded: false,
      requestContext: {
        accountId: 'anonymous',
        http: {
          method: 'POST',
          path: '/hook/it',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'Heroku Webhooks',
        },
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
    });
    expect(event?.headers).toMatchObject({ 'heroku-webhook-hmac-sha256': 'c2ln' });
    expect(event?.headers).not.toHaveProperty('cookie');
  });

  test('hands over a body that is not known to be text in base64', async () => {
    const events = collect<LambdaFunctionURLEvent>();
    const host = await start({
      webhook: async (event) => {
        events.add(event);
        return {
          statusCode: 200,
          headers: { 'content-type': 'application/octet-stream' },
          body: Buffer.from([0, 255, 1]).toString('base64'),
          isBase64Encoded: true,
        };
      },
    });
    const bytes = Uint8Array.from([0, 1, 254, 255]);
    const response = await fetch(host.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    });
    expect(events.all[0]).toMatchObject({ isBase64Encoded: true, body: 'AAH+/w==' });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1]);
  });

  test('has no body and no query where the request had none', async () => {
    const events = collect<LambdaFunctionURLEvent>();
    const host = await start({
      webhook: async (event) => {
        events.add(event);
        return { statusCode: 204 };
      },
    });
    await fetch(host.webhookUrl);
    expect(events.all[0]).not.toHaveProperty('body');
    expect(events.all[0]).not.toHaveProperty('queryStringParameters');
    expect(events.all[0]).toMatchObject({ isBase64Encoded: false, rawQueryString: '' });
  });

  test('answers 200 with JSON for a result that is no answer by itself', async () => {
    const host = await start({ webhook: async () => ({ taken: true }) as object });
    const response = await fetch(host.webhookUrl);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ taken: true });
  });

  test.each([
    ['throws', async () => Promise.reject(new Error('no'))],
    ['answers with no status', async () => ({ statusCode: 7 })],
    [
      'answers with a header that cannot be sent',
      async () => ({ statusCode: 200, headers: { a: 'x\r\ny' } }),
    ],
  ])('answers 502 when the function %s', async (_name, webhook) => {
    const host = await start({ webhook });
    const response = await fetch(host.webhookUrl);
    expect(response.status).toBe(502);
    expect(await response.text()).toBe('Internal Server Error');
  });

  test('answers 504 when the function is over its time', async () => {
    const host = await start(
      { webhook: () => new Promise<never>(() => {}) },
      { timeouts: { sweepMs: 1_000, watchMs: 1_000, webhookMs: 30 }, drainMs: 10 },
    );
    expect((await fetch(host.webhookUrl)).status).toBe(504);
  });

  test('takes 6 MB and refuses more without calling the function', async () => {
    const events = collect<LambdaFunctionURLEvent>();
    const host = await start({
      webhook: async (event) => {
        events.add(event);
        return { statusCode: 204 };
      },
    });
    expect(await post(host.webhookUrl, Buffer.alloc(6 * 1024 * 1024, 'x'))).toMatchObject({
      status: 204,
    });
    expect(await post(host.webhookUrl, Buffer.alloc(6 * 1024 * 1024 + 1, 'x'))).toEqual({
      status: 413,
      body: '{"Message":"Request Entity Too Large"}',
    });
    expect(events.all).toHaveLength(1);
    expect(events.all[0]?.body).toHaveLength(6 * 1024 * 1024);
  });

  test('survives a client that goes away in the middle of its body', async () => {
    const host = await start({});
    const broken = request(host.webhookUrl, { method: 'POST', headers: { 'content-length': 99 } });
    const gone = new Promise((resolve) => broken.on('error', resolve));
    await new Promise((resolve) => broken.write('x', resolve));
    broken.destroy(new Error('gone'));
    await gone;
    expect((await fetch(host.webhookUrl)).status).toBe(204);
  });

  test('refuses to start on a port that is taken', async () => {
    const host = await start({});
    const { port } = new URL(host.webhookUrl);
    await expect(start({}, { webhookPort: Number(port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

describe('closing', () => {
  test('waits for what is running and takes nothing new', async () => {
    const done = collect<string>();
    const began = collect<string>();
    await send('running');
    const host = await start(
      {
        sweep: async () => {
          began.add('sweep');
          await clock.sleep(60);
          done.add('sweep');
        },
        watch: async () => {
          began.add('watch');
          await clock.sleep(60);
          done.add('watch');
        },
      },
      { drainMs: 5_000 },
    );
    await began.count(2);
    await host.close();
    expect([...done.all].sort()).toEqual(['sweep', 'watch']);
    expect(began.all).toHaveLength(2);
    expect(await messagesLeft(cloud.queue.url)).toBe(0);
    await expect(fetch(host.webhookUrl)).rejects.toThrow();
  });

  test('tells running calls that their time is nearly up, and does not wait for ever', async () => {
    let left: () => number = () => Number.NaN;
    const began = collect<string>();
    const host = await start(
      {
        sweep: (_event, context) => {
          left = () => context.getRemainingTimeInMillis();
          began.add('sweep');
          return new Promise<void>(() => {});
        },
      },
      { drainMs: 100 },
    );
    await began.count(1);
    expect(left()).toBeGreaterThan(100_000);
    const startedAt = clock.monotonic();
    const closing = host.close();
    expect(left()).toBeLessThanOrEqual(100);
    await closing;
    expect(left()).toBe(0);
    expect(clock.monotonic() - startedAt).toBeLessThan(1_000);
  });
});

function post(url: string, body: Buffer): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/plain', 'content-length': body.length };
    const sent = request(url, { method: 'POST', headers }, async (response) =>
      resolve({ status: response.statusCode, body: await text(response) }),
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
