import { describe, expect, test } from 'vitest';
import type { LedgerEntry, Situation, State } from '../../../lib/core/state.ts';
import { newState } from '../../../lib/core/state.ts';
import { judgeRelease } from '../../../lib/core/verdict/judge-release.ts';
import type { Judged } from '../../../lib/core/verdict.ts';
import { outcomeOf } from '../../../lib/core/verify/outcome.ts';
import { dawn } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { intentOf } from '../situations.ts';

const unproven = { verdict: 'unproven' } as const;
const intent = intentOf(4);
const rollback = testEntry(5, { kind: 'rollback', description: 'Rollback to v3' });
const held = (guards: readonly string[]): Situation => ({
  name: 'held',
  since: dawn,
  guards: [...guards],
  told: [],
  asked: false,
});

/** What has become of v4, with these releases seen, newest first. */
function outcome(situation: Situation, ledger: readonly LedgerEntry[], change = {}): Judged {
  const currentId = ledger[0]?.id ?? null;
  const state: State = { ...newState('h', dawn), situation, currentId, ledger: [...ledger] };
  return outcomeOf({ ...state, ...change }, { id: 'release-4', version: 4 }, dawn);
}

const since = dawn;
const watching: Situation = { name: 'watching', since, until: dawn + 1, deadline: dawn + 2 };
const steady: Situation = { name: 'steady', since };

describe('the release that runs', () => {
  test.each<[string, Situation, Partial<LedgerEntry>, Partial<Judged>]>([
    ['boots', { name: 'warmup', since, until: 1, early: true }, unproven, { verdict: 'pending' }],
    ['is watched', watching, unproven, { verdict: 'pending', final: false }],
    ['is good', steady, { verdict: 'good' }, { verdict: 'good', final: true }],
    ['was hardly seen', watching, { verdict: 'inconclusive' }, { verdict: 'inconclusive' }],
    [
      'is down and not to blame',
      { name: 'down', since },
      unproven,
      { verdict: 'bad', final: true },
    ],
    ['got well before the rollback', steady, { verdict: 'bad' }, { verdict: 'inconclusive' }],
    ['is held for good', held(['target', 'pending']), unproven, { verdict: 'held', final: true }],
    ['is held for now', held(['pending', 'platform']), unproven, { verdict: 'held', final: false }],
  ])('%s', (_name, situation, change, expected) => {
    expect(outcome(situation, [testEntry(4, change), testEntry(3)])).toMatchObject(expected);
  });
});

describe('is judged as at every other door', () => {
  const entry = testEntry(4, unproven);
  const conditions = { checks: dawn };
  test.each<[string, Situation, Partial<State>]>([
    ['while it waits for its checks', watching, { conditions }],
    ['while what holds it may lift', held(['fleet']), {}],
    ['when it cannot be blamed', { name: 'down', since }, {}],
  ])('%s', (_name, situation, change) => {
    const ledger = [entry, testEntry(3)];
    const state = { ...newState('h', dawn), situation, currentId: entry.id, ledger, ...change };
    expect(outcomeOf(state, entry, dawn)).toEqual(judgeRelease(entry, state, dawn));
  });

  test('and a release without passing checks is held, and waited for', () => {
    expect(outcome(watching, [entry, testEntry(3)], { conditions })).toMatchObject({
      verdict: 'held',
      final: false,
      reasons: expect.arrayContaining(['v4 is live without passing checks at GitHub']),
    });
  });
});

describe('a rollback', () => {
  const failed = 'v4 failed its health check';
  const entries = [testEntry(4, { verdict: 'bad' }), testEntry(3)];

  test('that was sent is told, one that was not is told as that', () => {
    const sent = outcome({ name: 'rolling-back', since, intent }, entries);
    expect(sent).toMatchObject({
      verdict: 'pending',
      final: false,
      rolledBackTo: null,
      reasons: [failed, 'a rollback to v3 was sent to Heroku and is not live yet'],
    });
    const planned: Situation = { name: 'rolling-back', since, intent: { ...intent, sends: 0 } };
    expect(outcome(planned, entries).reasons[1]).toContain('has not been sent');
  });

  test('that is live is not one that worked', () => {
    const until = dawn;
    const verifying: Situation = {
      name: 'verifying',
      since,
      intent,
      until,
      early: true,
      deadline: until,
    };
    expect(outcome(verifying, [rollback, ...entries])).toMatchObject({
      verdict: 'pending',
      rolledBackTo: null,
      reasons: [failed, 'it was rolled back to v3, which is live and not proven yet'],
    });
  });

  test('that worked names its target', () => {
    expect(outcome({ name: 'rolled-back', since }, [rollback, ...entries])).toMatchObject({
      verdict: 'rolled-back',
      final: true,
      rolledBackTo: 3,
      reasons: [failed, 'v5 rolled it back to v3, which was seen healthy'],
      since: dawn,
    });
  });

  test('that ended with people is bad', () => {
    const incident = { id: 'i', openedAt: dawn, toldAt: dawn, headline: 'Heroku refused it' };
    const escalated: Situation = { name: 'escalated', since, why: 'rollback-refused' };
    expect(outcome(escalated, entries, { incident })).toMatchObject({
      verdict: 'bad',
      final: true,
      reasons: [
        failed,
        'it was not rolled back',
        'lastgood gave up: rollback-refused',
        'Heroku refused it',
      ],
    });
  });
});

describe('another release', () => {
  test('before it is waited out', () => {
    expect(outcome(steady, [testEntry(3)])).toMatchObject({ verdict: 'pending', final: false });
  });

  test('after it takes its place: no verdict, whoever made it', () => {
    const by = testEntry(5, { ...unproven, userEmail: 'eve@example.com' });
    expect(outcome(watching, [by, testEntry(4, unproven), testEntry(3)])).toMatchObject({
      verdict: 'inconclusive',
      final: true,
      rolledBackTo: null,
      reasons: [
        `v5 by eve@example.com ("${by.description}") has taken the place of v4`,
        'v4 had no verdict yet',
      ],
      since: dawn,
    });
  });

  test('that is a rollback of somebody else’s too', () => {
    const warmup: Situation = { name: 'warmup', since, until: dawn, early: true };
    expect(outcome(warmup, [rollback, testEntry(4, unproven)])).toMatchObject({
      verdict: 'inconclusive',
      final: true,
    });
  });

  test('that comes to one that failed ends it as well, and says that it failed', () => {
    const warmup: Situation = { name: 'warmup', since, until: dawn, early: true };
    expect(outcome(warmup, [rollback, testEntry(4, { verdict: 'bad' })])).toMatchObject({
      verdict: 'inconclusive',
      final: true,
      rolledBackTo: null,
      reasons: [
        'v5 by anna@example.com ("Rollback to v3") has taken the place of v4',
        'v4 failed its health check',
      ],
    });
  });

  test('that came before it was ever seen too', () => {
    expect(outcome(watching, [testEntry(5, unproven), testEntry(3)])).toMatchObject({
      verdict: 'inconclusive',
    });
  });
});
