import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect } from '../collect.ts';
import { createStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

describe('the endpoint', () => {
  test('hands over a request as a Function URL does', async () => {
    const events = collect<LambdaFunctionURLEvent>();
    const host = await stage.start({
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
    const host = await stage.start({
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
    const host = await stage.start({
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
    const host = await stage.start({ webhook: async () => ({ taken: true }) as object });
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
    const host = await stage.start({ webhook });
    const response = await fetch(host.webhookUrl);
    expect(response.status).toBe(502);
    expect(await response.text()).toBe('Internal Server Error');
  });

  test('answers 504 when the function is over its time', async () => {
    const host = await stage.start(
      { webhook: () => new Promise<never>(() => {}) },
      { timeouts: { sweepMs: 1_000, watchMs: 1_000, webhookMs: 30, deploysMs: 30 }, drainMs: 10 },
    );
    expect((await fetch(host.webhookUrl)).status).toBe(504);
  });

  test('takes 6 MB and refuses more without calling the function', async () => {
    const events = collect<LambdaFunctionURLEvent>();
    const host = await stage.start({
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
    const host = await stage.start({});
    const broken = request(host.webhookUrl, { method: 'POST', headers: { 'content-length': 99 } });
    const gone = new Promise((resolve) => broken.on('error', resolve));
    await new Promise((resolve) => broken.write('x', resolve));
    broken.destroy(new Error('gone'));
    await gone;
    expect((await fetch(host.webhookUrl)).status).toBe(204);
  });

  test('refuses to start on a port that is taken', async () => {
    const host = await stage.start({});
    const { port } = new URL(host.webhookUrl);
    await expect(stage.start({}, { webhookPort: Number(port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
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
