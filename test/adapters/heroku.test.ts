import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { fixture, fixtureList } from './heroku/fixture.ts';
import { token, useHarness, value } from './heroku/harness.ts';
import { json } from './heroku/platform-api.ts';

const on = useHarness();

describe('every request', () => {
  test('asks for version 3 as the token’s user, and says who we are', async () => {
    await on.heroku.releases('shop-eu');
    expect(on.api.seen[0]?.headers).toMatchObject({
      accept: 'application/vnd.heroku+json; version=3',
      authorization: `Bearer ${token}`,
      'user-agent': 'lastgood',
    });
  });

  test('goes to the path below the base URL, with or without a slash at its end', async () => {
    const below = on.create({ baseUrl: `${on.api.url}/proxy/` });
    await below.dynos('shop-eu');
    expect(on.api.seen[0]?.url).toBe('/proxy/apps/shop-eu/dynos');
  });

  test('cannot leave the app that it is about', async () => {
    await on.heroku.dynos('shop/../../account');
    await on.heroku.slugCommit('shop', '../releases');
    expect(on.api.seen.map(({ url }) => url)).toEqual([
      '/apps/shop%2F..%2F..%2Faccount/dynos',
      '/apps/shop/slugs/..%2Freleases',
    ]);
  });
});

describe('the other reads', () => {
  test('read one app', async () => {
    on.api.answer = (_seen, response) => json(response, 200, fixtureList('apps.json')[1]);
    expect(value(await on.heroku.app('cicdtest222')).maintenance).toBe(true);
    expect(on.api.seen[0]?.url).toBe('/apps/cicdtest222');
  });

  test('read dynos with the release that each one runs', async () => {
    on.api.answer = (_seen, response) => json(response, 200, fixture('dynos.json'));
    expect(value(await on.heroku.dynos('shop-eu'))).toEqual([
      { name: 'web.1', type: 'web', state: 'up', releaseVersion: 43 },
      { name: 'web.2', type: 'web', state: 'crashed', releaseVersion: 43 },
      { name: 'run.9359', type: 'run', state: 'provisioning', releaseVersion: null },
    ]);
  });

  test('refuse a list of dynos of which one cannot be read', async () => {
    const dynos = fixtureList('dynos.json');
    on.api.answer = (_seen, response) => json(response, 200, [dynos[1], { ...dynos[0], state: 7 }]);
    expect(await on.heroku.dynos('shop-eu')).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('1.state') },
    });
  });

  test('read the formation', async () => {
    on.api.answer = (_seen, response) => json(response, 200, fixture('formation.json'));
    expect(value(await on.heroku.formation('shop-eu'))).toEqual([
      { type: 'web', quantity: 2 },
      { type: 'release', quantity: 0 },
    ]);
    expect(on.api.seen[0]?.url).toBe('/apps/shop-eu/formation');
  });

  test('tell whether preboot is on, and take a feature that is not offered for off', async () => {
    const features = fixtureList('features.json');
    on.api.answer = (_seen, response) => json(response, 200, features);
    expect(value(await on.heroku.preboot('shop-eu'))).toBe(true);
    expect(on.api.seen[0]?.url).toBe('/apps/shop-eu/features');
    on.api.answer = (_seen, response) => json(response, 200, features.slice(0, 1));
    expect(value(await on.heroku.preboot('shop-eu'))).toBe(false);
    on.api.answer = (_seen, response) => json(response, 200, [{ ...features[1], enabled: false }]);
    expect(value(await on.heroku.preboot('shop-eu'))).toBe(false);
  });

  test.each([
    [{ commit: '1a5f89db', commit_description: '' }, '1a5f89db'],
    [{ commit: null }, null],
  ])('read the commit of the slug %j', async (slug, commit) => {
    on.api.answer = (_seen, response) => json(response, 200, slug);
    expect(value(await on.heroku.slugCommit('shop-eu', 's1'))).toBe(commit);
    expect(on.api.seen[0]?.url).toBe('/apps/shop-eu/slugs/s1');
  });
});

describe('rollback', () => {
  const target = '6be9012f-1c42-4f2d-bb99-af152aad0041';

  test.each([200, 201, 202])('posts the id and takes %i for done', async (status) => {
    const [release] = fixtureList('releases.json');
    on.api.answer = (_seen, response) =>
      json(response, status, { ...release, version: 45, status: 'pending' });
    const answer = await on.heroku.rollback('shop-eu', target);
    expect(value(answer)).toMatchObject({ version: 45, status: 'pending' });
    expect(on.api.seen).toHaveLength(1);
    expect(on.api.seen[0]).toMatchObject({
      method: 'POST',
      url: '/apps/shop-eu/releases',
      body: `{"release":"${target}"}`,
      headers: { 'content-type': 'application/json' },
    });
  });

  test('goes on a connection of its own, while reads share one', async () => {
    await on.heroku.dynos('shop-eu');
    await on.heroku.rollback('shop-eu', target);
    await turnOfTheLoop();
    await on.heroku.rollback('shop-eu', target);
    await turnOfTheLoop();
    await on.heroku.formation('shop-eu');
    const [read, first, second, again] = on.api.seen.map(({ port }) => port);
    expect(again).toBe(read);
    expect(new Set([read, first, second]).size).toBe(3);
  });
});

test('a connection that slept for longer than it is kept is not used again', async () => {
  let now = 1_000_000;
  const clock = { ...systemClock, now: () => now };
  const sleepy = on.create({ clock });
  await sleepy.dynos('shop-eu');
  await turnOfTheLoop();
  await sleepy.dynos('shop-eu');
  await turnOfTheLoop();
  now += 60_000;
  await sleepy.dynos('shop-eu');
  const [first, second, third] = on.api.seen.map(({ port }) => port);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('a base URL that is none is refused at the start', () => {
  expect(() => on.create({ baseUrl: 'on.api.heroku.com' })).toThrow(TypeError);
});
