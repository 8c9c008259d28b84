import { expect, test } from 'vitest';
import { newState } from '../../../lib/core/state.ts';
import { inWindow } from '../../../lib/core/verdict/reasons.ts';
import { isBad, isBadAndGone, isHeld } from '../../../lib/core/verdict/summaries.ts';
import { dawn } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { situations } from '../situations.ts';

const v4 = testEntry(4);

test('a bad release that another one has replaced says which', () => {
  expect(isBadAndGone(v4, testEntry(5))).toBe('v4 failed, and v5 has taken its place');
});

test.each([
  ['rollback-refused', 'v4 failed, and Heroku refused the rollback: it is still live'],
  ['rollback-unknown', 'v4 failed, and nobody knows what became of its rollback'],
] as const)('a bad release of which people have to take care says why: %s', (why, summary) => {
  expect(isBad(v4, { ...situations.escalated, why })).toBe(summary);
});

test('a bad release waits for a person where nothing more is known', () => {
  expect(isBad(v4, situations.down)).toBe('v4 failed, and it waits for a person');
});

test('a held one says which guards ever stood in the way', () => {
  const told = ['cooldown', 'platform'] as const;
  expect(isHeld(v4, { ...situations.held, told: [...told] })).toBe(
    'v4 is failing and NOT rolled back (cooldown, platform)',
  );
  expect(isHeld(v4, { ...situations.held, told: ['mode'] })).toBe(
    'v4 is failing, the rollback waits for a person',
  );
});

test('only what came in a window that is still open waits for its end', () => {
  const kept = { kind: 'release-detected', headline: '', release: 4, since: dawn, over: false };
  const state = { ...newState('check-1', dawn), untold: [kept] };
  expect(inWindow(v4, state)).toEqual(['v4 came in a maintenance window, and is judged after it']);
  expect(inWindow(testEntry(5), state)).toEqual([]);
  expect(inWindow(v4, { ...state, untold: [{ ...kept, over: true }] })).toEqual([]);
});
