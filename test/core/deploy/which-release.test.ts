// Which release a deploy is, by what was told of it and when.

import { describe, expect, test } from 'vitest';
import { type Meant, whichRelease } from '../../../lib/core/deploy/which-release.ts';
import { type Deploy, newDeploy } from '../../../lib/core/deploy.ts';
import { limits } from '../../../lib/core/limits.ts';
import { type LedgerEntry, newState, type State } from '../../../lib/core/state.ts';
import { dawn, hour, minute, second } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { deployId } from './ask.ts';

const noon = dawn + 9 * hour;

/** A release that was made so long before noon (or after it), and seen a moment later. */
function made(version: number, at: number, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return testEntry(version, {
    createdAt: noon + at,
    seenAt: noon + at + 2 * second,
    description: `Deploy ${version}aaaaaa`,
    ...change,
  });
}

/** What is remembered: the ledger newest first, its first entry current, Heroku read just now. */
function known(ledger: readonly LedgerEntry[], change: Partial<State> = {}): State {
  const state = newState('check-1', dawn);
  const currentId = ledger[0]?.id ?? null;
  return { ...state, ledger: [...ledger], currentId, releasesReadAt: noon + minute, ...change };
}

/** Told of at noon, when the current one of `state` was current. */
function told(what: Partial<Pick<Deploy, 'commit' | 'version'>>, state: State): Deploy {
  const whole = { app: 'shop', commit: null, version: null, ...what };
  return newDeploy(whole, { id: deployId, now: noon, state });
}

function short(meant: Meant): string {
  switch (meant.kind) {
    case 'live':
      return `v${meant.entry.version}`;
    case 'failed':
      return `v${meant.failed.version} failed`;
    case 'pending':
      return `v${meant.version} pending`;
    default:
      return meant.kind;
  }
}

const pending = (version: number, at: number) => ({
  pending: { id: `release-${version}`, version, since: noon + at, told: false },
});
const failed = (version: number, at: number, description = 'Deploy') => ({
  failed: { version, description, createdAt: noon + at },
});
const old = made(7, -3 * hour);
const unread = { releasesReadAt: noon };
const rollback = { kind: 'rollback', description: 'Rollback to v7' } as const;
const config = { kind: 'config', description: 'Set A config vars' } as const;

describe('without a commit or a version', () => {
  test.each<[string, State, string]>([
    ['the release that was made a moment before', known([made(8, -5 * second), old]), 'v8'],
    ['the newest of several', known([made(9, -second), made(8, -minute), old]), 'v9'],
    ['one that lastgood saw late', known([made(8, -minute, { seenAt: noon + minute }), old]), 'v8'],
    ['the first one after', known([made(9, 8 * minute), made(8, minute), old]), 'v8'],
    ['the one before, whatever comes after', known([made(9, minute), made(8, -second), old]), 'v8'],
    ['none that was made long before', known([old]), 'awaited'],
    ['none, when nothing is known', known([]), 'awaited'],
    ['no rollback', known([made(9, second, rollback), made(8, -minute), old]), 'v8'],
    ['no rollback made before', known([made(9, -1, rollback), made(8, -minute), old]), 'v8'],
    ['none but a rollback', known([made(8, -1, rollback), old]), 'awaited'],
    ['the oldest that counts', known([made(8, -limits.deployBeforeMs), old]), 'v8'],
    ['none that is older', known([made(8, -limits.deployBeforeMs - 1), old]), 'awaited'],
    ['none that is older and was seen before', known([made(8, -40 * minute), old]), 'awaited'],
    [
      'none that was seen at that moment',
      known([made(8, -40 * minute, { seenAt: noon }), old]),
      'awaited',
    ],
    ['the slowest on its way', known([old], pending(8, -limits.pendingMsMax)), 'v8 pending'],
    ['none that is stuck', known([old], pending(8, -limits.pendingMsMax - 1)), 'awaited'],
    ['one made after, read or not', known([made(8, 1), old], unread), 'v8'],
    ['none made just then, and not read', known([made(8, 0), old], unread), 'awaited'],
    ['a change of the configuration, too', known([made(8, -second, config), old]), 'v8'],
    ['one that is on its way', known([old], pending(8, -second)), 'v8 pending'],
    ['one whose release command runs long', known([old], pending(8, -40 * minute)), 'v8 pending'],
    ['the same when it is live', known([made(8, -40 * minute, { seenAt: noon + 1 }), old]), 'v8'],
    ['one that failed', known([old], failed(8, -second)), 'v8 failed'],
    ['none that failed long ago', known([old], failed(6, -2 * hour)), 'awaited'],
    ['the one before one that failed after', known([made(8, -1), old], failed(9, minute)), 'v8'],
  ])('it is %s', (_what, state, expected) => {
    expect(short(whichRelease(told({}, state), state, noon + 2 * minute))).toBe(expected);
  });

  test('the one before counts only once Heroku was read: a newer one may be there unseen', () => {
    const state = known([made(8, -minute), old], { releasesReadAt: noon - second });
    expect(whichRelease(told({}, state), state, noon + second)).toEqual({
      kind: 'awaited',
      why: 'Heroku has not been read since the deploy was told of',
    });
  });
});

describe('with a commit it is', () => {
  const commit = '8c0ffee';
  const of = (version: number, at: number) => made(version, at, { description: 'Deploy 8c0ffee1' });
  test.each<[string, State, string]>([
    ['the release that names it', known([of(8, -second), old]), 'v8'],
    ['that one, when another came since', known([made(9, second), of(8, -second), old]), 'v8'],
    ['none that names another', known([made(8, -second), old]), 'awaited'],
    ['one that comes later', known([of(9, minute), made(8, -second), old]), 'v9'],
    ['the current one, however old: nothing is made of it twice', known([of(7, -3 * hour)]), 'v7'],
    [
      'one whose slug was built from it',
      known([
        made(8, -second, { description: 'Promote it', commit: `${commit}${'0'.repeat(33)}` }),
      ]),
      'v8',
    ],
    [
      'one that was promoted',
      known([made(8, -second, { description: 'Promote shop-staging v12 8c0ffee1' })]),
      'v8',
    ],
    ['one that does not say', known([made(8, -second, { description: 'Deployed web' })]), 'v8'],
    ['no change of the configuration', known([made(8, -second, config), old]), 'awaited'],
    [
      'no change that an add-on made',
      known([made(8, -second, { kind: 'add-on', description: 'Attach DB' }), old]),
      'awaited',
    ],
    ['none that failed long ago', known([old], failed(6, -2 * hour, 'Deploy 8c0ffee1')), 'awaited'],
    ['one that failed', known([old], failed(8, -second, 'Deploy 8c0ffee1')), 'v8 failed'],
    ['none of another that failed', known([old], failed(8, -second, 'Deploy dead000')), 'awaited'],
    ['one on its way, of which nobody knows', known([old], pending(8, -second)), 'v8 pending'],
  ])('%s', (_what, state, expected) => {
    expect(short(whichRelease(told({ commit }, state), state, noon + 2 * minute))).toBe(expected);
  });

  test('not one that had been replaced long before', () => {
    const state = known([made(8, -2 * hour), of(7, -3 * hour)]);
    expect(short(whichRelease(told({ commit }, state), state, noon))).toBe('awaited');
  });

  test('told in full or in part', () => {
    const state = known([of(8, -second)]);
    const whole = '8c0ffee1b5a2f3d4c5e6f708192a3b4c5d6e7f80';
    for (const given of [whole, '8c0ffee1', '8c0ffee']) {
      expect(short(whichRelease(told({ commit: given }, state), state, noon))).toBe('v8');
    }
    const other = told({ commit: '8c0ffee2' }, state);
    expect(short(whichRelease(other, state, noon))).toBe('awaited');
  });
});

describe('with a version it is', () => {
  test.each<[string, number, State, string]>([
    ['that release', 8, known([made(9, 0), made(8, -hour), old]), 'v8'],
    ['a rollback, if it is asked for', 9, known([made(9, 0, rollback), old]), 'v9'],
    ['one to come', 9, known([made(8, 0)]), 'awaited'],
    ['one on its way', 9, known([made(8, 0)], pending(9, 0)), 'v9 pending'],
    ['one that failed', 9, known([made(8, 0)], failed(9, 0)), 'v9 failed'],
    ['one that nobody saw', 8, known([made(9, 0), old]), 'none'],
    ['one to come, when nothing is known', 8, known([]), 'awaited'],
    ['one that is forgotten', 2, known([made(9, 0), old]), 'none'],
  ])('%s', (_what, version, state, expected) => {
    const deploy = told({ version, commit: 'dead000' }, state);
    expect(short(whichRelease(deploy, state, noon + minute))).toBe(expected);
  });
});

test('what is not found is told with why', () => {
  const nothing = known([]);
  expect(whichRelease(told({}, nothing), nothing, noon)).toEqual({
    kind: 'awaited',
    why: 'the release is awaited; no release is known yet',
  });
  const state = known([made(9, 0), old]);
  expect(whichRelease(told({ version: 8 }, state), state, noon)).toEqual({
    kind: 'none',
    why: 'lastgood never saw v8 current, or remembers it no more',
  });
});

test('a release is awaited for longer than a release command may run, and not for ever', () => {
  const state = known([old]);
  const at = (waitedMs: number) => whichRelease(told({}, state), state, noon + waitedMs);
  expect(limits.deployReleaseMsMax).toBeGreaterThan(hour + 10 * minute);
  expect(at(limits.deployReleaseMsMax)).toEqual({
    kind: 'awaited',
    why: 'the release is awaited; v7 is current',
  });
  expect(at(limits.deployReleaseMsMax + 1)).toEqual({
    kind: 'none',
    why: 'no release that can be this deploy came within 1 h 20 min',
  });
});
