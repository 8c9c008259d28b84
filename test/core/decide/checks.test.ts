import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { deployed, failing, green, kindsOf, none, running, unreachable } from '../checked-film.ts';
import { Film, hour, minute, second } from '../film.ts';
import { webDyno } from '../scenes.ts';

describe('checks: warn', () => {
  test('tells of failed checks once, and judges the release like any other', () => {
    const film = deployed('warn', failing);
    expect(film.look('healthy')).toEqual(['checks-wanting']);
    expect(film.last).toMatchObject({ severity: 'warning', facts: { release: 2, target: 1 } });
    expect(film.last.happened).toBe(
      'At GitHub these checks of its commit failed: lint, unit (asked at 2026-11-23 03:12:05 ' +
        'UTC). v2 was released all the same.',
    );
    const known = { state: 'failing', passed: 2, names: ['lint', 'unit'], told: true };
    expect(film.state.ledger[0]?.checks).toMatchObject(known);
    film.looks(200, 'healthy');
    expect(kindsOf(film)).toEqual(['checks-wanting', 'release-good']);
  });

  test('waits for those that run, and says nothing when they pass', () => {
    const film = deployed('warn', running);
    film.looks(100, 'healthy');
    film.world.github = { checks: green };
    film.looks(100, 'healthy');
    expect(kindsOf(film)).toEqual(['release-good']);
    expect(film.state.ledger[0]?.commit).toBe('c'.repeat(40));
  });

  test('does not wait for ever', () => {
    const film = deployed('warn', running);
    // Looks that bring no verdict, so that the release stays open.
    film.looks(20, 'unknown', minute);
    expect(kindsOf(film)).toContain('checks-wanting');
    const told = film.said.find(({ kind }) => kind === 'checks-wanting');
    expect(told?.happened).toContain('after 15 min these still run: unit');
  });

  test('believes only after a minute that there are none', () => {
    const film = deployed('warn', none);
    expect(film.looks(10, 'healthy')).toEqual([]);
    expect(film.looks(10, 'healthy')).toEqual(['checks-wanting']);
  });
});

describe('checks: hold', () => {
  test('is critical at once, with the exact command, and rolls nothing back', () => {
    const film = deployed('hold', failing);
    expect(film.look('healthy')).toEqual(['checks-held']);
    expect(film.state.conditions).toEqual({ checks: film.now });
    expect(film.last).toMatchObject({ severity: 'critical', incident: 'shop.checks' });
    expect(film.last.next[0]).toBe('Roll back: `heroku rollback v1 -a shop`');
    expect(film.effect).toBeNull();
    expect(film.state.incident).toBeNull();
  });

  test('is repeated, and the release is never called good meanwhile', () => {
    const film = deployed('hold', failing);
    film.looks(24 * 60, 'healthy', minute);
    const kinds = new Set(kindsOf(film));
    expect(kinds).toEqual(new Set(['checks-held']));
    expect(film.said.length).toBeGreaterThanOrEqual(47);
    expect(film.verdictOf(2)).toBe('unproven');
    expect(film.effect).toBeNull();
  });

  test('costs no write while nothing changes but the time, and goes on being repeated', () => {
    const film = deployed('hold', failing);
    film.looks(30, 'healthy', minute);
    film.said.length = 0;
    const before = { ...film.reads };
    let written = 0;
    for (let at = 0; at < 120; at += 1) {
      const { state } = film;
      const said = film.look('healthy', { after: minute });
      if (said.length > 0 || !isDeepStrictEqual(state, film.state)) written += 1;
    }
    // The checks are asked for every five minutes, and people are reminded every half hour.
    expect(kindsOf(film)).toEqual(['checks-held', 'checks-held', 'checks-held', 'checks-held']);
    expect(written).toBeLessThanOrEqual(120 / 5 + 4 + 12);
    expect(film.reads.releases - before.releases).toBeLessThanOrEqual(120 / 5);
    const { state } = film;
    film.look('healthy', { after: second });
    expect(film.state).toEqual(state);
  });

  test('that has waited so for hours is convicted like any when it goes sick', () => {
    const film = deployed('hold', failing);
    film.looks(180, 'healthy', minute);
    film.said.length = 0;
    expect(film.looks(3, 'sick', 20 * second)).toContain('rollback-started');
    expect(film.verdictOf(2)).toBe('bad');
  });

  test('ends when the checks pass, and then the release can be good', () => {
    const film = deployed('hold', failing);
    film.looks(60, 'healthy', minute);
    film.said.length = 0;
    film.world.github = { checks: green };
    film.looks(40, 'healthy', minute);
    expect(kindsOf(film).sort()).toEqual(['checks-over', 'release-good']);
    const over = film.said.find(({ kind }) => kind === 'checks-over');
    expect(over).toMatchObject({ headline: 'the checks of v2 pass now', incident: 'shop.checks' });
  });

  test('ends with a newer release, which can be blamed like any', () => {
    const film = deployed('hold', failing);
    film.looks(3, 'healthy');
    film.world.github = { checks: green };
    film.release();
    film.look('healthy');
    expect(film.last.kind).toBe('checks-over');
    expect(film.last.headline).toBe('v3 is no longer held for its checks');
    expect(film.state.ledger[0]).toMatchObject({ version: 3, attributable: true });
  });

  test('outlives a config var that is set meanwhile, without another word', () => {
    const film = deployed('hold', failing);
    film.looks(3, 'healthy');
    film.said.length = 0;
    film.release({ description: 'Set FOO config vars', artifact: 'slug-2' });
    film.world.dynos = webDyno('up', 3);
    film.looks(250, 'healthy');
    expect(kindsOf(film)).toEqual(['release-detected']);
    film.look('healthy', { after: hour });
    expect(film.last.headline).toContain('v3 is live WITHOUT passing checks');
    expect(film.verdictOf(3)).toBe('unproven');
  });

  test('does not keep a sick release from being rolled back', () => {
    const film = deployed('hold', failing);
    film.looks(20, 'healthy');
    expect(film.looks(3, 'sick', 20 * second)).toContain('rollback-started');
    expect(film.effect?.intent.target.version).toBe(1);
  });

  test('never makes such a release the one to go back to', () => {
    const film = deployed('hold', failing);
    film.looks(300, 'healthy');
    film.world.github = { checks: green };
    film.release();
    film.world.dynos = webDyno('up', 3);
    film.looks(3, 'healthy');
    film.looks(3, 'sick', 20 * second);
    expect(film.effect?.intent.target.version).toBe(1);
  });

  test('waits with the verdict for checks that run, and no longer than its bound', () => {
    const film = deployed('hold', { ...running, passed: 1 });
    film.looks(13, 'healthy', minute);
    expect(kindsOf(film)).toEqual([]);
    film.looks(5, 'healthy', minute);
    expect(kindsOf(film)).toEqual(['release-good']);
  });
});

describe('a GitHub that cannot be asked', () => {
  test.each(['warn', 'hold'] as const)('under %s is told once, and holds nothing', (policy) => {
    const film = deployed(policy, unreachable);
    const { seenAt } = film.state.ledger[0] ?? { seenAt: 0 };
    film.look('healthy');
    const nothing = { state: 'unknown', passed: 0, names: [], told: false };
    const times = { since: seenAt, askedAt: film.now };
    expect(film.state.ledger[0]?.checks).toEqual({ ...nothing, ...times });
    film.looks(400, 'healthy');
    expect(kindsOf(film).sort()).toEqual(['github-trouble', 'release-good']);
    const told = film.said.find(({ kind }) => kind === 'github-trouble');
    expect(told?.done.join(' ')).toContain('Checks are not known, which holds no release.');
  });

  test('and then can be is in trouble no more', () => {
    const film = deployed('warn', unreachable);
    film.look('healthy');
    expect(film.state.github.asking).toMatchObject({ times: 1, canRetry: false });
    film.world.github = { checks: green };
    film.looks(20, 'healthy');
    expect(film.state.github.asking).toBeNull();
    expect(kindsOf(film)).toEqual(['github-trouble', 'github-well']);
  });

  test('for want of a token is told as that', () => {
    const film = new Film({ repository: 'acme/shop', checks: 'hold' });
    film.release();
    film.look('healthy');
    expect(film.last).toMatchObject({ kind: 'github-trouble', severity: 'warning' });
    expect(film.last.next.join()).toContain('LASTGOOD_GITHUB_TOKEN');
    expect(film.looks(200, 'healthy')).not.toContain('github-trouble');
  });
});
