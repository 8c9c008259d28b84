import { expect, test } from 'vitest';
import { deploymentStates, isCommit, isWholeCommit } from '../../lib/core/github.ts';

const whole = '1a5f89db30c1f0a6c2d3e4f5a6b7c8d9e0f1a2b3';

test.each([
  [whole, true, true],
  ['1a5f89db', true, false],
  ['1a5f89d', true, false],
  ['1a5f89', false, false],
  ['1A5F89DB', false, false],
  ['x1a5f89db', false, false],
  [`x${whole}`, false, false],
  ['main', false, false],
  ['v1.2.3', false, false],
  [`${whole}0`, false, false],
  ['1a5f89db/../x', false, false],
  ['\ud800aaaaaaa', false, false],
  ['', false, false],
])('%j is a commit: %s, a whole one: %s', (text, commit, isWhole) => {
  expect([isCommit(text), isWholeCommit(text)]).toEqual([commit, isWhole]);
});

test('a deployment says the same as a commit, in its own words', () => {
  expect(deploymentStates).toEqual({
    ...{ pending: 'in_progress', success: 'success', failure: 'failure', error: 'error' },
  });
});
