import { expect, test } from 'vitest';
import { commitOf, isCommit, isWholeCommit } from '../../lib/core/github.ts';

const whole = '1a5f89db30c1f0a6c2d3e4f5a6b7c8d9e0f1a2b3';

test.each([
  ['Deploy 1a5f89db', '1a5f89db'],
  [`Deploy ${whole}`, whole],
  ['Deploy main', null],
  ['Deploy 1a5f89', null],
  ['Deploy 1a5f89db and more', null],
  ['Deployed web (6fbb5c3b22f4)', null],
  ['Promote shop-staging v12 1a5f89db', null],
  ['Rollback to v12', null],
  ['Set FOO config vars', null],
])('the description "%s" names the commit %s', (description, commit) => {
  expect(commitOf(description)).toBe(commit);
});

test.each([
  [whole, true, true],
  ['1a5f89db', true, false],
  ['main', false, false],
  ['v1.2.3', false, false],
  [`${whole}0`, false, false],
  ['1a5f89db/../x', false, false],
  ['\ud800aaaaaaa', false, false],
  ['', false, false],
])('%j is a commit: %s, a whole one: %s', (text, commit, isWhole) => {
  expect([isCommit(text), isWholeCommit(text)]).toEqual([commit, isWhole]);
});
