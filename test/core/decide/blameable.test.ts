// When a release can be blamed for what comes after it (S3).

import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';

/** Whether the release that came last can be blamed for what comes. */
function canBeBlamed(film: Film): boolean | undefined {
  return film.state.ledger[0]?.attributable;
}

describe('a release can be blamed', () => {
  test('when the app was seen healthy at most ten minutes before it was made', () => {
    for (const [ageMs, expected] of [
      [10 * minute, true],
      [10 * minute + 1, false],
    ] as const) {
      const film = new Film().provenGood();
      film.now += ageMs;
      film.release();
      film.look('sick');
      expect(canBeBlamed(film)).toBe(expected);
    }
  });

  test('when a sweep saw the app healthy, though no look remembers it', () => {
    const film = new Film().provenGood();
    film.looks(3, 'healthy', hour);
    film.release();
    film.look('sick');
    expect(film.state.lastHealthyAt).toBeLessThan(film.now - hour);
    expect(canBeBlamed(film)).toBe(true);
  });

  test('together with one that has no verdict yet, as long as that is watched closely', () => {
    for (const [apartMs, expected] of [
      [24 * minute, true],
      [24 * minute + 1, false],
    ] as const) {
      const film = new Film().provenGood();
      const madeAt = film.release().createdAt;
      film.look('unknown');
      film.now = madeAt + apartMs;
      film.release();
      film.look('unknown', { after: second });
      expect(canBeBlamed(film)).toBe(expected);
    }
  });

  test('together with one that was just found bad', () => {
    const film = convicted();
    film.release();
    film.look('sick');
    expect(film.verdictOf(2)).toBe('bad');
    expect(canBeBlamed(film)).toBe(true);
  });

  test('not together with one that could not be blamed itself', () => {
    const film = new Film().provenGood();
    film.now += hour;
    film.release();
    film.look('unknown');
    film.release();
    film.look('unknown');
    expect(film.state.ledger.map(({ attributable }) => attributable)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('when the looks saw the app healthy, though no sweep remembers it', () => {
    const film = new Film().provenGood();
    Object.assign(film, { pulse: null });
    film.release();
    film.look('sick');
    expect(canBeBlamed(film)).toBe(true);
  });

  test('when the app went sick after it came, though before it was seen', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.trouble = trouble();
    film.look('sick', { after: second });
    film.world.trouble = null;
    film.look('sick');
    expect(canBeBlamed(film)).toBe(true);
  });

  test('not because what was good was just released, when nobody saw the app well since', () => {
    const film = new Film().provenGood();
    const madeAt = film.release().createdAt;
    film.world.dynos = webDyno('up', 2);
    film.looks(135, 'healthy');
    expect(film.verdictOf(2)).toBe('good');
    film.looks(11, 'unknown', minute);
    film.release();
    film.look('unknown');
    expect(film.now - madeAt).toBeLessThan(24 * minute);
    expect(canBeBlamed(film)).toBe(false);
  });

  test('not by one healthy answer in an incident that goes on', () => {
    const film = new Film().provenGood();
    film.looks(3, 'sick', 20 * second);
    film.look('healthy');
    film.release();
    expect(film.look('sick')).toContain('watch-without-baseline');
    expect(canBeBlamed(film)).toBe(false);
  });

  test('not by what was sick: that is not seen healthy', () => {
    const film = afterDeploy();
    const { lastHealthyAt } = film.state;
    film.look('sick');
    film.look('unknown');
    expect(film.state.lastHealthyAt).toBe(lastHealthyAt);
  });

  test('not when Heroku itself made it for a new app', () => {
    const film = new Film().provenGood();
    film.release({ description: 'Enable Logplex', artifact: null });
    film.look('healthy');
    expect(film.state.ledger[0]).toMatchObject({ kind: 'initial', attributable: false });
  });

  test('not when its check has never passed', () => {
    const film = new Film();
    film.release();
    film.looks(2, 'healthy');
    film.release();
    film.look('healthy');
    expect(canBeBlamed(film)).toBe(false);
  });

  test('not when it is the first of its app', () => {
    const film = new Film();
    film.release();
    film.looks(3, 'healthy');
    expect(canBeBlamed(film)).toBe(false);
  });
});
