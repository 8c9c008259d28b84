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
      headline: "Heroku's maintenance mode is on for 4 h: nothing is rolled back",
      next: ['If somebody has forgotten it: `heroku maintenance:off -a shop`'],
    });
    expect(film.last.happened).toContain(new Date(since).toISOString().slice(11, 19));
  });

  test('is repeated each day, as a pause is', () => {
    const { film, said } = onFor(4 * hour);
    expect(said).toEqual(['maintenance-lasts']);
    expect(film.looks(6 * 24 - 1, 'sick', 10 * minute)).toEqual([]);
    expect(film.look('sick', { after: 10 * minute })).toEqual(['maintenance-lasts']);
    expect(film.last.headline).toContain('is on for 28 h');
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

describe('a sickness whose beginning Heroku’s maintenance page has hidden', () => {
  /** The page is there for half an hour, and who was behind it is sick when it goes. */
  const afterThePage = (film: Film) => {
    film.world.maintenance = true;
    const from = film.now + minute;
    film.looks(30, 'sick', minute);
    film.world.maintenance = false;
    film.look('sick', { after: minute });
    const first = film.now + 20 * second;
    film.said.length = 0;
    film.looks(6, 'sick', 20 * second);
    return { film, from: clock(from), first: clock(first) };
  };
  const clock = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

  test('is told as sick since then at the latest, and no time is made up', () => {
    const { film, from, first } = afterThePage(steady());
    expect(film.said.map(({ kind }) => kind)).toEqual(['app-down']);
    expect(film.last.happened).toContain(
      `The app has been failing since ${first} at the latest, as Heroku's maintenance page hid ` +
        `the beginning from ${from} on (`,
    );
  });

  test('is told so when it is repeated, and when it is over', () => {
    const { film, from, first } = afterThePage(steady());
    const words =
      `The trouble began at ${first} at the latest, as Heroku's maintenance page hid the ` +
      `beginning from ${from} on`;
    expect(film.looks(31, 'sick', minute)).toEqual(['reminder']);
    expect(film.last.happened).toBe(`${words} and is not over.`);
    expect(film.last.headline).toMatch(/^still open after at least 3\d min/);
    expect(film.looks(5, 'healthy', minute)).toEqual(['recovered']);
    expect(film.last.happened).toContain(`${words}; the app has been healthy since`);
    expect(film.last.headline).toMatch(/^the app is healthy again after at least 3\d min/);
  });

  test('is nothing of that where the incident was open before', () => {
    const film = steady();
    film.looks(4, 'sick', 20 * second);
    const { said } = afterThePage(film).film;
    expect(said.some(({ happened }) => happened.includes('at the latest'))).toBe(false);
    expect(film.looks(31, 'sick', minute)).toContain('reminder');
    expect(film.last.happened).not.toContain('at the latest');
  });

  test('is nothing of that where the app was seen well after the page', () => {
    const film = steady();
    film.world.maintenance = true;
    film.looks(30, 'sick', minute);
    film.world.maintenance = false;
    film.looks(3, 'healthy', minute);
    film.looks(4, 'sick', 20 * second);
    expect(film.last.kind).toBe('app-down');
    expect(film.last.happened).not.toContain('at the latest');
  });

  test('is nothing of that in a window, where it was measured', () => {
    const film = goOnInWindow(steady(), 20 * minute);
    film.looks(15, 'sick', minute);
    film.now += 10 * minute;
    film.looks(5, 'sick', 20 * second);
    expect(film.last.kind).toBe('app-down');
    expect(film.last.happened).not.toContain('at the latest');
  });
});
