import { describe, expect, test } from 'vitest';
import { answering, ask, call, deployTo, startForTest } from './setting.ts';

async function shopOfTwo() {
  const heroku = await startForTest();
  await heroku.createApp('shop', { configVars: { COLOUR: 'red' } });
  await deployTo(heroku, answering('one'));
  await deployTo(heroku, answering('two'));
  return heroku;
}

describe('a rollback', () => {
  test('is a new release with the code and the config vars of its target', async () => {
    const heroku = await shopOfTwo();
    heroku.setConfig('shop', { COLOUR: 'blue', EXTRA: 'yes' });
    await heroku.untilWeb('shop', 'up');
    const target = await call(heroku, 'GET /apps/shop/releases/3');
    const rollback = await call(heroku, 'POST /apps/shop/releases', {
      body: { release: target.body.id },
    });
    expect(rollback).toMatchObject({
      status: 201,
      body: {
        version: 6,
        description: 'Rollback to v3',
        status: 'succeeded',
        current: true,
        slug: target.body.slug,
        artifacts: [{ type: 'slug', id: target.body.slug.id }],
        output_stream_url: null,
      },
    });
    await heroku.untilWeb('shop', 'up');
    expect((await ask(heroku)).text).toBe('one');
    const config = await call(heroku, 'GET /apps/shop/config-vars');
    expect(config.body).toEqual({ COLOUR: 'red' });
    expect(heroku.rollbackCalls('shop')).toBe(1);
    expect(heroku.releases('shop').filter(({ current }) => current)).toHaveLength(1);
  });

  test('gives the dynos the config vars of the target', async () => {
    const heroku = await shopOfTwo();
    heroku.setConfig('shop', { COLOUR: 'blue' });
    const target = heroku.releases('shop').find(({ version }) => version === 4);
    await call(heroku, 'POST /apps/shop/releases', { body: { release: target?.id } });
    await heroku.untilWeb('shop', 'up');
    const environment = JSON.parse((await ask(heroku, 'environment')).text);
    expect(environment).toMatchObject({ COLOUR: 'red', DYNO: 'web.1' });
  });

  test('is told to whoever listens', async () => {
    const heroku = await shopOfTwo();
    const told = heroku.until('rollback');
    const target = heroku.releases('shop').find(({ version }) => version === 3);
    await call(heroku, 'POST /apps/shop/releases', { body: { release: target?.id } });
    const { app, release } = await told;
    expect([app, release.version, (await told).target.version]).toEqual(['shop', 5, 3]);
  });

  test.each([
    ['a first release, which has no code', (ids: string[]) => ids[0], 422, 'invalid_params'],
    ['an expired release', (ids: string[]) => ids[2], 422, 'invalid_params'],
    ['a version in place of an id', () => 'v3', 422, 'invalid_params'],
    ['an id of no release', () => '01234567-89ab-4def-8123-456789abcdef', 404, 'not_found'],
    ['nothing', () => undefined, 422, 'invalid_params'],
  ])('to %s is refused and changes nothing', async (_, pick, status, id) => {
    const heroku = await startForTest();
    await heroku.createApp('shop');
    await heroku.deploy('shop', answering('one'));
    await heroku.deploy('shop', answering('two'));
    heroku.expire('shop', 3);
    const release = pick(heroku.releases('shop').map((entry) => entry.id));
    const refused = await call(heroku, 'POST /apps/shop/releases', { body: { release } });
    expect(refused).toMatchObject({ status, body: { id } });
    expect(heroku.releases('shop')).toHaveLength(4);
    expect(heroku.rollbackCalls('shop')).toBe(0);
  });
});

describe('the releases of an app', () => {
  test('begin with two that have no code', async () => {
    const heroku = await startForTest();
    await heroku.createApp('shop');
    const { body } = await call(heroku, 'GET /apps/shop/releases');
    expect(body).toMatchObject([
      { version: 1, description: 'Initial release', slug: null, eligible_for_rollback: false },
      { version: 2, description: 'Enable Logplex', slug: null, current: true, artifacts: [] },
    ]);
  });

  test('come in pages, newest first, when that is asked for', async () => {
    const heroku = await shopOfTwo();
    const headers = { Range: 'version ..; max=3, order=desc' };
    const first = await call(heroku, 'GET /apps/shop/releases', { headers });
    expect(first.status).toBe(206);
    expect(first.list.map(({ version }) => version)).toEqual([4, 3, 2]);
    expect(first.headers.get('content-range')).toBe('version 4..2');
    const next = { Range: first.headers.get('next-range') ?? '' };
    const last = await call(heroku, 'GET /apps/shop/releases', { headers: next });
    expect(last.status).toBe(200);
    expect(last.list.map(({ version }) => version)).toEqual([1]);
    expect(last.headers.get('next-range')).toBeNull();
  });

  test('are found by version and by id, with the config vars that each of them ran with', async () => {
    const heroku = await shopOfTwo();
    heroku.setConfig('shop', { COLOUR: 'blue' });
    const byVersion = await call(heroku, 'GET /apps/shop/releases/5');
    expect(byVersion.body).toMatchObject({ description: 'Set COLOUR config vars', current: true });
    const byId = await call(heroku, `GET /apps/shop/releases/${byVersion.body.id}`);
    expect(byId.body.version).toBe(5);
    const before = await call(heroku, 'GET /apps/shop/releases/4/config-vars');
    expect(before.body).toEqual({ COLOUR: 'red' });
    expect((await call(heroku, 'GET /apps/shop/releases/99')).status).toBe(404);
  });

  test('can be made of a slug that exists', async () => {
    const heroku = await shopOfTwo();
    const { slug } = (await call(heroku, 'GET /apps/shop/releases/3')).body;
    const body = { slug: slug.id, description: 'Retry of v3: again' };
    const made = await call(heroku, 'POST /apps/shop/releases', { body });
    expect(made).toMatchObject({ status: 201, body: { version: 5, ...body, slug } });
    expect(heroku.rollbackCalls('shop')).toBe(0);
  });
});
