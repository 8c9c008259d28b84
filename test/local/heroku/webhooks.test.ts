import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { answering, call, deployTo, startForTest } from './setting.ts';

type Received = { readonly raw: string; readonly headers: NodeJS.Dict<string | string[]> };

/**
 * A receiver that answers with the statuses in turn (the last one stays) and hands over what it
 * got.
 */
async function startReceiver(...statuses: number[]) {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ raw: Buffer.concat(chunks).toString(), headers: request.headers });
    response.writeHead(statuses[received.length - 1] ?? statuses.at(-1) ?? 204).end();
    for (const wake of waiting.splice(0)) wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  async function first(count: number): Promise<readonly Received[]> {
    while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return received.slice(0, count);
  }
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, received, first };
}

async function shopTold(url: string, webhook: object, options = {}) {
  const heroku = await startForTest({ webhookRetryFirstMs: 20, ...options });
  await heroku.createApp('shop');
  const body = { include: ['api:release'], level: 'sync', url, ...webhook };
  const subscribed = await call(heroku, 'POST /apps/shop/webhooks', { body });
  expect(subscribed.status).toBe(201);
  return { heroku, subscribed };
}

function versionsAndAttempts(received: readonly Received[]) {
  return received.map(({ raw }) => {
    const { data, action } = JSON.parse(raw);
    return `v${data.version} ${action}`;
  });
}

describe('a release webhook', () => {
  test('is signed over the raw body and tells of create and of update', async () => {
    const receiver = await startReceiver(204);
    const webhook = { secret: 'hush', authorization: 'Bearer mine' };
    const { heroku, subscribed } = await shopTold(receiver.url, webhook);
    expect(subscribed.body).not.toHaveProperty('secret');
    expect(subscribed.headers.get('heroku-webhook-secret')).toBeNull();
    await heroku.deploy('shop', answering('one'), { commit: 'c0ffee'.padEnd(40, '0') });
    const [create, update] = await receiver.first(2);
    for (const each of [create, update]) {
      const expected = createHmac('sha256', 'hush')
        .update(each?.raw ?? '')
        .digest('base64');
      expect(each?.headers['heroku-webhook-hmac-sha256']).toBe(expected);
      expect(each?.headers['authorization']).toBe('Bearer mine');
      expect(JSON.parse(each?.raw ?? '')).toMatchObject({
        resource: 'release',
        version: 'application/vnd.heroku+json; version=3',
        data: {
          app: { name: 'shop' },
          version: 3,
          status: 'succeeded',
          current: true,
          slug: { commit: 'c0ffee'.padEnd(40, '0') },
          stack: 'heroku-24',
        },
        webhook_metadata: {
          event: { include: 'api:release' },
          webhook: { id: subscribed.body.id },
        },
      });
    }
    expect(versionsAndAttempts(receiver.received)).toEqual(['v3 create', 'v3 update']);
  });

  test('is signed with a secret that is made up and told once when none is given', async () => {
    const receiver = await startReceiver(204);
    const { heroku, subscribed } = await shopTold(receiver.url, {});
    const secret = subscribed.headers.get('heroku-webhook-secret') ?? '';
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    await heroku.deploy('shop', answering('one'));
    const [create] = await receiver.first(1);
    const expected = createHmac('sha256', secret)
      .update(create?.raw ?? '')
      .digest('base64');
    expect(create?.headers['heroku-webhook-hmac-sha256']).toBe(expected);
  });

  test('tells of a release with a command three times, the last time of its end', async () => {
    const receiver = await startReceiver(204);
    const { heroku } = await shopTold(receiver.url, {});
    await heroku.deploy('shop', answering('one', ['release: exit 1']));
    const told = await receiver.first(3);
    const statuses = told.map(({ raw }) => JSON.parse(raw).data.status);
    expect(versionsAndAttempts(told)).toEqual(['v3 create', 'v3 update', 'v3 update']);
    expect(statuses).toEqual(['pending', 'pending', 'failed']);
  });

  test('at level sync is sent again until it is accepted, and what follows waits its turn', async () => {
    const receiver = await startReceiver(500, 302, 204);
    const { heroku } = await shopTold(receiver.url, {});
    await heroku.deploy('shop', answering('one'));
    const told = await receiver.first(4);
    expect(versionsAndAttempts(told)).toEqual(['v3 create', 'v3 create', 'v3 create', 'v3 update']);
    const events = told.map(({ raw }) => JSON.parse(raw).webhook_metadata.event.id);
    const attempts = told.map(({ raw }) => JSON.parse(raw).webhook_metadata.attempt.id);
    expect(new Set(events).size).toBe(2);
    expect(new Set(attempts).size).toBe(4);
    const { list } = await call(heroku, 'GET /apps/shop/webhook-deliveries');
    expect(list[0]).toMatchObject({ status: 'succeeded', num_attempts: 3 });
  });

  test('at level notify is sent once, whatever the answer', async () => {
    const receiver = await startReceiver(500);
    const { heroku } = await shopTold(receiver.url, { level: 'notify' });
    const attempts: number[] = [];
    heroku.on('delivery', ({ attempt }) => attempts.push(attempt));
    await heroku.deploy('shop', answering('one'));
    await heroku.deploy('shop', answering('two'));
    await receiver.first(4);
    expect(versionsAndAttempts(receiver.received)).toEqual([
      'v3 create',
      'v3 update',
      'v4 create',
      'v4 update',
    ]);
    expect(attempts.every((attempt) => attempt === 1)).toBe(true);
  });

  test('is not sent any more after the webhook was deleted', async () => {
    const receiver = await startReceiver(204);
    const { heroku, subscribed } = await shopTold(receiver.url, {});
    const other = { include: ['api:release'], level: 'sync', url: `${receiver.url}/other` };
    await call(heroku, 'POST /apps/shop/webhooks', { body: other });
    const path = `/apps/shop/webhooks/${subscribed.body.id}`;
    expect((await call(heroku, `DELETE ${path}`)).status).toBe(200);
    expect((await call(heroku, `GET ${path}`)).status).toBe(404);
    await heroku.deploy('shop', answering('one'));
    const told = await receiver.first(2);
    const hooks = told.map(({ raw }) => JSON.parse(raw).webhook_metadata.webhook.id);
    expect(hooks).not.toContain(subscribed.body.id);
  });

  test.each([
    ['dropped', 0],
    ['doubled', 4],
  ] as const)('can be %s by a fault', async (fault, count) => {
    const receiver = await startReceiver(204);
    const { heroku } = await shopTold(receiver.url, {});
    heroku.faults.setWebhooks(fault);
    await heroku.deploy('shop', answering('one'));
    heroku.faults.clear();
    await heroku.deploy('shop', answering('two'));
    const told = await receiver.first(count + 2);
    const expected = ['v4 create', 'v4 update'];
    expect(versionsAndAttempts(told).slice(count)).toEqual(expected);
    expect(versionsAndAttempts(told).filter((line) => line.startsWith('v3'))).toHaveLength(count);
  });
});

test('a dyno webhook tells the life of a dyno', async () => {
  const receiver = await startReceiver(204);
  const { heroku } = await shopTold(receiver.url, { include: ['dyno'] });
  await deployTo(heroku, answering('one'));
  heroku.scale('shop', 'web', 0);
  const told = (await receiver.first(3)).map(({ raw }) => JSON.parse(raw));
  expect(told.map(({ action, data }) => [action, data.name, data.state])).toEqual([
    ['create', 'web.1', 'starting'],
    ['update', 'web.1', 'up'],
    ['destroy', 'web.1', 'down'],
  ]);
});

test('an app has ten webhooks at most, and a subscription must make sense', async () => {
  const receiver = await startReceiver(204);
  const { heroku } = await shopTold(receiver.url, {});
  const body = { include: ['api:release'], level: 'notify', url: receiver.url };
  const wrong = await call(heroku, 'POST /apps/shop/webhooks', {
    body: { ...body, level: 'loud' },
  });
  expect(wrong).toMatchObject({ status: 422, body: { id: 'invalid_params' } });
  for (let count = 1; count < 10; count += 1) {
    await call(heroku, 'POST /apps/shop/webhooks', { body });
  }
  expect((await call(heroku, 'POST /apps/shop/webhooks', { body })).status).toBe(422);
  expect((await call(heroku, 'GET /apps/shop/webhooks')).body).toHaveLength(10);
});
