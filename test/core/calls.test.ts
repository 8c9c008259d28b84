import { describe, expect, test } from 'vitest';
import { Film, minute } from './film.ts';
import { webDyno } from './scenes.ts';

describe('calls to Heroku', () => {
  test('of a fresh release’s warm-up and quiet ten minutes’ watch stay under a hundred', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.reads = { releases: 0, dynos: 0, verdicts: 0 };
    film.looks(140, 'healthy');
    expect(film.verdictOf(2)).toBe('good');
    const { releases, dynos, verdicts } = film.reads;
    // Releases and the app's own entry are two calls.
    expect(2 * releases + dynos + verdicts).toBeLessThan(100);
  });

  test('of a release beside which old dynos run are two a minute more', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = [...webDyno('up', 1), ...webDyno('up', 2)];
    film.looks(17, 'healthy');
    expect(film.situation).toBe('watching');
    film.reads = { releases: 0, dynos: 0, verdicts: 0 };
    film.looks(120, 'healthy');
    expect(film.reads.dynos).toBeGreaterThan(10);
    expect(film.reads.dynos).toBeLessThanOrEqual(20);
  });

  test('of an app that is down all night are no more than two a minute', () => {
    const film = new Film().provenGood();
    film.now += 30 * 60 * minute;
    film.looks(5, 'sick', minute);
    expect(film.situation).toBe('down');
    film.reads = { releases: 0, dynos: 0, verdicts: 0 };
    film.looks(600, 'sick', minute);
    expect(film.reads.releases).toBeLessThanOrEqual(600);
    expect(film.reads.dynos + film.reads.verdicts).toBe(0);
  });

  test('of a steady healthy app are none in a day', () => {
    const film = new Film().provenGood();
    film.reads = { releases: 0, dynos: 0, verdicts: 0 };
    film.looks(24 * 60, 'healthy', minute);
    expect(film.reads).toEqual({ releases: 0, dynos: 0, verdicts: 0 });
  });
});
