import { describe, expect, test } from 'vitest';
import type { Release } from '../../lib/core/release.ts';
import { liveBefore, releaseKind, rolledBackTo } from '../../lib/core/release-kind.ts';

const before = release({ version: 41, description: 'Deploy 409cdef5' });

describe('the description, when the code is the same as before', () => {
  test.each([
    ['Initial release', 'initial', 'initial'],
    ['Enable Logplex', 'initial', 'initial'],
    ['Deploy 1a5f89db', 'deploy', 'deploy'],
    ['Deployed web (a1b2c3d4e5f6)', 'deploy', 'deploy'],
    ['Promote shop-staging v12 1a5f89db', 'deploy', 'deploy'],
    ['Retry of v44: Deploy 1a5f89db', 'deploy', 'deploy'],
    ['Set SESSION_MAXAGE config vars', 'config', 'config'],
    ['Set LANG, RACK_ENV, SECRET_KEY_BASE config vars', 'config', 'config'],
    ['Remove ADDON add-on config vars', 'config', 'config'],
    ['Set ADDON config vars', 'config', 'config'],
    ['Config add FOO_BAR', 'config', 'config'],
    ['Attach DATABASE (@ref:postgresql-curly-33328)', 'add-on', 'add-on'],
    ['Attach HEROKU_POSTGRESQL_GREEN resource', 'add-on', 'add-on'],
    ['Detach DATABASE (@ref:postgresql-contoured-66343)', 'add-on', 'add-on'],
    ['@ref:redis-defined-55463 completed provisioning, setting REDIS_URL.', 'add-on', 'add-on'],
    ['Update DATABASE by heroku-postgresql', 'add-on', 'add-on'],
    ['Update REDIS by heroku-redis', 'add-on', 'add-on'],
    ['Add papertrail:choklad add-on', 'add-on', 'add-on'],
    ['Add-on add memcachier', 'add-on', 'add-on'],
    ['Rollback to v39', 'rollback', 'rollback'],
    ['Attachments are smaller now', 'config', 'deploy'],
    ['Our own words', 'config', 'deploy'],
    ['', 'config', 'deploy'],
  ])('%j is %s, and %s when nothing before it is known', (description, known, alone) => {
    expect(releaseKind(release({ description }), before)).toBe(known);
    expect(releaseKind(release({ description }), null)).toBe(alone);
  });
});

describe('the release that was live before', () => {
  const versions = (...each: [number, Partial<Release>?][]) =>
    each.map(([version, change]) => release({ version, ...change }));
  const before42 = (...each: [number, Partial<Release>?][]) =>
    liveBefore(release({}), versions(...each))?.version;

  test('is the newest of the earlier ones, in whatever order Heroku tells them', () => {
    expect(before42([43], [42], [41], [40])).toBe(41);
    expect(before42([39], [41], [40], [42], [43])).toBe(41);
  });

  test('is none that failed or is pending, and may have expired since', () => {
    expect(before42([41, { status: 'failed' }], [40, { status: 'pending' }], [39])).toBe(39);
    expect(before42([41, { status: 'expired' }], [40])).toBe(41);
  });

  test('is not known where the list begins with the release itself', () => {
    expect(liveBefore(release({}), versions([43], [42]))).toBeNull();
  });
});

describe('other code', () => {
  test.each(['Deploy 1a5f89db', 'Our own words', 'Set A config vars', 'Add-ons page', ''])(
    'makes %j a deploy',
    (description) => {
      expect(releaseKind(release({ description, artifact: 's2' }), before)).toBe('deploy');
    },
  );

  test('makes the first code a deploy', () => {
    const empty = release({ artifact: null, description: 'Enable Logplex' });
    expect(releaseKind(release({ description: 'first' }), empty)).toBe('deploy');
  });

  test('taken away is a deploy, and no code before and after is a change of the configuration', () => {
    const empty = { artifact: null, description: 'Our own words' };
    expect(releaseKind(release(empty), before)).toBe('deploy');
    expect(releaseKind(release(empty), release({ artifact: null }))).toBe('config');
    expect(releaseKind(release({ ...empty, description: 'Deploy 1a5f' }), null)).toBe('deploy');
  });

  test('is a rollback when Heroku says so', () => {
    const back = release({ artifact: 's0', description: 'Rollback to v39' });
    expect(releaseKind(back, before)).toBe('rollback');
  });

  test('is a deploy even when an add-on brought it, or came with it', () => {
    const userEmail = 'flightplan@addons.heroku.com';
    const byAddon = release({ artifact: 's2', description: 'Deploy 1a5f89db', userEmail });
    expect(releaseKind(byAddon, before)).toBe('deploy');
    expect(releaseKind(release({ artifact: 's2', addonPlans: [] }), before)).toBe('deploy');
  });

  test('does not hide an add-on’s release after a deploy that failed', () => {
    const failed = release({ artifact: 's2', status: 'failed', current: false });
    const rotated = release({ description: 'Update DATABASE by heroku-postgresql' });
    expect(releaseKind(rotated, failed)).toBe('add-on');
    const byUser = release({ description: '', userEmail: 'heroku-redis@addons.heroku.com' });
    expect(releaseKind(byUser, failed)).toBe('add-on');
  });
});

describe('an add-on', () => {
  const description = 'Set REDIS_URL config vars';

  test('is known by its user', () => {
    const rotated = release({ description, userEmail: 'heroku-redis@addons.heroku.com' });
    expect(releaseKind(rotated, before)).toBe('add-on');
    expect(releaseKind(rotated, null)).toBe('add-on');
    const person = release({ description, userEmail: 'addons.heroku.com@example.com' });
    expect(releaseKind(person, before)).toBe('config');
    expect(releaseKind(release({ description, userEmail: null }), before)).toBe('config');
  });

  test.each([
    ['one more', ['heroku-postgresql:mini', 'papertrail:choklad', 'heroku-redis:mini']],
    ['one fewer', ['heroku-postgresql:mini']],
    ['two that read as one', ['heroku-postgresql:minipapertrail:choklad']],
    ['another plan', ['heroku-postgresql:standard-0', 'papertrail:choklad']],
    [
      'a second of the same',
      ['heroku-postgresql:mini', 'heroku-postgresql:mini', 'papertrail:choklad'],
    ],
  ])('is known by the plans: %s', (_what, addonPlans) => {
    expect(releaseKind(release({ addonPlans, description: '' }), before)).toBe('add-on');
  });

  test('is not known by the order of the plans', () => {
    const addonPlans = before.addonPlans.toReversed();
    expect(releaseKind(release({ addonPlans, description }), before)).toBe('config');
  });
});

test('a release without code of which nothing is known is initial', () => {
  expect(releaseKind(release({ artifact: null, description: '' }), null)).toBe('initial');
});

test.each([
  ['Rollback to v41', 41],
  ['Rollback to v7 (by lastgood)', 7],
  ['Rollback to v123456789', 123_456_789],
  ['Rollback to v', null],
  ['Rollback to 41', null],
  ['Rollback to v41abc', null],
  ['rollback to v41', null],
  ['Deploy: Rollback to v41', null],
  ['Rollback to v99999999999999999999', null],
  ['', null],
])('%j went back to %j', (description, version) => {
  expect(rolledBackTo(release({ description }))).toBe(version);
});

function release(fields: Partial<Release>): Release {
  return {
    id: 'r42',
    version: 42,
    status: 'succeeded',
    current: true,
    eligibleForRollback: true,
    description: 'Our own words',
    userEmail: 'alice@example.com',
    artifact: 's1',
    slugId: 's1',
    addonPlans: ['heroku-postgresql:mini', 'papertrail:choklad'],
    createdAt: Date.UTC(2026, 4, 12),
    ...fields,
  };
}
