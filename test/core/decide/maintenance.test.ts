// A maintenance window: new alerts are muted, nothing is acted on, and what was open is closed.

import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, trouble } from '../scenes.ts';

/** A window that opens so long after the film's beginning, on its day, for so long. */
function windowAt(film: Film, durationMs: number) {
  const minuteOfDay = Math.ceil((film.now % (24 * hour)) / minute);
  return { days: [], startMinute: minuteOfDay, durationMs, zone: 'UTC' };
}

/** A film that goes on from where another one is, with a window that opens within the minute. */
function goOnInWindow(film: Film, durationMs: number): Film {
  const next = new Film({ ...film.app, maintenance: [windowAt(film, durationMs)] });
  Object.assign(next.world, film.world);
  Object.assign(next, { state: film.state, now: film.now, pulse: film.now });
  next.now = Math.ceil(film.now / minute) * minute;
  return next;
}

describe('a release that goes sick in the window', () => {
  test('is measured, and neither scored, told nor rolled back', () => {
    const film = goOnInWindow(afterDeploy(), hour);
    expect(film.looks(30, 'sick', minute)).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.state.evidence.sickInARow).toBe(0);
  });

  test('is convicted by fresh evidence once the window is over, never by what was in it', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    expect(film.looks(9, 'sick', minute)).toEqual([]);
    film.now += minute;
    expect(film.look('sick', { after: 5 * second })).toEqual([]);
    expect(film.look('sick', { after: 5 * second })).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.looks(6, 'sick', 5 * second)).toContain('rollback-started');
  });

  test('that is well again before its end is never told of', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    expect(film.looks(5, 'sick', minute)).toEqual([]);
    const said = film.looks(20, 'healthy', minute);
    expect(said).not.toContain('recovered');
    expect(said).not.toContain('app-down');
    expect(film.effect).toBeNull();
  });
});

describe('an incident that was open when the window began', () => {
  const down = () => {
    const film = new Film().provenGood();
    film.now += 2 * hour;
    film.looks(3, 'healthy', minute);
    film.looks(4, 'sick', 20 * second);
    if (film.state.incident === null) throw new Error('no incident');
    return goOnInWindow(film, 2 * hour);
  };

  test('is not repeated in it, and is repeated after it', () => {
    const film = down();
    expect(film.looks(110, 'sick', minute)).toEqual([]);
    expect(film.looks(15, 'sick', minute)).toContain('reminder');
  });

  test('is closed in it, as soon as the app is well', () => {
    const film = down();
    expect(film.looks(5, 'sick', minute)).toEqual([]);
    expect(film.looks(5, 'healthy', minute)).toContain('recovered');
    expect(film.state.incident).toBeNull();
  });
});

test('conditions begin no alert in the window, and one that holds on is told after it', () => {
  const film = goOnInWindow(afterDeploy(), 10 * minute);
  const soon = { reading: { certificateExpiresAt: film.now + hour }, after: minute };
  for (let at = 0; at < 9; at += 1) expect(film.look('healthy', soon)).toEqual([]);
  film.now += minute;
  expect(film.look('healthy', soon)).toContain('certificate-expires');
});

test('blind in the window is no alert, blind after it is', () => {
  const film = goOnInWindow(afterDeploy(), 10 * minute);
  expect(film.looks(9, 'unknown', minute)).toEqual([]);
  expect(film.looks(6, 'unknown', minute)).toContain('monitor-blind');
});

test('who answers well is not in Heroku’s maintenance, whatever Heroku said last', () => {
  const film = new Film().provenGood();
  film.world.maintenance = true;
  film.look('sick');
  expect(film.state.maintenance).toBe(true);
  film.world.trouble = trouble({ kind: 'unauthorized', canRetry: false });
  expect(film.look('unknown', { news: true })).toEqual([]);
  expect(film.look('healthy', { news: true })).toEqual(['heroku-unreadable']);
  expect(film.state.maintenance).toBe(false);
});

describe('what Heroku tells of releases in the window', () => {
  test('a release phase that failed is known at once, and told after it', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    film.look('healthy', { after: minute });
    film.release({ status: 'failed', current: false });
    expect(film.looks(7, 'healthy', minute)).not.toContain('release-phase-failed');
    expect(film.state.failed).toMatchObject({ version: 3 });
    film.now += 2 * minute;
    expect(film.looks(2, 'healthy', minute)).toContain('release-phase-failed');
    expect(film.looks(5, 'healthy', minute)).not.toContain('release-phase-failed');
  });

  test('a release that is not proven in it is watched anew, and told of after it', () => {
    const film = goOnInWindow(afterDeploy(), hour);
    expect(film.looks(58, 'sick', minute)).toEqual([]);
    film.now += 2 * minute;
    expect(film.looks(60, 'unknown', minute)).toContain('release-inconclusive');
  });
});
