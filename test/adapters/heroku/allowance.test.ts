import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../lib/adapters/clock.ts';
import { createHeroku, type Heroku } from '../../../lib/adapters/heroku.ts';
import { limits } from '../../../lib/core/limits.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { fixtureList } from './fixture.ts';
import { json, type PlatformApi, startPlatformApi } from './platform-api.ts';

let api: PlatformApi;
let heroku: Heroku;
let remaining: string | null;
let now: number;

const clock: Clock = {
  now: () => now,
  monotonic: () => now,
  sleep: async (ms) => {
    now += ms;
  },
};

beforeEach(async () => {
  now = Date.UTC(2026, 4, 14);
  remaining = null;
  api = await startPlatformApi();
  api.answer = (seen, response) => {
    const headers: Record<string, string> =
      remaining === null ? {} : { 'ratelimit-remaining': remaining };
    const body = seen.method === 'POST' ? fixtureList('releases.json')[0] : [];
    json(response, 200, body, headers);
  };
  heroku = createHeroku({ baseUrl: api.url, token: new Secret('t'), clock });
});

afterEach(() => api.close());

describe('the rate limit', () => {
  test('is not known before the first answer, and is the last figure after it', async () => {
    expect(heroku.remaining()).toBeNull();
    await heroku.dynos('shop-eu');
    expect(heroku.remaining()).toBeNull();
    remaining = '4499';
    await heroku.dynos('shop-eu');
    expect(heroku.remaining()).toBe(4499);
    remaining = 'many';
    await heroku.dynos('shop-eu');
    expect(heroku.remaining()).toBe(4499);
  });

  test('is known to be used up after a 429 that does not tell the figure', async () => {
    api.answer = (_seen, response) => json(response, 429, { id: 'rate_limit', message: 'Wait.' });
    await heroku.dynos('shop-eu');
    expect(heroku.remaining()).toBe(0);
  });

  test('is told by a refusal too', async () => {
    api.answer = (_seen, response) => json(response, 404, {}, { 'ratelimit-remaining': '12' });
    await heroku.dynos('shop-eu');
    expect(heroku.remaining()).toBe(12);
  });
});

describe('below the reserve', () => {
  beforeEach(async () => {
    remaining = String(limits.rateLimitReserve - 1);
    await heroku.dynos('shop-eu');
    api.seen.length = 0;
  });

  test.each<[string, () => Promise<unknown>]>([
    ['apps', () => heroku.apps()],
    ['preboot', () => heroku.preboot('shop-eu')],
    ['slugCommit', () => heroku.slugCommit('shop-eu', 's1')],
    ['log', () => heroku.log('shop-eu', 10)],
  ])('%s answers at once without asking', async (_name, ask) => {
    expect(await ask()).toMatchObject({
      ok: false,
      trouble: {
        kind: 'rate-limited',
        message: expect.stringContaining('was not asked: the last calls of the rate limit'),
        canRetry: true,
        maybeDone: false,
        status: null,
      },
    });
    expect(api.seen).toHaveLength(0);
  });

  test('what an open incident needs is still asked', async () => {
    await heroku.app('shop-eu');
    await heroku.releases('shop-eu');
    await heroku.dynos('shop-eu');
    await heroku.formation('shop-eu');
    expect(await heroku.rollback('shop-eu', 'r1')).toMatchObject({ ok: true });
    expect(api.seen).toHaveLength(5);
  });

  test('the figure ages as the bucket refills', async () => {
    expect(await heroku.apps()).toMatchObject({ ok: false });
    now += 60_000 / limits.rateLimitRefillPerMinute;
    expect(await heroku.apps()).toMatchObject({ ok: true });
  });
});

test('an empty bucket locks nothing out for longer than it takes to fill the reserve', async () => {
  remaining = '0';
  await heroku.dynos('shop-eu');
  now += 3 * 60_000;
  expect(await heroku.apps()).toMatchObject({ ok: false });
  now += 60_000;
  remaining = '5';
  expect(await heroku.apps()).toMatchObject({ ok: true });
  expect(await heroku.apps()).toMatchObject({ ok: false });
});

test('a clock that is set back does not lock out what is asked every minute', async () => {
  remaining = '0';
  await heroku.dynos('shop-eu');
  now -= 24 * 60 * 60_000;
  expect(await heroku.apps()).toMatchObject({ ok: true });
  expect(await heroku.apps()).toMatchObject({ ok: false });
});
