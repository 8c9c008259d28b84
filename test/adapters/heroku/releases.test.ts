import { describe, expect, test } from 'vitest';
import { fixture, fixtureList } from './fixture.ts';
import { useHarness, value } from './harness.ts';
import { json } from './platform-api.ts';

const on = useHarness();

describe('releases', () => {
  test('asks for the newest fifty', async () => {
    await on.heroku.releases('shop-eu');
    expect(on.api.seen).toHaveLength(1);
    expect(on.api.seen[0]).toMatchObject({ method: 'GET', url: '/apps/shop-eu/releases' });
    expect(on.api.seen[0]?.headers.range).toBe('version ..; order=desc,max=50');
  });

  test('reads the few fields that are used', async () => {
    on.api.answer = (_seen, response) => json(response, 206, fixture('releases.json'));
    const releases = value(await on.heroku.releases('shop-eu'));
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
    on.api.answer = (_seen, response) =>
      json(response, 200, fixtureList('releases.json').toReversed());
    const versions = value(await on.heroku.releases('shop-eu')).map(({ version }) => version);
    expect(versions).toEqual([44, 43, 42, 41, 40, 39, 38, 32, 31]);
  });

  test('reads the status null of an old release as succeeded', async () => {
    on.api.answer = (_seen, response) => json(response, 200, fixture('releases.json'));
    const initial = value(await on.heroku.releases('shop-eu')).at(-1);
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
    on.api.answer = (_seen, response) => json(response, 200, [{ ...release, ...fields }]);
    expect(value(await on.heroku.releases('shop-eu'))[0]?.artifact).toBe(key);
  });

  test('takes what succeeded for eligible where Heroku does not say', async () => {
    const [failed, current] = fixtureList('releases.json');
    delete failed?.['eligible_for_rollback'];
    delete current?.['eligible_for_rollback'];
    on.api.answer = (_seen, response) => json(response, 200, [failed, current]);
    const releases = value(await on.heroku.releases('shop-eu'));
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
    on.api.answer = (_seen, response) =>
      json(response, 200, releases.toSpliced(3, 1, broken as never));
    const answer = await on.heroku.releases('shop-eu');
    expect(answer).toMatchObject({ ok: false, trouble: { kind: 'malformed', status: 200 } });
    expect(JSON.stringify(answer)).toMatch(/3(\.\w+)? is not as documented/);
  });

  test('refuses a ledger with two current releases', async () => {
    const releases = fixtureList('releases.json').map((entry) => ({ ...entry, current: true }));
    on.api.answer = (_seen, response) => json(response, 200, releases);
    expect(await on.heroku.releases('shop-eu')).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('more than one release') },
    });
  });

  test('refuses a ledger in which one version stands twice', async () => {
    const [one, other] = fixtureList('releases.json');
    on.api.answer = (_seen, response) => json(response, 200, [one, { ...other, version: 44 }]);
    expect(await on.heroku.releases('shop-eu')).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('stands there twice') },
    });
  });

  test('keeps the newest fifty of a list that was not cut', async () => {
    const [failed] = fixtureList('releases.json');
    const many = Array.from({ length: 60 }, (_, index) => ({ ...failed, version: index + 1 }));
    on.api.answer = (_seen, response) => json(response, 200, many);
    const releases = value(await on.heroku.releases('shop-eu'));
    expect(releases.map(({ version }) => version)).toEqual(
      Array.from({ length: 50 }, (_, index) => 60 - index),
    );
  });

  test('finds the slug among the artifacts where it has no place of its own', async () => {
    const [release] = fixtureList('releases.json');
    const artifacts = [
      { id: 'o', type: 'oci-image' },
      { id: 's', type: 'slug' },
    ];
    on.api.answer = (_seen, response) =>
      json(response, 200, [{ ...release, slug: null, artifacts }]);
    expect(value(await on.heroku.releases('shop-eu'))[0]?.slugId).toBe('s');
  });

  test('refuses a ledger that was cut at the newest releases', async () => {
    on.api.answer = (_seen, response) =>
      json(response, 206, fixtureList('releases.json').toReversed());
    expect(await on.heroku.releases('shop-eu')).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('newest are missing') },
    });
  });
});
