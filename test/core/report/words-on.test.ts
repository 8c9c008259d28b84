import { describe, expect, test } from 'vitest';
import { intent } from '../../../lib/core/catalogue/example-cases.ts';
import { fresh } from '../../../lib/core/catalogue/example-draft.ts';
import { exampleEntry, now } from '../../../lib/core/catalogue/example-releases.ts';
import { wordsOn } from '../../../lib/core/report/words-on.ts';
import type { LedgerEntry, Situation, State } from '../../../lib/core/state.ts';

const since = now - 60_000;
const rolling: Situation = { name: 'rolling-back', since, intent };
const verifying: Situation = {
  ...{ name: 'verifying', since, intent },
  ...{ until: now, early: false, deadline: now },
};
const held = (...told: string[]): Situation => ({
  ...{ name: 'held', since, guards: told, told, asked: false },
});
const escalated = (why: string): Situation => ({ name: 'escalated', since, why });
const watching: Situation = { name: 'watching', since, until: now, deadline: now };

/** The night with v29 in its list, in a situation; v29 was rolled back unless it says otherwise. */
function night(situation: Situation, entry: LedgerEntry, change: Partial<State> = {}): State {
  const rollbacks = [{ at: since, culpritId: 'release-29' }];
  const ledger = [entry, ...fresh.state.ledger.slice(1)];
  return { ...fresh.state, situation, ledger, rollbacks, ...change };
}

function said(situation: Situation, entry: LedgerEntry, change: Partial<State> = {}) {
  const words = wordsOn(entry, night(situation, entry, change), now);
  return words && `${words.state}: ${words.description}`;
}

test('a good release is told with what it cost', () => {
  const toll = fresh.state.ledger[0]?.toll ?? null;
  const good = (lost: number | null) =>
    said(
      watching,
      exampleEntry(29, {
        verdict: 'good',
        toll: lost === null || toll === null ? null : { ...toll, lost },
      }),
    );
  expect(good(null)).toBe('success: v29 is good');
  expect(good(0)).toBe('success: v29 is good, no probe was lost');
  expect(good(3)).toBe('success: v29 is good, lost 3 of 115 probes');
});

test('a good release is told also when nothing is watched any more, or another one runs', () => {
  const entry = exampleEntry(29, { verdict: 'good' });
  expect(said({ name: 'steady', since }, entry)).toBe('success: v29 is good');
  const change = { currentId: 'release-31', ledger: [exampleEntry(31), entry] };
  expect(said(watching, entry, change)).toBe('success: v29 is good');
});

describe('a bad release', () => {
  const bad = exampleEntry(29, { verdict: 'bad' });
  const failed = 'failure: v29 failed, and';

  test.each<[Situation, string]>([
    [rolling, 'failure: v29 is failing, rolling back to v27'],
    [verifying, 'failure: v29 failed, rolled back to v27, being verified'],
    [escalated('rollback-ineffective'), `${failed} the app is still failing after the rollback`],
    [escalated('rollback-unverified'), `${failed} nothing shows yet that the rollback helped`],
    [
      escalated('rollback-release-failed'),
      `${failed} its rollback FAILED at Heroku: it is still live`,
    ],
    [
      escalated('rollback-raced'),
      `${failed} its rollback raced with another release: look at once`,
    ],
    [escalated('rollback-refused'), `${failed} Heroku refused the rollback: it is still live`],
    [escalated('rollback-unknown'), `${failed} nobody knows what became of its rollback`],
    [escalated('rollback-stuck'), `${failed} its rollback is stuck at Heroku: it is still live`],
    [escalated('something new'), `${failed} it waits for a person`],
  ])('in %j', (situation, words) => {
    expect(said(situation, bad)).toBe(words);
  });

  test('is told as over once what was gone back to was seen healthy', () => {
    const description = 'Rollback to v27';
    const back = exampleEntry(30, { kind: 'rollback', description, verdict: 'good' });
    const [newest, over] = [exampleEntry(31), 'failure: v29 failed and was rolled back'];
    expect(
      said({ name: 'rolled-back', since }, bad, { ledger: [back, bad], currentId: back.id }),
    ).toBe(`${over}, the app is healthy again`);
    expect(said(watching, bad, { ledger: [newest, back, bad], currentId: newest.id })).toBe(over);
  });
});

describe('a release without a verdict that runs', () => {
  const [unproven, inconclusive] = [
    exampleEntry(29),
    exampleEntry(29, { verdict: 'inconclusive' }),
  ];

  test.each<[Situation, string | null]>([
    [held('mode'), 'failure: v29 is failing, the rollback waits for a person'],
    [held('mode', 'fleet'), 'failure: v29 is failing and NOT rolled back (mode, fleet)'],
    [held('pending'), 'failure: v29 is failing and NOT rolled back (pending)'],
    [escalated('rollback-refused'), 'error: v29 is failing, and it waits for a person'],
    [{ name: 'down', since }, 'failure: the app is down, and v29 is not to blame'],
    [{ name: 'warmup', since, until: now, early: false }, 'pending: v29 is live and being watched'],
    [watching, 'pending: v29 is live and being watched'],
    [{ name: 'unarmed', since, told: false }, null],
    [{ name: 'steady', since }, null],
    [{ name: 'rolled-back', since }, null],
    [rolling, null],
    [verifying, null],
  ])('in %j', (situation, words) => {
    expect(said(situation, unproven)).toBe(words);
  });

  test('and can have none is told so', () => {
    expect(said(watching, inconclusive)).toBe(
      'error: v29 has no verdict: too little was seen of it',
    );
  });

  test('is told within the 140 characters that GitHub takes', () => {
    const guards = Array.from({ length: 30 }, (_, index) => `guard-${index}`);
    const words = wordsOn(unproven, night(held(...guards), unproven), now);
    expect(words?.description.length).toBeLessThanOrEqual(140);
    expect(words?.description).toMatch(/^v29 is failing and NOT rolled back \(guard-0, .*\.\.\.$/);
  });

  test('is held against where people were told that its checks hold it', () => {
    const checks: LedgerEntry['checks'] = {
      ...{ since: now, askedAt: now, passed: 0, names: ['unit'], told: true },
      state: 'failing',
    };
    const entry = exampleEntry(29, { checks });
    const told = (conditions: State['conditions']) => said(watching, entry, { conditions });
    expect(told({ checks: now })).toBe(
      'failure: v29 is live without passing checks, and held against',
    );
    expect(told({})).toBe('pending: v29 is live and being watched');
  });
});

describe('a release that gave way to another one', () => {
  const reported = (state: 'pending' | 'success') =>
    exampleEntry(27, { reported: { state, description: 'v27 is live and being watched' } });
  const overtaken = (entry: LedgerEntry, ...newer: LedgerEntry[]) =>
    said(watching, entry, { ledger: [...newer, entry] });

  test('is told with the one that came next, if it was being watched', () => {
    const [v29, v30] = [exampleEntry(29), exampleEntry(30)];
    expect(overtaken(reported('pending'), v30, v29)).toBe(
      'error: v27 gave way to v29 without a verdict',
    );
    expect(overtaken(reported('pending'))).toBe(
      'error: v27 gave way to another release without a verdict',
    );
    expect(overtaken(reported('success'), v29)).toBeNull();
    expect(overtaken(exampleEntry(27), v29)).toBeNull();
  });
});
