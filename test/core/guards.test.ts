import { describe, expect, test } from 'vitest';
import { guard } from '../../lib/core/guards.ts';
import { noEvidence } from '../../lib/core/state.ts';
import { dawn, hour, minute } from './film.ts';
import { noPause } from './fixtures.ts';
import { type Change, caseOf, culprit } from './guard-case.ts';
import { testEntry, testRelease } from './ledger.ts';
import { pauseOf } from './pauses.ts';
import { trouble } from './scenes.ts';

/** The names of all guards that stand in the way. */
function blocked(change: Change, of = culprit): string[] {
  const guarded = guard(caseOf(change), of);
  return guarded.kind === 'free' ? [] : guarded.blocked.map(({ name }) => name);
}

const rolledBackAt = (...times: number[]) => ({
  rollbacks: times.map((at, index) => ({ at, culpritId: `old-${index}` })),
});
const pending = { id: 'release-3', version: 3, since: dawn, told: false };
const addOn = testRelease(2, { current: true, description: 'Update REDIS by heroku-redis' });
const now = dawn + minute;
const day = 24 * hour;
const blog = { app: 'blog', since: now, releasedAt: null };

describe('a rollback is', () => {
  const cases: [string, Change, string[]][] = [
    ['free when nothing stands in the way', {}, []],
    ['held while it is paused', { facts: { pause: { ...noPause, app: pauseOf() } } }, ['paused']],
    [
      'held when no release is current',
      { releases: [testRelease(2), testRelease(1)] },
      ['current'],
    ],
    [
      'held when Heroku shows the culprit no more',
      { releases: [testRelease(3, { current: true }), testRelease(1)] },
      ['current'],
    ],
    ['held in mode ask', { app: { rollback: 'ask' } }, ['mode']],
    ['held in mode off', { app: { rollback: 'off' } }, ['mode']],
    [
      'held when the culprit is not current any more',
      { releases: [testRelease(3, { current: true }), testRelease(2), testRelease(1)] },
      ['current'],
    ],
    [
      'held while the culprit is not yet live',
      { releases: [testRelease(2, { current: true, status: 'pending' }), testRelease(1)] },
      ['current'],
    ],
    [
      'held when not one sick reading reached the app',
      { state: { evidence: noEvidence } },
      ['reached'],
    ],
    [
      'held when the culprit was rolled back once',
      { state: { rollbacks: [{ at: dawn - 9 * day, culpritId: 'release-2' }] } },
      ['once'],
    ],
    ['held while a newer release is pending', { state: { pending } }, ['pending']],
    [
      'free past a pending release that is stuck and told',
      { state: { pending: { ...pending, told: true } } },
      [],
    ],
    ['held without a target', { releases: [testRelease(2, { current: true })] }, ['target']],
    ['held when an add-on made the culprit', { releases: [addOn, testRelease(1)] }, ['add-on']],
    [
      'held when the culprit brought an add-on along',
      {
        releases: [testRelease(2, { current: true, addonPlans: ['redis:mini'] }), testRelease(1)],
      },
      ['add-on'],
    ],
    [
      'free when the order of the plans alone differs',
      {
        releases: [
          testRelease(2, { current: true, addonPlans: ['a', 'b'] }),
          testRelease(1, { addonPlans: ['b', 'a'] }),
        ],
      },
      [],
    ],
    [
      'held over a release command that is to be asked about',
      {
        app: { releasePhase: 'hold' },
        heroku: {
          formation: [
            { type: 'web', quantity: 1 },
            { type: 'release', quantity: 0 },
          ],
        },
      },
      ['release-phase'],
    ],
    [
      'free over a release command otherwise',
      {
        heroku: {
          formation: [
            { type: 'web', quantity: 1 },
            { type: 'release', quantity: 0 },
          ],
        },
      },
      [],
    ],
    ['held in maintenance', { maintenance: true }, ['maintenance']],
    [
      'held with no web dynos',
      { heroku: { formation: [{ type: 'web', quantity: 0 }] } },
      ['web-dynos'],
    ],
    ['held without a web process', { heroku: { formation: [] } }, ['web-dynos']],
    ['held when the dynos cannot be counted', { heroku: { formation: null } }, ['web-dynos']],
    [
      'held while Heroku is red',
      { facts: { platform: { color: 'red', detail: 'Apps' } } },
      ['platform'],
    ],
    [
      'held while Heroku is yellow',
      { facts: { platform: { color: 'yellow', detail: 'Apps' } } },
      ['platform'],
    ],
    ['free while Heroku is green', { facts: { platform: { color: 'green', detail: '' } } }, []],
    [
      'free when the status page cannot be read',
      { facts: { platform: { color: 'unknown', detail: '' } } },
      [],
    ],
    [
      'held when an app without a release is sick as well',
      { facts: { others: { sick: [blog], fleet: 2, sweptAt: now } } },
      ['correlation'],
    ],
    [
      'free when the other app was just released too',
      { facts: { others: { sick: [{ ...blog, releasedAt: now }], fleet: 2, sweptAt: now } } },
      [],
    ],
    ['held when the fleet has no room', { facts: { fleetFull: 'full' } }, ['fleet']],
    ['held within the cooldown', { state: rolledBackAt(now - hour + 1) }, ['budget']],
    ['free at the very end of the cooldown', { state: rolledBackAt(now - hour) }, []],
    ['held at the daily bound', { state: rolledBackAt(now - 2 * hour, now - day + 1) }, ['budget']],
    [
      'free when the oldest of the day is a day old',
      { state: rolledBackAt(now - 2 * hour, now - day) },
      [],
    ],
    ['free below the daily bound', { state: rolledBackAt(now - 2 * hour) }, []],
  ];
  test.each(cases)('%s', (_name, change, expected) => {
    expect(blocked(change)).toEqual(expected);
  });

  test('held when the culprit is a rollback itself', () => {
    const rollback = testEntry(2, { kind: 'rollback', description: 'Rollback to v0' });
    const state = { ledger: [rollback, testEntry(1)] };
    expect(blocked({ state }, rollback)).toEqual(['rollback-of-rollback']);
  });

  test('held when Heroku cannot be read, and that is why', () => {
    const facts = { heroku: null, trouble: trouble() };
    const guarded = guard(caseOf({ facts }), culprit);
    expect(guarded).toMatchObject({
      kind: 'blocked',
      blocked: [
        { name: 'readable', reason: expect.stringContaining('brought no answer') },
        { name: 'target' },
      ],
    });
  });

  test('held for every reason at once, and all are named', () => {
    const change = {
      app: { rollback: 'off' as const },
      state: { pending, evidence: noEvidence },
      maintenance: true,
    };
    expect(blocked(change)).toEqual(['mode', 'reached', 'pending', 'maintenance']);
  });
});
