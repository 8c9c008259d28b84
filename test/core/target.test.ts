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

  test('was left behind by a person’s rollback', () => {
    const back = testRelease(8, { description: 'Rollback to v5', artifact: 'slug-5' });
    const ledger = [culprit, testEntry(7), testEntry(5)];
    const releases = [back, testRelease(7), testRelease(5)];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(5);
  });

  test('was left behind, unless somebody went forward to it again', () => {
    const back = testRelease(6, { description: 'Rollback to v3', artifact: 'slug-3' });
    const forward = testRelease(8, { description: 'Rollback to v5', artifact: 'slug-5' });
    const ledger = [culprit, testEntry(5), testEntry(3)];
    const releases = [forward, back, testRelease(5), testRelease(3)];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(5);
  });

  test('was left behind by a rollback to the copy of an older one', () => {
    const copy = testRelease(4, { description: 'Rollback to v2', artifact: 'slug-2' });
    const again = testRelease(8, { description: 'Rollback to v4', artifact: 'slug-2' });
    const ledger = [culprit, testEntry(7), testEntry(3), testEntry(2)];
    const releases = [again, testRelease(7), copy, testRelease(3), testRelease(2)];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(2);
  });

  test('was left behind by the newest of the rollbacks, in whatever order Heroku tells them', () => {
    const back = testRelease(6, { description: 'Rollback to v3', artifact: 'slug-3' });
    const forward = testRelease(8, { description: 'Rollback to v5', artifact: 'slug-5' });
    const ledger = [culprit, testEntry(5), testEntry(3)];
    const releases = [testRelease(3), testRelease(5), back, forward];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(5);
    const other = [
      testRelease(3),
      testRelease(5),
      { ...forward, version: 6 },
      { ...back, version: 8 },
    ];
    expect(versionOf(chooseTarget(culprit, ledger, other))).toBe(3);
  });

  test('was left behind, which a rollback that failed does not do', () => {
    const back = testRelease(8, { description: 'Rollback to v5', status: 'failed' });
    const ledger = [culprit, testEntry(7), testEntry(5)];
    const releases = [back, testRelease(7), testRelease(5)];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(7);
  });

  test('was left behind, which neither the culprit nor what came after it does', () => {
    const ledger = [culprit, testEntry(7), testEntry(5)];
    const releases = [10, 9].map((version) =>
      testRelease(version, { description: 'Rollback to v5' }),
    );
    const all = [...releases, testRelease(7), testRelease(5)];
    expect(versionOf(chooseTarget(culprit, ledger, all))).toBe(7);
  });

  test('was left behind, by words of Heroku’s that lead in no circle', () => {
    const back = testRelease(8, { description: 'Rollback to v8' });
    const ahead = testRelease(6, { description: 'Rollback to v7' });
    const ledger = [culprit, testEntry(7), testEntry(6)];
    const releases = [back, testRelease(7), ahead];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(7);
    const only = [culprit, testEntry(6)];
    expect(versionOf(chooseTarget(culprit, only, releases))).toBe(6);
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
    expect(reason).toContain('v7 is no longer');
    expect(reason).toContain('v5 is not eligible');
  });
});
