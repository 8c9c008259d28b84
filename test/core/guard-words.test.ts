import { expect, test } from 'vitest';
import { formatDuration } from '../../lib/core/duration.ts';
import { blockedWords, mayLift, passedWords } from '../../lib/core/guard-words.ts';
import { askGuards } from '../../lib/core/guards.ts';
import { limits } from '../../lib/core/limits.ts';
import { caseOf, culprit } from './guard-case.ts';

const names = askGuards(caseOf(), culprit).answers.map(({ name }) => name);

test.each(names)(
  '%s has a sentence for passing, for standing in the way, and for what lifts it',
  (name) => {
    expect(passedWords(name)).toMatch(/^\S+( \S+){3,}$/);
    const [blocks, lifts, ...rest] = blockedWords(name).split('; it ');
    expect(rest).toEqual([]);
    expect(blocks).toMatch(/^\S+( \S+){3,}$/);
    expect(blocks).not.toContain(passedWords(name));
    expect(`it ${lifts}`).toMatch(mayLift(name) ? /^it lifts / : /^it stays so/);
  },
);

test('what the look saw stands in place of the general words', () => {
  expect(blockedWords('fleet', '1 rollback is under way (blog)')).toBe(
    '1 rollback is under way (blog); it lifts by itself when one of those rollbacks has ended ' +
      'and the hour has room',
  );
});

test('a release on its way stands in the way for a bounded time, which is told', () => {
  expect(blockedWords('pending')).toBe(
    'a newer release is on its way; it lifts when that one is live or has failed, ' +
      `${formatDuration(limits.pendingMsMax)} after it was made at the latest`,
  );
});

test('a guard that is newer than the words is told by its name, and is no end for who waits', () => {
  expect(passedWords('unheard-of')).toBe('"unheard-of" has nothing against it');
  expect(blockedWords('unheard-of')).toBe('"unheard-of" is against it');
  expect(mayLift('unheard-of')).toBe(false);
});

test('those lift by themselves or by somebody’s doing at the app, and no other ones', () => {
  expect(names.filter(mayLift)).toEqual([
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
  ]);
});
