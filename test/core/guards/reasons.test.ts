// What a person reads when a rollback is held back: the cause, the release, the setting to change.

import { describe, expect, test } from 'vitest';
import { askGuards, guard } from '../../../lib/core/guards.ts';
import { noEvidence } from '../../../lib/core/state.ts';
import { dawn, hour, minute } from '../film.ts';
import { type Change, caseOf, culprit } from '../guard-case.ts';
import { testEntry, testRelease } from '../ledger.ts';

const now = dawn + minute;
const web = { type: 'web', quantity: 1 };
const addOn = 'Update REDIS by heroku-redis';
const red = { color: 'red', detail: 'Routing' };
const silent = { color: 'unknown', detail: 'no answer' };
const rollbacks = [
  { at: now - 2 * hour, culpritId: 'old-1' },
  { at: now - 3 * hour, culpritId: 'old-2' },
];

/** The one reason that holds the rollback back, or null when nothing does. */
function reason(change: Change, of = culprit): string | null {
  const guarded = guard(caseOf(change), of);
  if (guarded.kind === 'free') return null;
  expect(guarded.blocked).toHaveLength(1);
  return guarded.blocked[0]?.reason ?? null;
}

describe('a rollback is held with a reason that names', () => {
  const cases: [string, Change, RegExp][] = [
    ['the mode', { app: { rollback: 'off' } }, /rollback is set to "off"/],
    [
      'the culprit that is not current any more',
      { releases: [testRelease(3, { current: true }), testRelease(2), testRelease(1)] },
      /v2 is no longer the current release/,
    ],
    [
      'the status of the culprit',
      { releases: [testRelease(2, { current: true, status: 'pending' }), testRelease(1)] },
      /v2 is pending/,
    ],
    ['a check that never came through', { state: { evidence: noEvidence } }, /DNS.*certificate/],
    [
      'the culprit that had its rollback',
      { state: { rollbacks: [{ at: dawn - 240 * hour, culpritId: 'release-2' }] } },
      /v2 has had its one automatic rollback/,
    ],
    [
      'the release on its way',
      { state: { pending: { id: 'release-3', version: 3, since: dawn, told: false } } },
      /v3 is being released/,
    ],
    [
      'what the add-on did, and what a rollback would lose',
      { releases: [testRelease(2, { current: true, description: addOn }), testRelease(1)] },
      /v2 \("Update REDIS by heroku-redis"\) was made by an add-on; .*configuration would be lost/,
    ],
    [
      'both releases when their add-ons differ',
      { releases: [testRelease(2, { current: true, addonPlans: ['redis'] }), testRelease(1)] },
      /v2 has other add-ons than v1/,
    ],
    [
      'the release command and the setting',
      { app: { releasePhase: 'hold' }, heroku: { formation: [web, { ...web, type: 'release' }] } },
      /release command.*releasePhase is "hold"/,
    ],
    ['the maintenance', { maintenance: true }, /in maintenance/],
    ['the dynos that cannot be counted', { heroku: { formation: null } }, /could not be read/],
    [
      'the command that starts dynos',
      { heroku: { formation: [] } },
      /no web dynos.*heroku ps:scale web=1/,
    ],
    [
      'what Heroku says of itself',
      { facts: { platform: { color: 'red', detail: 'Apps' } } },
      /Heroku reports trouble of its own \(Apps\)/,
    ],
    [
      'what Heroku said of itself a moment ago, where it cannot be asked now',
      { facts: { platform: { ...silent, before: { ...red, at: Date.UTC(2026, 10, 23, 3, 0) } } } },
      /was red at 2026-11-23 03:00:00 UTC \(Routing\) and cannot be read now \(no answer\)/,
    ],
    [
      'how long ago the last rollback was, and the limit',
      { state: { rollbacks: [{ at: now - 20 * minute, culpritId: 'old-1' }] } },
      /last rollback was 20 min ago \(limits\.cooldown\)/,
    ],
    ['the count of the day, and the limit', { state: { rollbacks } }, /2 .*24 hours.*perAppADay/],
  ];
  test.each(cases)('%s', (_name, change, words) => {
    expect(reason(change)).toMatch(words);
  });

  test('the rollback that the culprit is', () => {
    const rollback = testEntry(2, { kind: 'rollback', description: 'Rollback to v0' });
    const state = { ledger: [rollback, testEntry(1)] };
    expect(reason({ state }, rollback)).toMatch(/v2 is itself a rollback \("Rollback to v0"\)/);
  });

  test('that Heroku was not even asked, when it was not', () => {
    const { answers } = askGuards(caseOf({ facts: { heroku: null, trouble: null } }), culprit);
    const said = answers.find(({ name }) => name === 'readable')?.reason;
    expect(said).toMatch(/Heroku could not be read: not asked/);
  });
});

describe('a rollback is free', () => {
  test('when an add-on changed something before the target came', () => {
    const target = testRelease(2);
    const before = testRelease(1, { description: addOn });
    const state = { ledger: [testEntry(3, { verdict: 'unproven' }), testEntry(2)] };
    const change = { releases: [testRelease(3, { current: true }), target, before], state };
    const of = testEntry(3, { verdict: 'unproven' });
    expect(reason({ ...change, state: { ...state, currentId: 'release-3' } }, of)).toBeNull();
  });

  test('when an add-on did or brought something in a release that came after the culprit', () => {
    const change = { status: 'pending', addonPlans: ['redis:mini'] } as const;
    const both = [testRelease(2, { current: true }), testRelease(1)];
    expect(reason({ releases: [testRelease(3, change), ...both] })).toBeNull();
    expect(reason({ releases: [testRelease(3, { description: addOn }), ...both] })).toBeNull();
  });

  test('when an add-on made the target itself', () => {
    const target = testRelease(1, { description: addOn });
    expect(reason({ releases: [testRelease(2, { current: true }), target] })).toBeNull();
  });

  test('with releasePhase: hold, when the app has no release command', () => {
    const app = { releasePhase: 'hold' as const };
    expect(reason({ app, heroku: { formation: [web] } })).toBeNull();
  });

  test('when other processes are scaled down, as long as web dynos are up', () => {
    const worker = { type: 'worker', quantity: 0 };
    expect(reason({ heroku: { formation: [worker, web] } })).toBeNull();
  });
});

test('an add-on that changed something between the target and the culprit holds the rollback', () => {
  const of = testEntry(3, { verdict: 'unproven' });
  const releases = [
    testRelease(3, { current: true }),
    testRelease(2, { description: addOn }),
    testRelease(1),
  ];
  const state = { ledger: [of, testEntry(1)], currentId: 'release-3' };
  expect(reason({ releases, state }, of)).toMatch(/^v2 .*by an add-on/);
});

test('workers are no web dynos', () => {
  const formation = [
    { type: 'worker', quantity: 1 },
    { type: 'web', quantity: 0 },
  ];
  expect(reason({ heroku: { formation } })).toMatch(/no web dynos/);
});
