// What became of a release that was good, or that nobody has judged and that was replaced.

import { describe, expect, test } from 'vitest';
import { judgeRelease, successor } from '../../../lib/core/verdict/judge-release.ts';
import { dawn } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { situations } from '../situations.ts';
import {
  app,
  bad,
  down,
  good,
  judgedAt,
  next,
  now,
  replacedBy,
  rollback,
  seenAt,
  unproven,
} from './releases.ts';

describe('a good release', () => {
  test('that runs is told with what troubles the app since', () => {
    const conditions = { blind: dawn, paused: dawn };
    const state = app([good], { situation: situations.steady, incident: down, conditions });
    expect(judgeRelease(good, state, now)).toEqual({
      verdict: 'good',
      final: true,
      summary: 'v2 is good',
      reasons: [
        'v2 was watched and found healthy',
        'down',
        'lastgood cannot see the app at the moment',
        'rollbacks of the app are paused',
      ],
      rolledBackTo: null,
      since: judgedAt,
    });
  });

  test('that was replaced stays good, and the newer one’s troubles are not its own', () => {
    const entry = { ...good, judgedAt: null };
    expect(judgeRelease(entry, app([next, entry], { incident: down }), now)).toMatchObject({
      verdict: 'good',
      reasons: ['v2 was watched and found healthy', replacedBy(next)],
      since: seenAt,
    });
  });
});

describe('a release that nobody has judged, and that was replaced,', () => {
  test('is inconclusive since the next one came', () => {
    expect(judgeRelease(unproven, app([next, unproven]), now)).toEqual({
      verdict: 'inconclusive',
      final: true,
      summary: 'v2 gave way to v3 without a verdict',
      reasons: [replacedBy(next), 'v2 had no verdict yet'],
      rolledBackTo: null,
      since: next.seenAt,
    });
    expect(judgeRelease(unproven, app([]), now).since).toBe(seenAt);
  });

  test('is rolled back where somebody went back', () => {
    expect(judgeRelease(unproven, app([rollback, unproven]), now)).toEqual({
      verdict: 'rolled-back',
      final: true,
      summary: 'v2 was rolled back before it had a verdict',
      reasons: [replacedBy(rollback, ' by anna@example.com'), 'v2 had no verdict yet'],
      rolledBackTo: 1,
      since: rollback.seenAt,
    });
  });
});

test('what came after a release is the next one in the ledger, else what runs', () => {
  const newest = testEntry(4);
  const state = app([newest, next, bad]);
  expect(successor(bad, state)).toBe(next);
  expect(successor(next, state)).toBe(newest);
  expect(successor(newest, state)).toBe(newest);
  expect(successor(testEntry(1), state)).toBe(newest);
  expect(successor(testEntry(1), app([]))).toBeNull();
});
