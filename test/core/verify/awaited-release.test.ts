import { describe, expect, test } from 'vitest';
import type { Release } from '../../../lib/core/release.ts';
import {
  commitsWanted,
  findAwaited,
  type Wanted,
} from '../../../lib/core/verify/awaited-release.ts';
import { dawn, minute } from '../film.ts';
import { testRelease } from '../ledger.ts';

const anything: Wanted = { version: null, commit: null, after: null };
const now = dawn + minute;
const live = (version: number, change: Partial<Release> = {}) =>
  testRelease(version, { current: true, ...change });

/** What a read of these releases shows. */
function find(
  releases: readonly Release[],
  wanted: Partial<Wanted>,
  commits: Readonly<Record<string, string | null>> = {},
) {
  const known = { commits: new Map(Object.entries(commits)), now };
  return findAwaited(releases, { ...anything, ...wanted }, known);
}

describe('without a name it is the newest release', () => {
  test('that was made a moment ago', () => {
    const releases = [testRelease(3), live(4)];
    expect(find(releases, {})).toEqual({ kind: 'current', release: releases[1] });
  });

  test('and none that has run for long', () => {
    const old = live(4, { createdAt: now - 16 * minute });
    expect(find([old], {})).toEqual({
      kind: 'waiting',
      why: 'no release of the last minutes yet; the newest release is v4',
    });
  });

  test('after the baseline, however long its build took', () => {
    const old = live(4, { createdAt: now - 16 * minute });
    expect(find([old], { after: 3 })).toMatchObject({ kind: 'current' });
    expect(find([old], { after: 4 })).toEqual({ kind: 'waiting', why: 'no release after v4 yet' });
  });

  test('also where a config:set before the push made one of its own', () => {
    const pending = testRelease(5, { status: 'pending' });
    expect(find([testRelease(3), live(4), pending], { after: 3 })).toMatchObject({
      kind: 'waiting',
      why: 'v5 is being released (its release command runs)',
    });
  });
});

describe('while there is no such release', () => {
  const old = [live(4, { createdAt: now - 15 * minute - 1 })];
  test.each<[Release[], Partial<Wanted>, string]>([
    [[], {}, 'no release of the last minutes yet; the newest release is none'],
    [old, { version: 5 }, 'v5 is not there yet; the newest release is v4'],
    [old, {}, 'no release of the last minutes yet; the newest release is v4'],
    [
      old,
      { commit: 'abc1234'.padEnd(40, '0') },
      'no release of commit abc123400000 yet; the newest release is v4',
    ],
    [old, { after: 4 }, 'no release after v4 yet'],
    [[testRelease(4)], { version: 4 }, 'v4 is not current yet'],
    [[live(3), testRelease(4)], { version: 4 }, 'v4 is not current yet'],
  ])('of %#, that is what is said', (releases, wanted, why) => {
    expect(find(releases, wanted)).toEqual({ kind: 'waiting', why });
  });

  test('one that was made fifteen minutes ago is the newest, and an older one is not', () => {
    const just = live(4, { createdAt: now - 15 * minute });
    expect(find([just], {})).toMatchObject({ kind: 'current' });
    expect(find(old, {})).toMatchObject({ kind: 'waiting' });
  });
});

describe('a release that is named', () => {
  test('by its version is no other', () => {
    expect(find([live(4)], { version: 5 })).toMatchObject({ kind: 'waiting' });
    expect(find([testRelease(4), live(5)], { version: 5 })).toMatchObject({
      kind: 'current',
      release: { version: 5 },
    });
  });

  test('by its commit, or the beginning of it, as its slug or its description tells', () => {
    const commits = { 'release-3': 'abc1234'.padEnd(40, '0'), 'release-4': null };
    const releases = [live(3), testRelease(4, { status: 'pending' })];
    expect(find(releases, { commit: 'abc1234' }, commits)).toMatchObject({ kind: 'current' });
    const described = [live(3, { description: 'Deploy fff12345' })];
    expect(find(described, { commit: 'fff1234' })).toMatchObject({ kind: 'current' });
    expect(find(releases, { commit: 'fff1234' }, commits)).toMatchObject({
      kind: 'waiting',
      why: 'no release of commit fff1234 yet; the newest release is v4',
    });
  });

  test('by a commit that ran before the deploy is not the new one', () => {
    const commits = { 'release-3': 'abc1234'.padEnd(40, '0') };
    expect(find([live(3)], { commit: 'abc1234', after: 3 }, commits)).toMatchObject({
      kind: 'waiting',
    });
  });
});

test('a rollback is nobody’s deploy, unless it is asked for by its version', () => {
  const rollback = live(5, { description: 'Rollback to v3' });
  const releases = [testRelease(3), testRelease(4), rollback];
  expect(find(releases, { after: 3 })).toEqual({
    kind: 'overtaken',
    release: releases[1],
    by: rollback,
  });
  expect(find([testRelease(3), rollback], { after: 3 })).toMatchObject({ kind: 'waiting' });
  expect(find(releases, { version: 5 })).toEqual({ kind: 'current', release: rollback });
});

test.each<[string, Release[], object]>([
  ['failed', [live(3), testRelease(4, { status: 'failed' })], { kind: 'failed' }],
  ['succeeded, and not current in an old read', [live(3), testRelease(4)], { kind: 'waiting' }],
  ['gone by already', [testRelease(4), live(5)], { kind: 'overtaken', by: { version: 5 } }],
  ['expired', [testRelease(4, { status: 'expired' }), live(5)], { kind: 'overtaken' }],
])('one that has %s', (_name, releases, awaited) => {
  expect(find(releases, { version: 4 })).toMatchObject(awaited);
});

test('commits are asked of the newest few, and only where one is wanted', () => {
  const releases = [1, 2, 3, 4, 5, 6, 7, 8].map((version) => testRelease(version));
  const versions = (wanted: Partial<Wanted>) =>
    commitsWanted(releases, { ...anything, ...wanted }).map(({ version }) => version);
  expect(versions({})).toEqual([]);
  expect(versions({ commit: 'abc1234' })).toEqual([8, 7, 6, 5, 4]);
  expect(versions({ commit: 'abc1234', after: 6 })).toEqual([8, 7]);
  const slugless = [testRelease(2, { slugId: null }), testRelease(1)];
  expect(commitsWanted(slugless, { ...anything, commit: 'abc1234' })).toEqual([slugless[1]]);
});
