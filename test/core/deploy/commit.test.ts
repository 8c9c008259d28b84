// The commit that Heroku writes into a release's description, and whether it is the one meant.

import { describe, expect, test } from 'vitest';
import { isOfCommit, writtenCommit } from '../../../lib/core/deploy/commit.ts';

describe('a description', () => {
  test.each([
    ['Deploy 1a5f89db', '1a5f89db'],
    ['Promote shop-staging v12 1a5f89d', '1a5f89d'],
    ['Retry of v44: Deploy 1a5f89db', '1a5f89db'],
    [`Deploy ${'a'.repeat(40)}`, 'a'.repeat(40)],
    [`Deploy ${'a'.repeat(41)}`, null],
    ['Deploy 1a5f89', null],
    ['Deploy 1a5f89db by anna', null],
    ['ReDeploy 1a5f89db', null],
    ['Promote shop-staging 1a5f89db', null],
    ['Promote shop staging v12 1a5f89db', null],
    ['Rollback to v1', null],
    ['Set SHA config vars', null],
  ])('%j tells of %s', (description, commit) => {
    expect(writtenCommit(description)).toBe(commit);
  });
});

describe('a release is of a commit', () => {
  test('that one of them is the beginning of the other', () => {
    expect(isOfCommit({ description: 'Deploy 1a5f89db' }, '1a5f89dbc0ffee')).toBe(true);
    expect(isOfCommit({ description: 'Deploy 1a5f89db' }, '1a5f89d')).toBe(true);
    expect(isOfCommit({ description: 'Deploy 1a5f89db' }, '1a5f89de')).toBe(false);
  });

  test('by what its slug was built from rather than by what is written', () => {
    const release = { description: 'Deploy 1a5f89db', commit: 'c0ffee1' };
    expect(isOfCommit(release, 'c0ffee1')).toBe(true);
    expect(isOfCommit(release, '1a5f89db')).toBe(false);
    expect(isOfCommit({ description: 'Deployed web', commit: null }, '1a5f89db')).toBeNull();
  });
});
