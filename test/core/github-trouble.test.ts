import { describe, expect, test } from 'vitest';
import type { GitHubTrouble } from '../../lib/core/github.ts';
import { afterTrouble, isLasting, retryDue } from '../../lib/core/github-trouble.ts';
import { limits } from '../../lib/core/limits.ts';
import { settleReport } from '../../lib/core/report.ts';
import { dawn, type Film, hour, minute, second } from './film.ts';
import { afterDeploy } from './scenes.ts';
import { commitOfVersion } from './telling-film.ts';

const refusal: GitHubTrouble = {
  kind: 'forbidden',
  message: 'POST /repos/acme/shop/statuses/1a5f answered 403: no',
  advice: 'give the token "Commit statuses" read and write',
  canRetry: false,
  status: 403,
};
const passing: GitHubTrouble = { ...refusal, kind: 'timeout', canRetry: true, status: null };

describe('a GitHub that refuses', () => {
  /** One look, and what came of telling. */
  function tryOnce(film: Film, trouble: GitHubTrouble, after = 5 * second): boolean {
    film.look('healthy', { after });
    const { report, state, now } = film;
    if (report === null) return false;
    film.state = settleReport(state, report, { outcome: { kind: 'trouble', trouble }, now });
    return true;
  }

  function refused(): Film {
    const film = afterDeploy({ repository: 'acme/shop' });
    film.world.github = { checks: { state: 'passing', passed: 1, names: [] } };
    return film;
  }

  test('for good is told once, with what to do, and asked less and less', () => {
    const film = refused();
    let tries = 0;
    for (let looks = 0; looks < 720; looks += 1) tries += Number(tryOnce(film, refusal, minute));
    const said = film.said.filter(({ kind }) => kind.startsWith('github'));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ kind: 'github-trouble', severity: 'warning' });
    expect(said[0]?.next.join()).toContain('"Commit statuses" read and write');
    // 30 s doubled to an hour, over twelve hours.
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThan(22);
  });

  test('the token is told of by the sweep, once for all apps, and not by each app', () => {
    const film = refused();
    const token: GitHubTrouble = { ...refusal, kind: 'unauthorized', status: 401 };
    for (let looks = 0; looks < 60; looks += 1) tryOnce(film, token, minute);
    expect(film.state.github.telling).toMatchObject({ ofToken: true, canRetry: false });
    expect(film.said.filter(({ kind }) => kind.startsWith('github'))).toEqual([]);
  });

  test('for a moment is told to nobody, and tried again', () => {
    const film = refused();
    expect(tryOnce(film, passing)).toBe(true);
    expect(tryOnce(film, passing, second)).toBe(false);
    film.look('healthy', { after: limits.githubRetryMs });
    expect(film.report).toMatchObject({ state: 'pending' });
    expect(film.said).toEqual([]);
  });

  test('and accepts at last is told as over', () => {
    const film = refused();
    tryOnce(film, refusal);
    film.look('healthy');
    film.look('healthy', { after: hour });
    const { report, state, now } = film;
    if (report === null) throw new Error('nothing was to be told');
    const outcome = { kind: 'accepted', commit: commitOfVersion(2) } as const;
    film.state = settleReport(state, report, { outcome, now });
    film.look('healthy');
    expect(film.said.map(({ kind }) => kind)).toContain('github-well');
  });

  test('is let alone for ever after a day', () => {
    const film = refused();
    film.looks(200, 'healthy');
    film.look('healthy', { after: limits.githubReportAgeMsMax });
    expect(film.report).toBeNull();
  });

  test('is tried at once for a release that came since', () => {
    const film = refused();
    for (let tries = 0; tries < 12; tries += 1) tryOnce(film, refusal, hour);
    film.release();
    film.look('healthy');
    expect(film.report).toMatchObject({ state: 'pending', releaseId: 'release-3' });
  });
});

describe('after a trouble', () => {
  /** So many in a row, the last one at dawn. */
  const row = (times: number, trouble: GitHubTrouble = passing) => {
    let seen: ReturnType<typeof afterTrouble> = null;
    for (let count = 0; count < times; count += 1) seen = afterTrouble(seen, trouble, dawn);
    return seen;
  };

  test.each([
    [1, 30 * second],
    [2, minute],
    [3, 2 * minute],
    [7, 32 * minute],
    [8, hour],
    [100, hour],
  ])('number %i in a row it is tried again after %i ms', (times, waitMs) => {
    const due = (afterMs: number) => retryDue(row(times), dawn, dawn + afterMs);
    expect([due(waitMs - 1), due(waitMs)]).toEqual([false, true]);
  });

  test('what came up later is tried at once, and what is a day old never', () => {
    expect(retryDue(row(5), dawn + 1, dawn + 1)).toBe(true);
    const old = limits.githubReportAgeMsMax;
    expect(retryDue(null, dawn, dawn + old)).toBe(true);
    expect(retryDue(null, dawn, dawn + old + 1)).toBe(false);
  });

  test('it is worth a word where it does not pass by itself, or has not for a while', () => {
    const told = limits.githubTroublesTold;
    expect([row(0), row(1), row(told - 1), row(told)].map(isLasting)).toEqual([
      ...[false, false, false, true],
    ]);
    expect(isLasting(row(1, refusal))).toBe(true);
    expect(isLasting(row(told, { ...refusal, kind: 'unauthorized' }))).toBe(false);
  });
});
