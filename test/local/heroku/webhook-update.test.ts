import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { answering, call, startForTest } from './setting.ts';

test('a webhook can be changed; what is not named stays, and the next event is sent by it', async () => {
  const { promise: received, resolve } = Promise.withResolvers<{
    raw: string;
    signature: unknown;
  }>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const signature = request.headers['heroku-webhook-hmac-sha256'];
    response.writeHead(204).end();
    resolve({ raw: Buffer.concat(chunks).toString(), signature });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const heroku = await startForTest();
  await heroku.createApp('shop');
  const made = { include: ['api:build'], level: 'notify', url, secret: 'old' };
  const { body } = await call(heroku, 'POST /apps/shop/webhooks', { body: made });
  const path = `/apps/shop/webhooks/${body.id}`;
  const change = { include: ['api:release'], secret: 'new' };
  const changed = await call(heroku, `PATCH ${path}`, { body: change });
  expect(changed).toMatchObject({
    status: 200,
    body: { id: body.id, include: ['api:release'], level: 'notify', url },
  });
  expect(changed.body).not.toHaveProperty('secret');
  expect(await call(heroku, `GET ${path}`)).toMatchObject({ body: changed.body });
  expect(await call(heroku, `PATCH ${path}`, { body: { level: 'loud' } })).toMatchObject({
    status: 422,
    body: { id: 'invalid_params' },
  });
  expect((await call(heroku, 'PATCH /apps/shop/webhooks/none', { body: change })).status).toBe(404);
  await heroku.deploy('shop', answering('one'));
  const { raw, signature } = await received;
  expect(signature).toBe(createHmac('sha256', 'new').update(raw).digest('base64'));
});
