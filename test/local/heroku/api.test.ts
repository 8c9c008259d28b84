import { describe, expect, test } from 'vitest';
import { answering, call, startForTest } from './setting.ts';

describe('the API', () => {
  test('refuses a missing and a wrong token, and takes the right one in both schemes', async () => {
    const heroku = await startForTest({ token: 'right' });
    const basic = Buffer.from(':right').toString('base64');
    const statusWith = async (headers: Record<string, string>) =>
      (await call(heroku, 'GET /account', { headers })).status;
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ Authorization: 'Bearer wrong' })).toBe(401);
    expect(await statusWith({ Authorization: 'Bearer right' })).toBe(200);
    expect(await statusWith({ Authorization: `Basic ${basic}` })).toBe(200);
  });

  test.each([
    ['an unknown app', 'GET /apps/nobody', 404, 'not_found'],
    ['a path that does not exist', 'GET /nothing', 404, 'not_found'],
    ['a method that does not exist', 'DELETE /apps/shop/releases', 404, 'not_found'],
    ['an unknown release', 'GET /apps/shop/releases/v1', 404, 'not_found'],
  ])('answers %s as Heroku does', async (_, line, status, id) => {
    const heroku = await startForTest();
    await heroku.createApp('shop');
    const answer = await call(heroku, line);
    expect(answer).toMatchObject({ status, body: { id } });
    expect(answer.body.message).toEqual(expect.any(String));
    expect(answer.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(answer.headers.get('ratelimit-remaining'))).toBe(4_499);
  });

  test('wants the Accept header with its version', async () => {
    const heroku = await startForTest();
    const headers = { Accept: 'application/json' };
    const answer = await call(heroku, 'GET /account', { headers });
    expect(answer).toMatchObject({ status: 406, body: { id: 'not_acceptable' } });
  });

  test('answers 400 to a body that is not JSON and 422 to one of a wrong shape', async () => {
    const heroku = await startForTest();
    await heroku.createApp('shop');
    const broken = await fetch(`${heroku.apiUrl}/apps/shop`, {
      method: 'PATCH',
      headers: { Accept: 'application/vnd.heroku+json; version=3' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    const nul = await call(heroku, 'PATCH /apps/shop/config-vars', { body: { FOO: '\0' } });
    expect(nul.status).toBe(422);
    const wrong = await call(heroku, 'PATCH /apps/shop', { body: { maintenance: 'maybe' } });
    expect(wrong).toMatchObject({ status: 422, body: { id: 'invalid_params' } });
  });

  test('shows an app by name and by id, with its generation as the variant has it', async () => {
    const heroku = await startForTest();
    const { id, webUrl } = await heroku.createApp('shop');
    const plain = await call(heroku, 'GET /apps/shop');
    expect(plain.body).toMatchObject({
      id,
      web_url: webUrl,
      maintenance: false,
      generation: { name: 'cedar' },
      space: null,
      stack: { name: 'heroku-24' },
      released_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    const headers = { Accept: 'application/vnd.heroku+json; version=3.sdk' };
    const sdk = await call(heroku, `GET /apps/${id}`, { headers });
    expect(sdk.body.generation).toBe('cedar');
  });

  test('lists apps in pages', async () => {
    const heroku = await startForTest();
    for (const name of ['bees', 'ants', 'cats']) await heroku.createApp(name);
    const first = await call(heroku, 'GET /apps', { headers: { Range: 'name ..; max=2' } });
    expect(first.status).toBe(206);
    expect(first.list.map(({ name }) => name)).toEqual(['ants', 'bees']);
    const next = { Range: first.headers.get('next-range') ?? '' };
    const last = await call(heroku, 'GET /apps', { headers: next });
    expect(last.status).toBe(200);
    expect(last.list.map(({ name }) => name)).toEqual(['cats']);
    expect((await call(heroku, 'GET /apps', { headers: { Range: 'size ..' } })).status).toBe(416);
  });

  test('shows the slug and the formation of the code that runs', async () => {
    const heroku = await startForTest();
    await heroku.createApp('shop');
    const commit = 'abc'.padEnd(40, '1');
    await heroku.deploy('shop', answering('one', ['worker: sleep 9']), { commit });
    const { slug } = (await call(heroku, 'GET /apps/shop/releases/3')).body;
    const shown = await call(heroku, `GET /apps/shop/slugs/${slug.id}`);
    const types = { web: 'node server.js one', worker: 'sleep 9' };
    expect(shown.body).toMatchObject({ commit, process_types: types });
    const formation = await call(heroku, 'GET /apps/shop/formation');
    expect(formation.body).toMatchObject([
      { type: 'web', quantity: 1 },
      { type: 'worker', quantity: 0 },
    ]);
    const builds = await call(heroku, 'GET /apps/shop/builds');
    expect(builds.body).toMatchObject([{ status: 'succeeded', slug: { id: slug.id } }]);
  });
});

describe('a fault of the API', () => {
  const rollbacks = { method: 'POST', path: /\/releases$/ };

  async function shopOfOne() {
    const heroku = await startForTest();
    await heroku.createApp('shop');
    const release = await heroku.deploy('shop', answering('one'));
    const post = () => call(heroku, 'POST /apps/shop/releases', { body: { release: release.id } });
    return { heroku, post };
  }

  test.each([401, 403, 429, 500, 503] as const)(
    'answers %i, once, and does nothing',
    async (status) => {
      const { heroku, post } = await shopOfOne();
      heroku.faults.answer(status, rollbacks);
      expect((await call(heroku, 'GET /apps/shop/releases')).status).toBe(200);
      expect((await post()).status).toBe(status);
      expect(heroku.rollbackCalls('shop')).toBe(0);
      expect((await post()).status).toBe(201);
    },
  );

  test('loses the response of work that was done', async () => {
    const { heroku, post } = await shopOfOne();
    heroku.faults.loseResponse(rollbacks);
    await expect(post()).rejects.toThrow();
    expect(heroku.rollbackCalls('shop')).toBe(1);
    expect(heroku.releases('shop').at(-1)).toMatchObject({ description: 'Rollback to v3' });
  });

  test('drops the connection before anything is done', async () => {
    const { heroku, post } = await shopOfOne();
    heroku.faults.drop({ ...rollbacks, times: 2 });
    await expect(post()).rejects.toThrow();
    await expect(post()).rejects.toThrow();
    expect(heroku.rollbackCalls('shop')).toBe(0);
    expect((await post()).status).toBe(201);
  });

  test('never answers, until the platform closes', async () => {
    const { heroku } = await shopOfOne();
    heroku.faults.hang({ path: /dynos/ });
    const asked = heroku.until('request', ({ path }) => path.endsWith('/dynos'));
    const hanging = expect(call(heroku, 'GET /apps/shop/dynos')).rejects.toThrow();
    expect((await asked).status).toBeNull();
    await heroku.close();
    await hanging;
  });

  test('answers something that is not JSON', async () => {
    const { heroku } = await shopOfOne();
    heroku.faults.garble();
    await expect(call(heroku, 'GET /apps')).rejects.toThrow('JSON');
  });

  test('answers late', async () => {
    const { heroku } = await shopOfOne();
    heroku.faults.slow(100);
    const startedAt = performance.now();
    expect((await call(heroku, 'GET /apps')).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  });
});
