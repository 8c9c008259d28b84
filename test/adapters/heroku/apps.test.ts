import { describe, expect, test } from 'vitest';
import { fixture, fixtureList } from './fixture.ts';
import { useHarness, value } from './harness.ts';
import { json } from './platform-api.ts';

const on = useHarness();

describe('apps', () => {
  test('follows Next-Range over every page', async () => {
    const [one, two, three, four] = fixtureList('apps.json');
    on.api.answer = (seen, response) => {
      if (seen.headers.range === 'id ..; max=1000') {
        json(response, 206, [one, two], { 'next-range': 'id ]4335..; max=1000' });
      } else json(response, 200, [three, four], { 'next-range': 'id ]9999..; max=1000' });
    };
    const apps = value(await on.heroku.apps());
    expect(apps.map(({ name }) => name)).toEqual([
      'shop-eu',
      'cicdtest222',
      'ledger-internal',
      'brand-new',
    ]);
    expect(on.api.seen.map(({ headers }) => headers.range)).toEqual([
      'id ..; max=1000',
      'id ]4335..; max=1000',
    ]);
  });

  test('reads what a sweep needs of an app', async () => {
    on.api.answer = (_seen, response) => json(response, 200, fixture('apps.json'));
    const apps = value(await on.heroku.apps());
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
    on.api.answer = (_seen, response) =>
      json(response, 200, [{ ...apps[0], maintenance: 'no' }, null, apps[1]]);
    expect(value(await on.heroku.apps()).map(({ name }) => name)).toEqual(['cicdtest222']);
  });

  test('is a trouble when no entry can be read', async () => {
    on.api.answer = (_seen, response) => json(response, 200, [{ id: 'x' }]);
    expect(await on.heroku.apps()).toMatchObject({ ok: false, trouble: { kind: 'malformed' } });
  });

  test('is an empty list when the account has no app', async () => {
    expect(value(await on.heroku.apps())).toEqual([]);
  });

  test('gives up on a list that never ends', async () => {
    on.api.answer = (_seen, response) => json(response, 206, [], { 'next-range': 'id ]a..' });
    const bounded = on.create({ limits: { pagesMax: 3 } });
    expect(await bounded.apps()).toMatchObject({
      ok: false,
      trouble: { kind: 'malformed', message: expect.stringContaining('goes on after 3 pages') },
    });
    expect(on.api.seen).toHaveLength(3);
  });

  test('is a trouble when a later page is one', async () => {
    on.api.answer = (seen, response) => {
      if (on.api.seen.length === 1) {
        json(response, 206, fixture('apps.json'), { 'next-range': 'id ]a..' });
      } else json(response, 503, { id: 'internal_server_error', message: seen.method });
    };
    expect(await on.heroku.apps()).toMatchObject({ ok: false, trouble: { kind: 'unavailable' } });
  });
});
