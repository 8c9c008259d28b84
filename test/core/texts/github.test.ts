import { describe, expect, test } from 'vitest';
import { fresh, good } from '../../../lib/core/catalogue/example-draft.ts';
import { checked, unchecked, unwelcome } from '../../../lib/core/catalogue/example-github.ts';
import { exampleEntry, now } from '../../../lib/core/catalogue/example-releases.ts';
import { type Draft, withState } from '../../../lib/core/draft.ts';
import type { LedgerEntry } from '../../../lib/core/state.ts';
import {
  checksHeld,
  checksOver,
  checksWanting,
  githubTrouble,
  githubWell,
} from '../../../lib/core/texts/github.ts';
import { with29, withoutHeroku, withoutRelease } from './drafts.ts';

type Checks = NonNullable<LedgerEntry['checks']>;

const asked = ' (asked at 2026-11-23 03:13:45 UTC)';

describe('checks that do not pass', () => {
  const seen = good(unchecked).checks;
  if (seen === null) throw new Error('the example has no checks');
  const told = (checks: Checks | null) => checksWanting(unchecked, { ...good(unchecked), checks });

  test.each<[Partial<Checks>, string]>([
    [{}, `At GitHub these checks of its commit failed: unit tests, lint${asked}.`],
    [
      { state: 'running', names: ['deploy', 'unit tests'] },
      'At GitHub no check of its commit has passed; after 15 min these still run: deploy, unit ' +
        `tests${asked}.`,
    ],
    [{ state: 'none' }, `GitHub shows no passing check for its commit${asked}.`],
    [{ state: 'unknown' }, `GitHub shows no passing check for its commit${asked}.`],
  ])('are told as GitHub shows them: %j', (change, words) => {
    const { happened, facts } = told({ ...seen, ...change });
    expect(happened).toBe(`${words} v29 was released all the same.`);
    expect(facts).toEqual({ release: 29, checks: change.state ?? 'failing', target: 27 });
  });

  test('are told also where nothing of them is known', () => {
    const { happened, facts } = told(null);
    expect(happened).toBe(
      'GitHub shows no passing check for its commit. v29 was released all the same.',
    );
    expect(facts).toEqual({ release: 29, checks: null, target: 27 });
  });

  test('are told with all commits where that of the release is not known', () => {
    const nameless = { ...good(unchecked), commit: null, description: 'Imported' };
    expect(checksWanting(unchecked, nameless).next.at(-1)).toBe(
      'Or see why, make them pass, or fix forward: https://github.com/acme/my-shop/commits',
    );
  });
});

describe('what may be gone back to in place of an unchecked release', () => {
  const choice = (draft: Draft, ledger: LedgerEntry[]) =>
    checksWanting(withState(draft, { ledger: [good(draft), ...ledger] }), good(draft));
  const v27 = exampleEntry(27, { verdict: 'good' });
  const unread = withoutHeroku(unchecked);

  test('is what a rollback would go back to, by what Heroku lists', () => {
    expect(choice(unchecked, [v27]).next[0]).toBe('Roll back: `heroku rollback v27 -a my-shop`');
    // The ledger holds a good release that Heroku does not list any more.
    expect(choice(unchecked, [exampleEntry(26, { verdict: 'good' })]).facts).toMatchObject({
      target: null,
    });
    expect(choice(unchecked, []).next).toHaveLength(1);
  });

  test('is the last good one before it where Heroku was not read', () => {
    const bad = exampleEntry(28, { verdict: 'bad' });
    const later = exampleEntry(30, { verdict: 'good' });
    expect(choice(unread, [bad, v27]).facts).toMatchObject({ target: 27 });
    expect(choice(unread, [later, v27]).facts).toMatchObject({ target: 27 });
    expect(choice(unread, [bad, later]).facts).toMatchObject({ target: null });
    const itself = { ...good(unread), verdict: 'good' } as const;
    expect(checksWanting(withState(unread, { ledger: [itself] }), itself).facts).toMatchObject({
      target: null,
    });
  });
});

describe('checks that hold a release no more', () => {
  test('pass', () => {
    expect(checksOver(checked)).toMatchObject({
      headline: 'the checks of v29 pass now',
      happened: `GitHub shows passing checks for the commit of v29${asked}.`,
      incident: 'my-shop.checks',
      facts: { release: 29 },
    });
  });

  test('do not, and something else has changed', () => {
    const otherwise =
      'Another release runs, or the checks are not known or not asked for any more.';
    expect(checksOver(with29({ checks: null }))).toMatchObject({
      headline: 'v29 is no longer held for its checks',
      happened: otherwise,
      facts: { release: 29 },
    });
    const over = checksOver(withoutRelease(fresh));
    expect(over).toMatchObject({
      headline: 'the release is no longer held for its checks',
      happened: otherwise,
      facts: { release: null },
    });
    expect(checksHeld(withoutRelease(fresh))).toEqual(over);
  });
});

describe('a GitHub that refuses', () => {
  const trouble = unwelcome.state.github.telling;
  if (trouble === null) throw new Error('the example has no trouble');
  const silent = {
    ...{ at: now - 60_000, times: 7, canRetry: true, advice: 'wait', ofToken: false },
    message: 'GET /repos/acme/my-shop/commits/9c0ffee1/status brought no answer',
  };
  const refused = (github: Draft['state']['github']) => githubTrouble(withState(fresh, { github }));
  const goOn = 'Watching, judging and rolling back go on.';
  const noChecks = 'Checks are not known, which holds no release.';

  test('to be asked', () => {
    expect(refused({ asking: silent, telling: null })).toMatchObject({
      headline: 'checks are not known: GitHub has not answered for a while',
      happened:
        'GET /repos/acme/my-shop/commits/9c0ffee1/status brought no answer. Tried 7 times in a ' +
        'row, the last time at 2026-11-23 03:13:05 UTC.',
      done: [noChecks, goOn],
      next: ['To mend it: wait.'],
    });
  });

  test('to be told and to be asked, which is mended once', () => {
    const { advice } = trouble;
    const both = refused({ asking: { ...silent, advice }, telling: trouble });
    expect(both.headline).toBe('verdicts do not show at GitHub: somebody has to mend it');
    expect(both.happened).toMatch(/404: Not Found\. Tried once, at .* UTC\. GET .* 7 times in a/);
    expect(both.done).toEqual([
      noChecks,
      'Verdicts do not show at GitHub. Alerts come as ever.',
      goOn,
    ]);
    expect(both.next).toHaveLength(1);
  });

  test('is told without a repository where none is named', () => {
    const nowhere = { ...unwelcome, app: { ...unwelcome.app, repository: null } };
    expect(githubTrouble(unwelcome).evidence[0]).toBe('Repository: acme/my-shop');
    expect(githubTrouble(nowhere).evidence[0]).toMatch(/^Release v29 /);
  });
});

test('a token that is wanting is asked for', () => {
  const { facts, app } = unwelcome;
  const tokenless: Draft = {
    ...unwelcome,
    app: { ...app, checks: 'hold' },
    facts: { ...facts, github: null },
  };
  expect(githubTrouble(tokenless)).toMatchObject({
    kind: 'github-trouble',
    severity: 'warning',
    headline: 'checks are asked for in apps.yml, and there is no token to ask GitHub with',
    happened: 'apps.yml says "checks: hold" for the app, and no token for GitHub is set.',
    done: ['No checks are asked for, which holds no release. Everything else goes on.'],
    next: ['Set LASTGOOD_GITHUB_TOKEN or its SSM parameter, or take checks out of apps.yml.'],
    undo: null,
  });
  expect(githubWell(fresh).done).toEqual([
    'Verdicts on my-shop show at GitHub again, if they are to.',
  ]);
});
