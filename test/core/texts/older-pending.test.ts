import { expect, test } from 'vitest';
import { cameOver } from '../../../lib/core/texts/older-pending.ts';
import { testEntry } from '../ledger.ts';

const newer = testEntry(12, { description: 'Rollback to v9', kind: 'rollback' });

test('a release that comes in over a newer one says over which, and whether that is a rollback', () => {
  const why = ', which is newer: its release phase has ended only now.';
  expect(cameOver(testEntry(10), newer)).toBe(
    ` It came in over the rollback v12 ("Rollback to v9")${why}`,
  );
  const deployed = { ...newer, description: 'Deploy 12', kind: 'deploy' } as const;
  expect(cameOver(testEntry(10), deployed)).toBe(` It came in over v12 ("Deploy 12")${why}`);
});

test('of one that comes in its turn, or is the first, nothing is said', () => {
  expect(cameOver(testEntry(13), newer)).toBe('');
  expect(cameOver(testEntry(13), undefined)).toBe('');
  expect(cameOver(null, newer)).toBe('');
});
