// Where a command ends that cannot wait for what a lastgood that goes on watching waits for.

import { describe, expect, test } from 'vitest';
import { type LedgerEntry, newState, type Situation } from '../../../lib/core/state.ts';
import { outcomeOf } from '../../../lib/core/verify/outcome.ts';
import { dawn, minute } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { situations } from '../situations.ts';

const now = dawn + minute;
const unproven = testEntry(2, { verdict: 'unproven', judgedAt: null });
const bad = testEntry(2, { verdict: 'bad' });

/** What has become of v2, with these releases seen, newest first. */
function outcome(situation: Situation, ledger: readonly LedgerEntry[]) {
  const currentId = ledger[0]?.id ?? null;
  const state = { ...newState('check-1', dawn), situation, currentId, ledger: [...ledger] };
  return outcomeOf(state, { id: 'release-2', version: 2 }, now);
}

describe('a release that is held', () => {
  const lifting = [
    'paused',
    'readable',
    'reached',
    'pending',
    'maintenance',
    'web-dynos',
    'platform',
    'correlation',
    'budget',
    'fleet',
  ];
  test.each(lifting)('is waited for while %s alone is in the way', (guard) => {
    const situation = { ...situations.held, guards: [guard] };
    expect(outcome(situation, [unproven])).toMatchObject({ verdict: 'held', final: false });
    const both = { ...situations.held, guards: [guard, 'target'] };
    expect(outcome(both, [unproven])).toMatchObject({ verdict: 'held', final: true });
  });

  const lasting = ['mode', 'current', 'rollback-of-rollback', 'once', 'target', 'add-on'];
  test.each([...lasting, 'release-phase'])('is not waited for where %s is', (guard) => {
    const situation = { ...situations.held, guards: [guard] };
    expect(outcome(situation, [unproven])).toMatchObject({ verdict: 'held', final: true });
  });
});

describe('whoever stops waiting', () => {
  const open = [situations.unarmed, situations.warmup, situations.watching, situations.steady];
  test.each(open)('is told that nothing was rolled back: $name', (situation) => {
    const { verdict, reasons } = outcome(situation, [unproven]);
    expect(verdict).toBe('pending');
    expect(reasons.length).toBeGreaterThan(1);
    expect(reasons.at(-1)).toBe('nothing was rolled back');
  });

  test('is not told so where there is a verdict', () => {
    for (const situation of [situations.down, situations.watching]) {
      const entry = situation.name === 'down' ? unproven : testEntry(2, { verdict: 'good' });
      expect(outcome(situation, [entry]).reasons).not.toContain('nothing was rolled back');
    }
  });

  test('is told that what failed was healthy again in the end', () => {
    expect(outcome(situations.steady, [bad])).toMatchObject({
      verdict: 'inconclusive',
      final: true,
      reasons: [
        'v2 failed its health check',
        'it was not rolled back',
        'it still runs',
        'it was healthy again before a rollback was carried out',
      ],
    });
  });

  test('is told that the release was not even seen', () => {
    const why = 'Heroku could not yet be read with v2 as the current release';
    const expected = { verdict: 'pending', final: false, reasons: [why], since: dawn };
    expect(outcome(situations.steady, [testEntry(1)])).toMatchObject(expected);
    expect(outcome(situations.unarmed, [])).toMatchObject(expected);
  });

  test('is told of what came before it was seen', () => {
    const next = testEntry(3, { seenAt: now, userEmail: null });
    expect(outcome(situations.watching, [next])).toEqual({
      verdict: 'inconclusive',
      final: true,
      summary: 'v3 ("Deploy 333") has taken the place of v2',
      reasons: ['v3 ("Deploy 333") has taken the place of v2', 'v2 had no verdict yet'],
      rolledBackTo: null,
      since: now,
    });
  });
});

describe('what takes the place of the release', () => {
  const rollback = testEntry(3, {
    kind: 'rollback',
    description: 'Rollback to v1',
    verdict: 'unproven',
    seenAt: now,
  });

  test('is no stranger where it is lastgood’s own rollback that did not help', () => {
    expect(outcome(situations.escalated, [rollback, bad])).toMatchObject({
      verdict: 'bad',
      final: true,
      reasons: expect.arrayContaining(['v3 rolled it back to v1', 'v3 was not seen healthy']),
    });
  });

  test('takes nothing from one that was good', () => {
    const good = testEntry(2, { verdict: 'good' });
    const next = testEntry(3, { verdict: 'unproven' });
    expect(outcome(situations.watching, [next, good])).toMatchObject({
      verdict: 'good',
      final: true,
    });
  });

  test('ends it when it came', () => {
    const next = testEntry(3, { verdict: 'unproven', seenAt: now });
    expect(outcome(situations.watching, [next, unproven])).toMatchObject({
      verdict: 'inconclusive',
      since: now,
    });
  });
});
