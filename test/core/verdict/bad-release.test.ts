// What became of a release that failed, in every situation that its app can be in.

import { describe, expect, test } from 'vitest';
import { judgeRelease } from '../../../lib/core/verdict/judge-release.ts';
import { dawn } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { situations, testIntent } from '../situations.ts';
import {
  app,
  bad,
  down,
  failed,
  judgedAt,
  lastSeen,
  next,
  now,
  replacedBy,
  rollback,
  seenAt,
  sick,
} from './releases.ts';

describe('a bad release', () => {
  test('whose rollback is sent, or is only decided, is pending', () => {
    const situation = situations['rolling-back'];
    const judged = judgeRelease(bad, app([bad], { situation, ...sick }), now);
    expect(judged).toEqual({
      verdict: 'pending',
      final: false,
      summary: 'v2 is failing, rolling back to v1',
      reasons: [failed, 'a rollback to v1 was sent to Heroku and is not live yet'],
      rolledBackTo: null,
      since: dawn,
    });
    const unsent = { ...situation, intent: { ...testIntent, sends: 0 } };
    expect(judgeRelease(bad, app([bad], { situation: unsent }), now).reasons[1]).toBe(
      'a rollback to v1 was decided and has not been sent',
    );
    const release = { id: 'release-3', version: 3 };
    const made = { ...situation, intent: { ...testIntent, sends: 0, release } };
    expect(judgeRelease(bad, app([bad], { situation: made }), now).reasons[1]).toContain(
      'was sent',
    );
  });

  test('whose rollback is live is pending until that has proven itself', () => {
    const state = app([rollback, bad], { situation: situations.verifying });
    expect(judgeRelease(bad, state, now)).toMatchObject({
      verdict: 'pending',
      reasons: [failed, 'it was rolled back to v1, which is live and not proven yet'],
    });
  });

  test('is none of another release’s rollback', () => {
    const culprit = { id: 'release-3', version: 3, artifact: null };
    const situation = { ...situations['rolling-back'], intent: { ...testIntent, culprit } };
    const state = app([{ ...next, verdict: 'bad' }, bad], { situation });
    expect(judgeRelease(bad, state, now)).toMatchObject({
      verdict: 'bad',
      final: true,
      reasons: [failed, 'it was not rolled back', replacedBy(next)],
      since: judgedAt,
    });
  });

  test('that is held is told with every guard and what was seen', () => {
    const state = app([bad], { situation: situations.held, ...sick });
    expect(judgeRelease(bad, state, now)).toEqual({
      verdict: 'held',
      final: false,
      summary: 'v2 is failing and NOT rolled back (fleet)',
      reasons: [
        'v2 is failing and is NOT rolled back',
        'down',
        'in the way [fleet]: as many apps are rolled back as limits.fleetAtOnce and ' +
          'limits.fleetAnHour allow; it lifts by itself when one of those rollbacks has ended ' +
          'and the hour has room',
        lastSeen,
      ],
      rolledBackTo: null,
      since: dawn,
    });
  });

  test.each([
    [
      situations.escalated,
      'lastgood gave up: rollback-unknown',
      'nobody knows what became of its rollback',
    ],
    [situations.steady, 'it still runs', 'it waits for a person'],
  ])('that runs in the end is bad for good: $name', (situation, left, why) => {
    const state = app([bad], { situation, incident: down });
    expect(judgeRelease(bad, state, now)).toEqual({
      verdict: 'bad',
      final: true,
      summary: `v2 failed, and ${why}`,
      reasons: [failed, 'it was not rolled back', left, 'down'],
      rolledBackTo: null,
      since: judgedAt,
    });
    expect(judgeRelease({ ...bad, judgedAt: null }, state, now).since).toBe(seenAt);
  });

  test('that somebody went back from is pending while that boots and is watched', () => {
    for (const situation of [situations.warmup, situations.watching]) {
      const judged = judgeRelease(bad, app([rollback, bad], { situation }), now);
      expect(judged).toMatchObject({
        verdict: 'pending',
        reasons: [failed, 'v3 rolled it back to v1, which is live and not proven yet'],
        since: dawn,
      });
    }
  });

  test('is rolled back once what was gone back to was seen healthy', () => {
    const proven = { ...rollback, verdict: 'good', judgedAt: now } as const;
    const state = app([proven, bad], { situation: situations.steady });
    expect(judgeRelease(bad, state, now)).toEqual({
      verdict: 'rolled-back',
      final: true,
      summary: 'v2 failed and was rolled back, the app is healthy again',
      reasons: [failed, 'v3 rolled it back to v1, which was seen healthy'],
      rolledBackTo: 1,
      since: now,
    });
  });

  test('is bad where what was gone back to is sick too, or was replaced unproven', () => {
    const sicker = app([rollback, bad], { situation: situations.escalated, ...sick });
    expect(judgeRelease(bad, sicker, now)).toMatchObject({
      verdict: 'bad',
      reasons: [failed, 'v3 rolled it back to v1', 'v3 was not seen healthy', 'down', lastSeen],
      since: judgedAt,
    });
    const newest = testEntry(4, { verdict: 'unproven' });
    const state = app([newest, rollback, bad], { situation: situations.watching, incident: down });
    expect(judgeRelease(bad, state, now)).toMatchObject({
      verdict: 'bad',
      reasons: [failed, 'v3 rolled it back to v1', 'v3 was not seen healthy'],
    });
  });

  test('whose successor is remembered no more says that another one runs', () => {
    const state = app([], { situation: situations.steady });
    expect(judgeRelease({ ...bad, judgedAt: null }, state, now)).toMatchObject({
      verdict: 'bad',
      reasons: [failed, 'it was not rolled back', 'another release has taken the place of v2'],
      since: seenAt,
    });
  });
});
