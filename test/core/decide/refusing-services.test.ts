// What people hear of a Heroku or a GitHub that refuses what lastgood asks of it.

import { describe, expect, test } from 'vitest';
import type { HerokuTrouble } from '../../../lib/core/release.ts';
import { Film, hour, minute } from '../film.ts';
import { trouble } from '../scenes.ts';

const refused = trouble({ kind: 'unauthorized', canRetry: false });

/** A quiet app of which Heroku answers a read with such a trouble. */
function troubled(change: HerokuTrouble): Film {
  const film = new Film().provenGood();
  film.world.trouble = change;
  return film;
}

describe('a Heroku that refuses', () => {
  test('is told at once, every half hour, and when it answers again', () => {
    const film = troubled(refused);
    expect(film.look('healthy', { news: true })).toEqual(['heroku-unreadable']);
    expect(film.state.conditions).toEqual({ heroku: film.now });
    expect(film.look('healthy', { news: true, after: 30 * minute - 1 })).toEqual([]);
    expect(film.look('healthy', { news: true, after: 1 })).toEqual(['heroku-unreadable']);
    film.world.trouble = null;
    expect(film.look('healthy', { news: true })).toEqual(['heroku-readable']);
  });

  test('is no better for a look that did not ask', () => {
    const film = troubled(refused);
    film.look('healthy', { news: true });
    expect(film.looks(5, 'healthy', hour)).toEqual([]);
    expect(film.look('healthy', { news: true })).toEqual(['heroku-unreadable']);
  });

  test('for a moment only is told to nobody', () => {
    const film = troubled(trouble({ kind: 'unavailable' }));
    expect(film.look('healthy', { news: true })).toEqual([]);
    film.world.trouble = null;
    expect(film.look('healthy', { news: true })).toEqual([]);
  });

  test('for want of a token is told by the fleet, once, and not by each app', () => {
    const film = troubled(trouble({ kind: 'no-token', canRetry: false }));
    expect(film.look('healthy', { news: true })).toEqual([]);
  });

  test('goes on refusing while a moment’s trouble comes on top of it', () => {
    const film = troubled(refused);
    film.look('healthy', { news: true });
    film.world.trouble = trouble({ kind: 'timeout' });
    expect(film.look('healthy', { news: true })).toEqual([]);
    film.world.trouble = null;
    expect(film.look('healthy', { news: true })).toEqual(['heroku-readable']);
  });
});

describe('a GitHub that does not take what it is told', () => {
  const telling = (change: { canRetry: boolean; times: number }): Film => {
    const film = new Film({ repository: 'acme/shop' }).provenGood();
    film.world.github = { checks: { state: 'none', passed: 0, names: [] } };
    const row = {
      at: film.now,
      message: 'POST answered 403',
      advice: 'give it',
      ofToken: false,
      ...change,
    };
    film.state = { ...film.state, github: { asking: null, telling: row } };
    return film;
  };

  test('for good is told at once, and never again while it lasts', () => {
    const film = telling({ canRetry: false, times: 1 });
    expect(film.look('healthy')).toEqual(['github-trouble']);
    expect(film.state.conditions).toEqual({ github: film.now });
    expect(film.look('healthy', { after: 30 * hour })).toEqual([]);
  });

  test('for a while is told only after some tries', () => {
    expect(telling({ canRetry: true, times: 4 }).look('healthy')).toEqual([]);
    expect(telling({ canRetry: true, times: 5 }).look('healthy')).toEqual(['github-trouble']);
  });

  test('is neither well nor ill while it is tried anew', () => {
    const film = telling({ canRetry: false, times: 1 });
    film.look('healthy');
    const { telling: row } = film.state.github;
    const passing = row && { ...row, canRetry: true };
    film.state = { ...film.state, github: { asking: null, telling: passing } };
    expect(film.look('healthy')).toEqual([]);
    film.state = { ...film.state, github: { asking: passing, telling: null } };
    expect(film.look('healthy')).toEqual([]);
    film.state = { ...film.state, github: { asking: null, telling: null } };
    expect(film.look('healthy')).toEqual(['github-well']);
  });

  test('is over for an app that is not told of any more', () => {
    const film = telling({ canRetry: false, times: 1 });
    film.look('healthy');
    film.world.github = null;
    expect(film.look('healthy')).toEqual(['github-well']);
    expect(film.look('healthy')).toEqual([]);
  });
});
