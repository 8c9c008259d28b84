import { describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../lib/adapters/clock.ts';
import { createHerokuWebhooks } from '../../lib/adapters/heroku-webhooks.ts';
import { Secret } from '../../lib/core/secret.ts';
import { token, troubleOf, useHarness, value } from './heroku/harness.ts';
import { json, page } from './heroku/platform-api.ts';

const on = useHarness();
const create = () => createHerokuWebhooks({ baseUrl: on.api.url, token: new Secret(token), clock });
const draft = {
  url: 'https://abc.lambda-url.eu-west-1.on.aws/',
  include: ['api:release', 'dyno'],
  level: 'sync',
  secret: new Secret('hush'),
};
/** As the Platform API's schema has it. */
const wire = {
  id: '01234567-89ab-cdef-0123-456789abcdef',
  url: draft.url,
  include: draft.include,
  level: 'sync',
  app: { id: 'x', name: 'shop' },
  created_at: '2026-01-01T12:00:00Z',
  updated_at: '2026-01-01T12:00:00Z',
};
const subscription = { id: wire.id, url: wire.url, include: wire.include, level: 'sync' };

describe('a subscription', () => {
  test('is made, changed and ended on the paths of its app, its secret in the body alone', async () => {
    on.api.answer = ({ method }, response) => json(response, method === 'POST' ? 201 : 200, wire);
    const heroku = create();
    expect(value(await heroku.create('shop', draft))).toEqual(subscription);
    expect(value(await heroku.update('shop', wire.id, draft))).toEqual(subscription);
    expect(value(await heroku.remove('shop', '../x'))).toEqual(subscription);
    expect(on.api.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /apps/shop/webhooks',
      `PATCH /apps/shop/webhooks/${wire.id}`,
      'DELETE /apps/shop/webhooks/..%2Fx',
    ]);
    const sent = { url: draft.url, include: draft.include, level: 'sync', secret: 'hush' };
    expect(on.api.seen.map(({ body }) => body)).toEqual([
      JSON.stringify(sent),
      JSON.stringify(sent),
      '',
    ]);
  });

  test('is listed with the others', async () => {
    on.api.answer = (_seen, response) => json(response, 200, [wire, { ...wire, id: 'b' }]);
    expect(value(await create().list('shop'))).toEqual([
      subscription,
      { ...subscription, id: 'b' },
    ]);
  });

  test.each<[string, unknown]>([
    ['a page', null],
    ['a list of one that cannot be read', [wire, { ...wire, url: 7 }]],
  ])('is not made up where %s comes', async (_what, body) => {
    on.api.answer = (_seen, response) =>
      body === null ? page(response, 200, '<html>') : json(response, 200, body);
    expect(troubleOf(await create().list('shop'))).toMatchObject({ kind: 'malformed' });
  });

  test('that Heroku refuses is told with its words', async () => {
    on.api.answer = (_seen, response) =>
      json(response, 422, { id: 'invalid_params', message: 'Too many webhooks.' });
    expect(troubleOf(await create().create('shop', draft))).toMatchObject({
      kind: 'rejected',
      message: 'POST /apps/shop/webhooks answered 422 (invalid_params): Too many webhooks.',
    });
  });
});

test('deliveries are read newest first, with whatever is known of their last attempt', async () => {
  const delivery = {
    id: 'd1',
    webhook: { id: wire.id, level: 'sync' },
    event: { id: 'e1', include: 'api:release' },
    status: 'retrying',
    num_attempts: 3,
    next_attempt_at: '2026-01-01T12:10:00Z',
    last_attempt: { id: 'a', code: 503, error_class: null, status: 'failed' },
    created_at: '2026-01-01T12:00:00Z',
    updated_at: '2026-01-01T12:05:00Z',
  };
  const fresh = { ...delivery, status: 'pending', num_attempts: 0, last_attempt: null };
  const timedOut = { ...delivery, last_attempt: { code: null, error_class: 'timeout' } };
  on.api.answer = (_seen, response) =>
    json(response, 206, [delivery, fresh, timedOut], { 'next-range': 'seq 5..' });
  const known = { subscriptionId: wire.id, createdAt: Date.parse(delivery.created_at) };
  expect(value(await create().deliveries('shop'))).toEqual([
    { ...known, status: 'retrying', attempts: 3, code: 503 },
    { ...known, status: 'pending', attempts: 0, code: null },
    { ...known, status: 'retrying', attempts: 3, code: null },
  ]);
  expect(on.api.seen).toHaveLength(1);
  expect(on.api.seen[0]?.headers['range']).toBe('seq ..; order=desc,max=100');
});
