// What a maintenance window has kept from people: told after it where it still stands, and one
// line in another alert where it is over.

import { describe, expect, test } from 'vitest';
import { failing, green } from '../checked-film.ts';
import { Film, hour, minute } from '../film.ts';
import { goOnInWindow, steady } from '../windows.ts';

const sinceThen = 'a maintenance window kept it from being told earlier';

/** The kinds that are kept. */
function kept(film: Film): string[] {
  return film.state.untold.map(({ kind }) => kind);
}

/** A good release whose check was changed and has not passed since, with a window open now. */
function unarmed(durationMs: number): Film {
  const film = goOnInWindow(steady(), durationMs);
  film.hash = 'check-2';
  film.look('sick');
  expect(film.situation).toBe('unarmed');
  return film;
}

/** A release that comes in the window with failing checks, and is seen. */
function wanting(): Film {
  const film = new Film({ repository: 'acme/shop', checks: 'warn' }).provenGood();
  film.world.github = { checks: failing };
  const open = goOnInWindow(film, 20 * minute);
  open.look('healthy', { after: minute });
  open.release();
  expect(open.looks(15, 'healthy', minute)).toEqual([]);
  expect(kept(open)).toEqual(['release-detected', 'checks-wanting']);
  return open;
}

describe('a check', () => {
  test('that passes for the first time in the window is told as passing after it', () => {
    const film = unarmed(10 * minute);
    expect(film.looks(8, 'healthy', minute)).toEqual([]);
    expect(kept(film)).toEqual(['check-armed']);
    film.now += 2 * minute;
    expect(film.look('healthy', { after: minute })).toContain('check-armed');
    expect(film.last.happened).toContain(sinceThen);
    expect(film.state.untold).toEqual([]);
  });

  test('that never passes is told after the window, and only then', () => {
    const film = unarmed(2 * hour);
    expect(film.looks(100, 'sick', minute)).toEqual([]);
    expect(kept(film)).toEqual(['check-never-passed']);
    film.now += 20 * minute;
    expect(film.look('sick', { after: minute })).toEqual(['check-never-passed']);
    expect(film.last.happened).toContain(sinceThen);
  });

  test('that has not passed for long and then does is a line in the alert that says so', () => {
    const film = unarmed(2 * hour);
    film.looks(100, 'sick', minute);
    expect(film.looks(8, 'healthy', minute)).toEqual([]);
    expect(kept(film)).toEqual(['check-never-passed', 'check-armed']);
    film.now += 20 * minute;
    expect(film.look('healthy', { after: minute })).toContain('check-armed');
    expect(film.last.evidence.join('\n')).toMatch(/over by now and not told then: .*never passed/);
    expect(film.state.untold).toEqual([]);
  });
});

describe('the checks of a release at GitHub', () => {
  test('that are wanting still are told after the window, with the release', () => {
    const film = wanting();
    film.now += 5 * minute;
    const said = film.looks(10, 'healthy', minute);
    expect(said).toEqual(expect.arrayContaining(['release-detected', 'checks-wanting']));
    expect(kept(film)).toEqual([]);
  });

  test('that pass by then are a line in the alert about the release', () => {
    const film = wanting();
    film.world.github = { checks: green };
    film.looks(3, 'healthy', minute);
    film.now += 2 * minute;
    const said = film.looks(10, 'healthy', minute);
    expect(said).toContain('release-detected');
    expect(said).not.toContain('checks-wanting');
    const lines = film.said.flatMap(({ evidence }) => evidence).join('\n');
    expect(lines).toMatch(/over by now and not told then: .*has no passing checks/);
    expect(kept(film)).toEqual([]);
  });
});

describe('a release that is not live', () => {
  test('and fails in the window is kept once, and told after it', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    film.look('healthy', { after: minute });
    film.release({ status: 'failed', current: false });
    expect(film.look('healthy', { after: minute, news: true })).toEqual([]);
    expect(film.look('healthy', { after: minute, news: true })).toEqual([]);
    expect(kept(film)).toEqual(['release-phase-failed']);
    film.now += 10 * minute;
    expect(film.look('healthy', { news: true })).toEqual(['release-phase-failed']);
    expect(film.last.happened).toContain(sinceThen);
    expect(film.state.untold).toEqual([]);
  });

  test('and failed before a newer one came is a line in that one’s alert', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    film.look('healthy', { after: minute });
    film.release({ status: 'failed', current: false });
    film.look('healthy', { after: minute, news: true });
    film.release();
    expect(film.look('healthy', { after: minute })).toEqual([]);
    film.now += 10 * minute;
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    expect(film.last.evidence.join('\n')).toMatch(/over by now and not told then: .*v2 failed/);
    expect(film.state.untold).toEqual([]);
  });

  test('and is stuck in the window is told after it, or is a line once it is not', () => {
    const stuck = () => {
      const film = goOnInWindow(steady(), 3 * hour);
      film.look('healthy', { after: minute });
      film.release({ status: 'pending', current: false });
      for (let at = 0; at < 10; at += 1) {
        expect(film.look('healthy', { after: 15 * minute, news: true })).toEqual([]);
      }
      expect(kept(film)).toEqual(['release-stuck']);
      return film;
    };
    const film = stuck();
    film.now += hour;
    expect(film.look('healthy', { news: true })).toEqual(['release-stuck']);
    expect(film.last.happened).toContain(sinceThen);
    const over = stuck();
    over.change('release-2', { status: 'succeeded', current: true });
    over.change('release-1', { current: false });
    expect(over.look('healthy', { after: minute, news: true })).toEqual([]);
    over.now += hour;
    expect(over.look('healthy', { after: minute })).toEqual(['release-detected']);
    expect(over.last.evidence.join('\n')).toMatch(/over by now and not told then: .*v2/);
  });
});
