import { expect, test } from 'vitest';
import { RateLimit } from '../../../lib/local/heroku/rate-limit.ts';
import { call, startForTest } from './setting.ts';

test('gives back 75 calls a minute, one in 0.8 seconds, and never more than the bucket holds', () => {
  let now = 0;
  const limit = new RateLimit({ capacity: 2, refillPerMinute: 75 }, () => now);
  expect([limit.take(), limit.take(), limit.take()]).toEqual([true, true, false]);
  now = 799;
  expect(limit.take()).toBe(false);
  now = 800;
  expect(limit.take()).toBe(true);
  now = 3_600_000;
  expect(limit.remaining()).toBe(2);
});

test('answers 429 when the calls are used up, and asking how many are left is free', async () => {
  const rateLimit = { capacity: 2, refillPerMinute: 75 };
  const heroku = await startForTest({ rateLimit, now: () => 0 });
  const first = await call(heroku, 'GET /apps');
  expect(first.headers.get('ratelimit-remaining')).toBe('1');
  await call(heroku, 'GET /apps');
  const refused = await call(heroku, 'GET /apps');
  expect(refused).toMatchObject({ status: 429, body: { id: 'rate_limit' } });
  expect(refused.headers.get('ratelimit-remaining')).toBe('0');
  const asked = await call(heroku, 'GET /account/rate-limits');
  expect(asked).toMatchObject({ status: 200, body: { remaining: 0 } });
});
