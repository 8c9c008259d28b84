import { describe, expect, test } from 'vitest';
import { fresh } from '../../../lib/core/catalogue/example-draft.ts';
import { exampleEntry } from '../../../lib/core/catalogue/example-releases.ts';
import { type Draft, withState } from '../../../lib/core/draft.ts';
import type { LedgerEntry } from '../../../lib/core/state.ts';
import { releaseDetected } from '../../../lib/core/texts/release-detected.ts';
import { with29, withoutRelease } from './drafts.ts';

test('a release that has come is told with what it is, for machines too', () => {
  const { kind, severity, facts, next } = releaseDetected(fresh);
  expect([kind, severity, next]).toEqual(['release-detected', 'info', []]);
  expect(facts).toEqual({ release: 29, change: 'deploy' });
});

test('a rollback that somebody made is watched, and never undone', () => {
  const rollback = with29({ description: 'Rollback to v27', kind: 'rollback' });
  expect(releaseDetected(rollback)).toMatchObject({
    kind: 'release-detected',
    severity: 'info',
    headline: 'v29, a rollback to v27, is live and being watched',
    done: ['It is watched like any release, and never undone: it is a rollback itself.'],
    next: [],
    facts: { release: 29, change: 'rollback' },
  });
});

test('a release that nobody knows cannot be blamed', () => {
  const { kind, headline, done, evidence, facts } = releaseDetected(withoutRelease(fresh));
  expect(kind).toBe('watch-without-baseline');
  expect(headline).toBe('the release is live; it cannot be blamed, so it will not be rolled back');
  expect(done).toEqual([
    'The app was not seen healthy right before the release, or the release is its first ' +
      'release: lastgood watches and tells, and does not act.',
  ]);
  expect([evidence, facts]).toEqual([[], { release: null, change: null }]);
});

describe('code that was found bad before', () => {
  const judged = (earlier: Partial<LedgerEntry>, own: Partial<LedgerEntry> = {}): Draft => {
    const v29 = exampleEntry(29, { artifact: 'slug-27', ...own });
    return withState(fresh, { ledger: [v29, exampleEntry(27, { verdict: 'bad', ...earlier })] });
  };
  const warned = (draft: Draft) => releaseDetected(draft).kind === 'known-bad-redeployed';

  test('is warned of when it is deployed again', () => {
    expect(warned(judged({}))).toBe(true);
    expect(releaseDetected(judged({})).headline).toBe(
      'v29 has the code of v27, which was found bad before',
    );
  });

  test.each<[string, Draft]>([
    ['the earlier release is not bad', judged({ verdict: 'good' })],
    ['it was the configuration that was bad', judged({ kind: 'config' })],
    ['the code is another one', judged({}, { artifact: 'slug-29' })],
    ['neither has any code', judged({ artifact: null }, { artifact: null })],
    ['only the configuration is new', judged({}, { kind: 'config' })],
    ['it is the very release that is bad', judged({ verdict: 'good' }, { verdict: 'bad' })],
  ])('is not warned of where %s', (_, draft) => {
    expect(warned(draft)).toBe(false);
  });
});
