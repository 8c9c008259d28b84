// Heroku's own maintenance mode: nothing is scored or acted on, and everything is told.

import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, trouble } from '../scenes.ts';
import { goOnInWindow, steady } from '../windows.ts';

describe('Heroku’s own maintenance mode judges and acts no more, and mutes nothing', () => {
  const inMode = (film: Film) => {
    film.world.maintenance = true;
    film.look('sick', { news: true });
    film.said.length = 0;
    return film;
  };

  test('a release is told of', () => {
    const film = inMode(steady());
    film.release();
    expect(film.look('sick', { after: minute })).toContain('release-detected');
  });

  test('an incident is repeated', () => {
    const film = steady();
    film.looks(4, 'sick', 20 * second);
    expect(inMode(film).looks(40, 'sick', minute)).toContain('reminder');
  });

  test('a release that failed, and an end of the watch without a verdict, are told', () => {
    const film = inMode(afterDeploy());
    film.release({ status: 'failed', current: false });
    const said = film.looks(30, 'sick', minute);
    expect(said).toContain('release-phase-failed');
    expect(said).toContain('release-inconclusive');
    expect(film.effect).toBeNull();
    expect(film.state.evidence.sickInARow).toBe(0);
  });

  test('its page is no sickness, in a window either', () => {
    const film = goOnInWindow(steady(), hour);
    film.world.maintenance = true;
    film.looks(5, 'sick', minute);
    expect(film.state.hiddenSickness?.page).toBe(true);
  });
});

test('who answers well is not in Heroku’s maintenance, whatever Heroku said last', () => {
  const film = new Film().provenGood();
  film.world.maintenance = true;
  film.look('sick');
  expect(film.state.maintenance).toBe(true);
  film.world.trouble = trouble({ kind: 'unauthorized', canRetry: false });
  expect(film.look('unknown', { news: true })).toEqual(['heroku-unreadable']);
  expect(film.state.maintenance).toBe(true);
  expect(film.look('healthy', { news: true })).toEqual([]);
  expect(film.state.maintenance).toBe(false);
});

describe('Heroku’s maintenance mode that somebody has forgotten', () => {
  /** Switched on now, and looked at every ten minutes for so long. */
  const onFor = (ms: number, film = steady()) => {
    film.world.maintenance = true;
    film.look('sick');
    return { film, said: film.looks(ms / (10 * minute), 'sick', 10 * minute) };
  };

  test('is told once it is on for four hours, and not before', () => {
    const { film, said } = onFor(4 * hour - 10 * minute);
    expect(said).toEqual([]);
    const since = film.now - (4 * hour - 10 * minute);
    expect(film.look('sick', { after: 10 * minute })).toEqual(['maintenance-lasts']);
    expect(film.last).toMatchObject({
      severity: 'warning',
      headline: "Heroku's maintenance mode has been on for 4 h: nothing is rolled back",
      next: ['If somebody has forgotten it: `heroku maintenance:off -a shop`'],
    });
    expect(film.last.happened).toContain(new Date(since).toISOString().slice(11, 19));
  });

  test('is repeated each day, as a pause is', () => {
    const { film, said } = onFor(4 * hour);
    expect(said).toEqual(['maintenance-lasts']);
    expect(film.looks(6 * 24 - 1, 'sick', 10 * minute)).toEqual([]);
    expect(film.look('sick', { after: 10 * minute })).toEqual(['maintenance-lasts']);
    expect(film.last.headline).toContain('has been on for 28 h');
  });

  test('is told as over when the app answers well, once', () => {
    const { film } = onFor(5 * hour);
    film.world.maintenance = false;
    expect(film.looks(3, 'healthy', minute)).toEqual(['maintenance-over']);
    expect(film.state.maintenanceSince).toBeNull();
  });

  test('is told as over when Heroku says so, and what is sick then counts', () => {
    const { film } = onFor(5 * hour);
    film.world.maintenance = false;
    expect(film.look('sick', { after: minute })).toEqual(['maintenance-over']);
    expect(film.looks(6, 'sick', 20 * second)).toContain('app-down');
  });

  test('is not told where it is over before, and begins anew with the next one', () => {
    const { film } = onFor(3 * hour);
    film.world.maintenance = false;
    expect(film.looks(3, 'healthy', minute)).toEqual([]);
    expect(onFor(3 * hour, film).said).toEqual([]);
  });

  test('is told while Heroku cannot be read: what it said last still holds', () => {
    const { film } = onFor(3 * hour);
    film.world.trouble = trouble();
    expect(film.looks(8, 'sick', 10 * minute)).toEqual(['maintenance-lasts']);
  });

  test('waits in a window of apps.yml for its end, and is told then, with since when', () => {
    const { film, said } = onFor(5 * hour, goOnInWindow(steady(), 6 * hour));
    expect(said).toEqual([]);
    expect(film.state.untold.map(({ kind }) => kind)).toEqual(['maintenance-lasts']);
    film.now += hour;
    expect(film.look('sick', { after: minute })).toEqual(['maintenance-lasts']);
    expect(film.last.happened).toContain('a maintenance window kept it from being told earlier');
  });

  test('that ends in the window is told to nobody', () => {
    const { film } = onFor(5 * hour, goOnInWindow(steady(), 6 * hour));
    film.world.maintenance = false;
    expect(film.looks(10, 'healthy', 10 * minute)).toEqual([]);
    expect(film.state.conditions).toEqual({});
  });

  test('of which an earlier version has not stored since when counts from now', () => {
    const film = steady();
    film.state = { ...film.state, maintenance: true, maintenanceSince: null };
    const { said } = onFor(4 * hour - 10 * minute, film);
    expect(said).toEqual([]);
    expect(film.look('sick', { after: 10 * minute })).toEqual(['maintenance-lasts']);
  });
});
