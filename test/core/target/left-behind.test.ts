import { describe, expect, test } from 'vitest';
import { chooseTarget, type Target } from '../../../lib/core/target.ts';
import { testEntry, testRelease } from '../ledger.ts';

const culprit = testEntry(9, { verdict: 'unproven' });

function versionOf(target: Target): number | null {
  return target.kind === 'target' ? target.release.version : null;
}

function reasonOf(target: Target): string {
  return target.kind === 'none' ? target.reason : `v${target.release.version}`;
}

describe('a good release is refused because it', () => {
  test('was left behind by a person’s rollback', () => {
    const back = testRelease(8, { description: 'Rollback to v5', artifact: 'slug-5' });
    const ledger = [culprit, testEntry(7), testEntry(5)];
    const releases = [back, testRelease(7), testRelease(5)];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(5);
    expect(reasonOf(chooseTarget(culprit, [culprit, testEntry(7)], releases))).toContain(
      'v7 was left behind by the rollback v8',
    );
  });

  test('was left behind, by a rollback after it and no matter what was deployed since', () => {
    const back = testRelease(6, { description: 'Rollback to v3', artifact: 'slug-3' });
    const releases = [testRelease(8), testRelease(7), back, testRelease(5), testRelease(3)];
    const ledger = [culprit, testEntry(5), testEntry(3)];
    expect(versionOf(chooseTarget(culprit, ledger, releases))).toBe(3);
    expect(versionOf(chooseTarget(culprit, [...ledger, testEntry(7)], releases))).toBe(7);
  });

  test('was left behind by a rollback to one that Heroku’s list does not hold any more', () => {
    const releases = [testRelease(8, { description: 'Rollback to v2' }), testRelease(7)];
    expect(reasonOf(chooseTarget(culprit, [culprit, testEntry(7)], releases))).toContain(
      'v7 was left behind by the rollback v8',
    );
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
});
