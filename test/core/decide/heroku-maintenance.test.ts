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
