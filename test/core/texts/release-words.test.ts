import { describe, expect, test } from 'vitest';
import { fresh } from '../../../lib/core/catalogue/example-draft.ts';
import { exampleEntry, exampleRelease, now } from '../../../lib/core/catalogue/example-releases.ts';
import { type Draft, withState } from '../../../lib/core/draft.ts';
import type { LedgerEntry } from '../../../lib/core/state.ts';
import {
  briefRelease,
  commitLink,
  currentLines,
  releaseLine,
  releaseLines,
  versionLines,
} from '../../../lib/core/texts/release-words.ts';
import { withoutHeroku, withoutRelease } from './drafts.ts';

const site = 'https://github.com/acme/my-shop';
const long = '9c0ffee1a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5';

describe('a release in one line', () => {
  const words = 'v31, 2026-11-23 03:13:35 UTC (30 s ago): Deploy 4d3c2b1a';
  const { version, description, createdAt } = exampleRelease(31);
  const known = { version, description, createdAt, userEmail: null };

  test.each<[Partial<Parameters<typeof releaseLine>[0]>, string]>([
    [{}, `Release ${words}`],
    [
      { kind: 'deploy', userEmail: 'ben@example.com' },
      'Release v31 (deploy) by ben@example.com, 2026-11-23 03:13:35 UTC (30 s ago): ' +
        'Deploy 4d3c2b1a',
    ],
    [{ commit: null }, `Release ${words}`],
    [{ commit: long }, `Release ${words}, commit 9c0ffee1a0b1`],
  ])('tells what is known of it: %j', (more, line) => {
    expect(releaseLine({ ...known, ...more }, now)).toBe(line);
  });

  test('was made just now where the clock of Heroku is ahead', () => {
    expect(releaseLine(known, createdAt - 5_000)).toContain('(0 ms ago)');
  });
});

describe('a release by its version', () => {
  test('is told as it is remembered, else as Heroku lists it, else not at all', () => {
    expect(versionLines(fresh, 27)).toEqual([
      'Release v27 (deploy) by anna@example.com, 2026-11-22 01:14:05 UTC (26 h ago): ' +
        'Deploy 1a5f89db',
    ]);
    expect(versionLines(fresh, 30)).toEqual([
      'Release v30 by bot@example.com, 2026-11-23 03:13:05 UTC (1 min ago): Rollback to v27',
    ]);
    expect(versionLines(fresh, 99)).toEqual([]);
    expect(versionLines(withoutHeroku(fresh), 30)).toEqual([]);
  });

  test('that runs is told too, if it is known which one does', () => {
    expect(currentLines(fresh)[0]).toContain('Release v29 (deploy) by ben@example.com');
    expect(currentLines(withoutRelease(fresh))).toEqual([]);
  });
});

describe('the code of a release', () => {
  const [v29, v27] = [exampleEntry(29), exampleEntry(27, { verdict: 'good' })];
  const linkOf = (entry: LedgerEntry, ledger: readonly LedgerEntry[]) =>
    releaseLines(withState(fresh, { ledger: [...ledger] }), entry).slice(1);
  const compare = (base: string, head: string) => [
    `What it changed since v27: ${site}/compare/${base}...${head}`,
  ];

  test('is compared with the last good one before it', () => {
    expect(linkOf(v29, [v29, v27])).toEqual(compare('1a5f89db', '9c0ffee1'));
    const v28 = exampleEntry(28, { verdict: 'inconclusive' });
    const v30 = exampleEntry(30, { verdict: 'good' });
    expect(linkOf(v29, [v30, { ...v29, verdict: 'good' }, v28, v27])).toEqual(
      compare('1a5f89db', '9c0ffee1'),
    );
  });

  test('is shown alone where no good one is known, or not its commit', () => {
    const alone = [`Its code: ${site}/commit/9c0ffee1`];
    expect(linkOf(v29, [v29])).toEqual(alone);
    expect(linkOf(v29, [v29, { ...v27, description: 'Imported' }])).toEqual(alone);
    expect(releaseLines(fresh, v29, null).slice(1)).toEqual(alone);
  });

  test.each([
    ['9c0ffee1', long],
    [long, '9c0ffee1'],
    [long, long],
  ])('is the same where only the configuration changed: %s and %s', (commit, before) => {
    const changed = { ...v29, commit };
    expect(linkOf(changed, [changed, { ...v27, commit: before }])).toEqual([]);
  });

  test('is another one although the commits end alike', () => {
    const changed = { ...v29, commit: '0a1b2c3d9c0ffee1' };
    expect(linkOf(changed, [changed, { ...v27, commit: '9c0ffee1' }])).toEqual(
      compare('9c0ffee1', '0a1b2c3d9c0ffee1'),
    );
    expect(linkOf(v29, [v29, { ...v27, commit: '0a1b2c3d9c0ffee1' }])).toEqual(
      compare('0a1b2c3d9c0ffee1', '9c0ffee1'),
    );
  });

  test('is not shown where the repository or the commit is not known', () => {
    const elsewhere: Draft = { ...fresh, app: { ...fresh.app, repository: null } };
    expect(releaseLines(elsewhere, v29)).toHaveLength(1);
    expect(commitLink(elsewhere, v29)).toBeNull();
    const nameless = exampleEntry(29, { description: 'Imported' });
    expect(releaseLines(fresh, nameless)).toHaveLength(1);
    expect(commitLink(fresh, nameless)).toBeNull();
  });

  test.each([
    ['9c0ffee', '9c0ffee'],
    ['9C0FFEE1', '9C0FFEE1'],
    ['9c0ffe', null],
    ['9c0ffee1/../../evil', null],
    ['x9c0ffee1', null],
    [`${long}${long}`, null],
  ])('is only taken for a commit if it is one: %s', (commit, linked) => {
    expect(commitLink(fresh, exampleEntry(29, { commit }))).toBe(
      linked === null ? null : `${site}/commit/${linked}`,
    );
  });

  test('of a rollback is that of the release that it goes back to', () => {
    const v30 = exampleEntry(30);
    const linked = (...ledger: LedgerEntry[]) =>
      commitLink(withState(fresh, { ledger: [v30, ...ledger] }), v30);
    expect(linked(v29, v27)).toBe(`${site}/commit/1a5f89db`);
    expect(linked(v29)).toBeNull();
  });

  test.each([30, 31])('of a rollback to v%i, which came no earlier, is not known', (version) => {
    const v30 = exampleEntry(30, { description: `Rollback to v${version}` });
    const v31 = exampleEntry(31);
    expect(commitLink(withState(fresh, { ledger: [v31, v30] }), v30)).toBeNull();
  });
});

test('among several apps its line goes without the version, which the headline names', () => {
  const line = releaseLine({ ...exampleRelease(31), userEmail: null }, now);
  const rest = ', 2026-11-23 03:13:35 UTC (30 s ago): Deploy 4d3c2b1a';
  expect(briefRelease(['lost nothing', line])).toBe(`Release${rest}`);
  expect(briefRelease([line.replace('v31', 'v31 (deploy)')])).toBe(`Deploy${rest}`);
  expect(briefRelease(['lost nothing', `before it: ${line}`])).toBeNull();
  expect(briefRelease([])).toBeNull();
});
