import { describe, expect, test } from 'vitest';
import { chooseTarget, type Target } from '../../lib/core/target.ts';
import { testEntry, testRelease } from './ledger.ts';

const culprit = testEntry(9, { verdict: 'unproven' });

function versionOf(target: Target): number | null {
  return target.kind === 'target' ? target.release.version : null;
}

function reasonOf(target: Target): string {
  return target.kind === 'none' ? target.reason : `v${target.release.version}`;
}

describe('the target', () => {
  test('is the newest of the good releases before the culprit', () => {
    const ledger = [culprit, testEntry(3), testEntry(7), testEntry(5)];
    const target = chooseTarget(
      culprit,
      ledger,
      [3, 5, 7, 9].map((v) => testRelease(v)),
    );
    expect(versionOf(target)).toBe(7);
  });

  test('is the last good one even where others lie between', () => {
    const between = testEntry(8, { verdict: 'inconclusive' });
    const ledger = [culprit, between, testEntry(7)];
    expect(versionOf(chooseTarget(culprit, ledger, [testRelease(7), testRelease(8)]))).toBe(7);
  });

  test('is never the culprit itself nor a release after it', () => {
    const good = testEntry(9);
    const target = chooseTarget(good, [good, testEntry(10)], [testRelease(9), testRelease(10)]);
    expect(reasonOf(target)).toContain('ever seen healthy');
  });

  test.each(['unproven', 'inconclusive', 'bad'] as const)('is none that is %s', (verdict) => {
    const ledger = [culprit, testEntry(7, { verdict })];
    expect(reasonOf(chooseTarget(culprit, ledger, [testRelease(7)]))).toContain(
      'no earlier release of this app was ever seen healthy',
    );
  });

  test('of a rolled back app is the good copy and not its original', () => {
    const copy = { description: 'Rollback to v5', artifact: 'slug-5' } as const;
    const ledger = [
      culprit,
      testEntry(7, { ...copy, kind: 'rollback' }),
      testEntry(6, { verdict: 'bad' }),
      testEntry(5),
    ];
    const releases = [testRelease(7, copy), testRelease(6), testRelease(5)];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(7);
  });

  test('of a culprit that changed the configuration may have the same code', () => {
    const config = testEntry(9, { kind: 'config', artifact: 'slug-7', verdict: 'unproven' });
    expect(versionOf(chooseTarget(config, [config, testEntry(7)], [testRelease(7)]))).toBe(7);
  });
});

describe('a good release is refused because it', () => {
  const refused: [string, Parameters<typeof testRelease>[1] | null, string][] = [
    ['is not in the list any more', null, "is no longer in Heroku's list"],
    ['failed', { status: 'failed' }, 'is failed at Heroku'],
    ['is pending', { status: 'pending' }, 'is pending at Heroku'],
    ['has expired', { status: 'expired' }, 'is expired at Heroku'],
    ['is not eligible', { eligibleForRollback: false }, 'is not eligible for rollback'],
  ];
  test.each(refused)('%s', (_name, change, expected) => {
    const releases = change === null ? [] : [testRelease(7, change)];
    expect(reasonOf(chooseTarget(culprit, [culprit, testEntry(7)], releases))).toContain(
      `v7 ${expected}`,
    );
  });

  test('has no code', () => {
    const ledger = [culprit, testEntry(7, { artifact: null })];
    expect(reasonOf(chooseTarget(culprit, ledger, [testRelease(7)]))).toContain('v7 has no code');
  });

  test('has the code of the culprit, which is a deploy', () => {
    const ledger = [culprit, testEntry(7, { artifact: 'slug-9' })];
    expect(reasonOf(chooseTarget(culprit, ledger, [testRelease(7)]))).toContain(
      'v7 has the same code as v9',
    );
  });

  test('has the code of a release that is known to be bad', () => {
    const bad = testEntry(5, { verdict: 'bad', artifact: 'slug-7' });
    expect(
      reasonOf(chooseTarget(culprit, [culprit, testEntry(7), bad], [testRelease(7)])),
    ).toContain('v7 has the code of a release that is known to be bad');
  });

  test('has the code of the culprit, which is told as that even when the culprit is bad', () => {
    const bad = { ...culprit, verdict: 'bad' } as const;
    const ledger = [bad, testEntry(7, { artifact: 'slug-9' })];
    expect(reasonOf(chooseTarget(bad, ledger, [testRelease(7)]))).toContain(
      'v7 has the same code as v9',
    );
  });

  test('a bad configuration says nothing against the code under it', () => {
    const bad = testEntry(8, { kind: 'config', artifact: 'slug-7', verdict: 'bad' });
    const ledger = [culprit, bad, testEntry(7)];
    expect(versionOf(chooseTarget(culprit, ledger, [testRelease(7)]))).toBe(7);
  });

  test('every refusal is told', () => {
    const ledger = [culprit, testEntry(7), testEntry(5)];
    const releases = [testRelease(5, { eligibleForRollback: false })];
    const reason = reasonOf(chooseTarget(culprit, ledger, releases));
    expect(reason).toBe(
      'no release seen healthy can be gone back to: ' +
        "v7 is no longer in Heroku's list of releases; v5 is not eligible for rollback at Heroku",
    );
  });
});
