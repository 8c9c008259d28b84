import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createHeroku, type Heroku } from '../../lib/adapters/heroku.ts';
import type { Answer } from '../../lib/core/release.ts';
import { Secret } from '../../lib/core/secret.ts';
import { fixture, fixtureList } from './heroku/fixture.ts';
import { json, type PlatformApi, startPlatformApi } from './heroku/platform-api.ts';

let api: PlatformApi;
let heroku: Heroku;

beforeEach(async () => {
  api = await startPlatformApi();
  heroku = create();
});

afterEach(() => api.close());

describe('every request', () => {
  test('asks for version 3 as the token’s user, and says who we are', async () => {
    await heroku.releases('shop-eu');
    expect(api.seen[0]?.headers).toMatchObject({
      accept: 'application/vnd.heroku+json; version=3',
      authorization: 'Bearer token-of-the-test',
      'user-agent': 'lastgood',
    });
  });

  test('goes to the path below the base URL, with or without a slash at its end', async () => {
    const below = create({ baseUrl: `${api.url}/proxy/` });
    await below.dynos('shop-eu');
    expect(api.seen[0]?.url).toBe('/proxy/apps/shop-eu/dynos');
  });

  test('cannot leave the app that it is about', async () => {
    await heroku.dynos('shop/../../account');
    expect(api.seen[0]?.url).toBe('/apps/shop%2F..%2F..%2Faccount/dynos');
  });
});

describe('releases', () => {
  test('asks for the newest fifty', async () => {
    await heroku.releases('shop-eu');
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]).toMatchObject({ method: 'GET', url: '/apps/shop-eu/releases' });
    expect(api.seen[0]?.headers.range).toBe('version ..; order=desc,max=50');
  });

  test('reads the few fields that are used', async () => {
    api.answer = (_seen, response) => json(response, 206, fixture('releases.json'));
    const releases = value(await heroku.releases('shop-eu'));
    expect(releases[1]).toEqual({
      id: '6be9012f-1c42-4f2d-bb99-af152aad0043',
      version: 43,
      status: 'succeeded',
      current: true,
      eligibleForRollback: true,
      description: 'Rollback to v41',
      userEmail: 'alice@example.com',
      artifact: 'e7cb552a-e840-48cb-9164-081d1e6da002',
      slugId: 'e7cb552a-e840-48cb-9164-081d1e6da002',
      addonPlans: ['heroku-postgresql:essential-0'],
      createdAt: Date.UTC(2026, 4, 13, 11, 37, 58),
    });
  });

  test('puts the newest first whatever order they come in', async () => {
    api.answer = (_seen, response) =>
      json(response, 200, fixtureList('releases.json').toReversed());
    const versions = value(await heroku.releases('shop-eu')).map(({ version }) => version);
    expect(versions).toEqual([44, 43, 42, 41, 40, 39, 38, 32, 31]);
  });

  test('reads the status null of an old release as succeeded', async () => {
    api.answer = (_seen, response) => json(response, 200, fixture('releases.json'));
    const initial = value(await heroku.releases('shop-eu')).at(-1);
    expect(initial).toMatchObject({ status: 'succeeded', artifact: null, slugId: null });
  });

  test.each([
    { artifacts: [{ id: 'b' }, { id: 'a', type: 'slug' }], slug: { id: 's' }, key: 'a+b' },
    { artifacts: [], slug: { id: 's' }, key: 's' },
    { artifacts: null, slug: null, oci_image: { id: 'o' }, key: 'o' },
    { artifacts: [{ id: 'o', type: 'oci-image' }], slug: null, key: 'o' },
    { artifacts: undefined, slug: undefined, oci_image: undefined, key: null },
  ])('takes $key for the code of a release', async ({ key, ...fields }) => {
    const [release] = fixtureList('releases.json');
    api.answer = (_seen, response) => json(response, 200, [{ ...release, ...fields }]);
    expect(value(await heroku.releases('shop-eu'))[0]?.artifact).toBe(key);
  });

  test('takes what succeeded for eligible where Heroku does not say', async () => {
    const [failed, current] = fixtureList('releases.json');
    delete failed?.['eligible_for_rollback'];
    delete current?.['eligible_for_rollback'];
    api.answer = (_seen, response) => json(response, 200, [failed, current]);
    const releases = value(await heroku.releases('shop-eu'));
    expect(releases.map((release) => release.eligibleForRollback)).toEqual([false, true]);
  });

  test.each([
    ['no version', { version: undefined }],
    ['a version in words', { version: '44' }],
    ['no id', { id: undefined }],
    ['an unknown status', { status: 'canceled' }],
    ['no word on whether it is current', { current: undefined }],
    ['a time that is none', { created_at: 'yesterday' }],
    ['null in place of it', null],
  ])('refuses the ledger for one entry with %s', async (_what, fields) => {
    const releases = fixtureList('releases.json');
    const broken = fields === null ? null : { ...releases[3], ...fields };
    api.answer = (_seen, response) =>
      json(response, 200, releases.toSpliced(3, 1, broken as never));
    const answer = await heroku.releases('shop-eu');
    expect(answer).toMatchObject({ ok: false, trouble: { kind: 'malformed', status: 200 } });
    expect(JSON.stringify(answer)).toMatch(/3(\.\w+)? is not as documented/);
  });

  test('refuses a ledger with two current releases', async () => {
    const releases = fixtureList('releases.json').map((entry) => ({ ...entry, current: true }));
    api.answer = (_seen, response) => json(response, 200, releases);
    expect(await heroku.releases('shop-eu')).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('more than one release') },
    });
  });

  test('refuses a ledger that was cut at the newest releases', async () => {
    api.answer = (_seen, response) =>
      json(response, 206, fixtureList('releases.json').toReversed());
    expect(await heroku.releases('shop-eu')).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('newest are missing') },
    });
  });
});

describe('apps', () => {
  test('follows Next-Range over every page', async () => {
    const [one, two, three, four] = fixtureList('apps.json');
    api.answer = (seen, response) => {
      if (seen.headers.range === 'id ..; max=1000') {
        json(response, 206, [one, two], { 'next-range': 'id ]4335..; max=1000' });
      } else json(response, 200, [three, four]);
    };
    const apps = value(await heroku.apps());
    expect(apps.map(({ name }) => name)).toEqual([
      'shop-eu',
      'cicdtest222',
      'ledger-internal',
      'brand-new',
    ]);
    expect(api.seen.map(({ headers }) => headers.range)).toEqual([
      'id ..; max=1000',
      'id ]4335..; max=1000',
    ]);
  });

  test('reads what a sweep needs of an app', async () => {
    api.answer = (_seen, response) => json(response, 200, fixture('apps.json'));
    const apps = value(await heroku.apps());
    expect(apps[0]).toEqual({
      id: '4335bcdb-5f6f-41f8-a31b-84697ec96475',
      name: 'shop-eu',
      webUrl: 'https://shop-eu-0123456789ab.herokuapp.com/',
      maintenance: false,
      releasedAt: Date.UTC(2026, 4, 13, 11, 37, 58),
      privateSpace: false,
    });
    expect(apps[1]?.maintenance).toBe(true);
    expect(apps[2]).toMatchObject({ webUrl: null, privateSpace: true });
    expect(apps[3]?.releasedAt).toBeNull();
  });

  test('does not lose the others for one entry that cannot be read', async () => {
    const apps = fixtureList('apps.json');
    api.answer = (_seen, response) =>
      json(response, 200, [{ ...apps[0], maintenance: 'no' }, null, apps[1]]);
    expect(value(await heroku.apps()).map(({ name }) => name)).toEqual(['cicdtest222']);
  });

  test('is a trouble when no entry can be read', async () => {
    api.answer = (_seen, response) => json(response, 200, [{ id: 'x' }]);
    expect(await heroku.apps()).toMatchObject({ ok: false, trouble: { kind: 'malformed' } });
  });

  test('is an empty list when the account has no app', async () => {
    expect(value(await heroku.apps())).toEqual([]);
  });

  test('gives up on a list that never ends', async () => {
    api.answer = (_seen, response) => json(response, 206, [], { 'next-range': 'id ]a..' });
    const bounded = create({ limits: { pagesMax: 3 } });
    expect(await bounded.apps()).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('goes on after 3 pages') },
    });
    expect(api.seen).toHaveLength(3);
  });

  test('is a trouble when a later page is one', async () => {
    api.answer = (seen, response) => {
      if (api.seen.length === 1) {
        json(response, 206, fixture('apps.json'), { 'next-range': 'id ]a..' });
      } else json(response, 503, { id: 'internal_server_error', message: seen.method });
    };
    expect(await heroku.apps()).toMatchObject({ ok: false, trouble: { kind: 'unavailable' } });
  });
});

describe('the other reads', () => {
  test('read one app', async () => {
    api.answer = (_seen, response) => json(response, 200, fixtureList('apps.json')[1]);
    expect(value(await heroku.app('cicdtest222')).maintenance).toBe(true);
    expect(api.seen[0]?.url).toBe('/apps/cicdtest222');
  });

  test('read dynos with the release that each one runs', async () => {
    api.answer = (_seen, response) => json(response, 200, fixture('dynos.json'));
    expect(value(await heroku.dynos('shop-eu'))).toEqual([
      { name: 'web.1', type: 'web', state: 'up', releaseVersion: 43 },
      { name: 'web.2', type: 'web', state: 'crashed', releaseVersion: 43 },
      { name: 'run.9359', type: 'run', state: 'provisioning', releaseVersion: null },
    ]);
  });

  test('refuse a list of dynos of which one cannot be read', async () => {
    const dynos = fixtureList('dynos.json');
    api.answer = (_seen, response) => json(response, 200, [dynos[1], { ...dynos[0], state: 7 }]);
    expect(await heroku.dynos('shop-eu')).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('1.state') },
    });
  });

  test('read the formation', async () => {
    api.answer = (_seen, response) => json(response, 200, fixture('formation.json'));
    expect(value(await heroku.formation('shop-eu'))).toEqual([
      { type: 'web', quantity: 2 },
      { type: 'release', quantity: 0 },
    ]);
    expect(api.seen[0]?.url).toBe('/apps/shop-eu/formation');
  });

  test('tell whether preboot is on, and take a feature that is not offered for off', async () => {
    const features = fixtureList('features.json');
    api.answer = (_seen, response) => json(response, 200, features);
    expect(value(await heroku.preboot('shop-eu'))).toBe(true);
    expect(api.seen[0]?.url).toBe('/apps/shop-eu/features');
    api.answer = (_seen, response) => json(response, 200, features.slice(0, 1));
    expect(value(await heroku.preboot('shop-eu'))).toBe(false);
    api.answer = (_seen, response) => json(response, 200, [{ ...features[1], enabled: false }]);
    expect(value(await heroku.preboot('shop-eu'))).toBe(false);
  });

  test.each([
    [{ commit: '1a5f89db', commit_description: '' }, '1a5f89db'],
    [{ commit: null }, null],
  ])('read the commit of the slug %j', async (slug, commit) => {
    api.answer = (_seen, response) => json(response, 200, slug);
    expect(value(await heroku.slugCommit('shop-eu', 's1'))).toBe(commit);
    expect(api.seen[0]?.url).toBe('/apps/shop-eu/slugs/s1');
  });

  test('open a log session for the last lines', async () => {
    const address = 'https://logs.example.com/stream/1?token=t';
    api.answer = (_seen, response) => json(response, 201, { id: 'l1', logplex_url: address });
    expect(value(await heroku.logSession('shop-eu', 100))).toBe(address);
    expect(api.seen[0]).toMatchObject({ method: 'POST', url: '/apps/shop-eu/log-sessions' });
    expect(JSON.parse(api.seen[0]?.body ?? '')).toEqual({ lines: 100, tail: false });
  });
});

describe('rollback', () => {
  const target = '6be9012f-1c42-4f2d-bb99-af152aad0041';

  test.each([200, 201, 202])('posts the id and takes %i for done', async (status) => {
    const [release] = fixtureList('releases.json');
    api.answer = (_seen, response) =>
      json(response, status, { ...release, version: 45, status: 'pending' });
    const answer = await heroku.rollback('shop-eu', target);
    expect(value(answer)).toMatchObject({ version: 45, status: 'pending' });
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]).toMatchObject({
      method: 'POST',
      url: '/apps/shop-eu/releases',
      body: `{"release":"${target}"}`,
      headers: { 'content-type': 'application/json' },
    });
  });

  test('goes on a connection of its own, while reads share one', async () => {
    await heroku.dynos('shop-eu');
    await heroku.rollback('shop-eu', target);
    await heroku.rollback('shop-eu', target);
    await turnOfTheLoop();
    await heroku.formation('shop-eu');
    const [read, first, second, again] = api.seen.map(({ port }) => port);
    expect(again).toBe(read);
    expect(new Set([read, first, second]).size).toBe(3);
  });
});

test('a connection that slept for longer than it is kept is not used again', async () => {
  let now = 1_000_000;
  const clock = { ...systemClock, now: () => now };
  const sleepy = create({ clock });
  await sleepy.dynos('shop-eu');
  await turnOfTheLoop();
  await sleepy.dynos('shop-eu');
  await turnOfTheLoop();
  now += 60_000;
  await sleepy.dynos('shop-eu');
  const [first, second, third] = api.seen.map(({ port }) => port);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('a base URL that is none is refused at the start', () => {
  expect(() => create({ baseUrl: 'api.heroku.com' })).toThrow(TypeError);
});

function create(options: Partial<Parameters<typeof createHeroku>[0]> = {}): Heroku {
  const token = new Secret('token-of-the-test');
  return createHeroku({ baseUrl: api.url, token, clock: systemClock, ...options });
}

function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.trouble.message);
  return answer.value;
}
