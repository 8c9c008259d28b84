import { describe, expect, test } from 'vitest';
import { decide } from '../../../lib/core/decide.ts';
import { Film, minute, second, testReading } from '../film.ts';
import { herokuOf } from '../film-world.ts';
import { noPause } from '../fixtures.ts';
import { afterDeploy, convicted, webDyno } from '../scenes.ts';

describe('an old read of Heroku', () => {
  test('that shows the culprit as current again makes it no new release', () => {
    const film = convicted();
    const before = film.world.releases;
    film.accept();
    film.look('sick');
    expect(film.situation).toBe('verifying');
    film.world.releases = before;
    expect(film.look('sick')).toEqual([]);
    expect(film.situation).toBe('verifying');
    expect(film.verdictOf(2)).toBe('bad');
  });

  test('does not blind the monitor to an app that was made anew under the same name', () => {
    const film = afterDeploy();
    film.world.releases = [];
    film.release({ id: 'release-of-another-app' });
    expect(film.look('healthy', { news: true })).toContain('release-detected');
  });
});

describe('a time of release that the releases do not explain', () => {
  const knownAfter = (ageMs: number) => {
    const film = afterDeploy();
    const { app, configuration, hash, state, now } = film;
    const wanted = { releases: true, dynos: false, verdict: false, version: false, checks: false };
    const heroku = herokuOf(film.world, app, wanted);
    const facts = {
      reading: testReading('healthy', { at: now }),
      heroku: { ...heroku, app: { ...heroku.app, releasedAt: now - ageMs } },
      trouble: null,
      lastHealthyAt: now,
      platform: null,
      fleetFull: null,
      others: null,
      version: null,
      pause: noPause,
      github: null,
    };
    const decided = decide({ app, configuration, checkHash: hash, state, facts, now });
    return { before: state.releasedAt, after: decided.state.releasedAt, told: now - ageMs };
  };

  test('stays news: the release came between the two answers', () => {
    const { before, after } = knownAfter(2 * second);
    expect(after).toBe(before);
  });

  test('is taken as it is once it is old', () => {
    const { after, told } = knownAfter(6 * minute);
    expect(after).toBe(told);
  });
});

describe('the answers of old dynos', () => {
  test('arm no check that changed together with a release under preboot', () => {
    const film = new Film().provenGood();
    film.world.preboot = true;
    film.now += minute;
    film.hash = 'check-2';
    film.release();
    film.look('healthy');
    film.looks(40, 'healthy');
    expect(film.situation).toBe('unarmed');
    film.looks(10, 'healthy');
    expect(film.situation).toBe('watching');
  });

  test('arm no check that changes while a release of preboot warms up', () => {
    const film = new Film().provenGood();
    film.world.preboot = true;
    film.now += minute;
    film.release();
    film.look('healthy');
    film.hash = 'check-2';
    film.looks(40, 'healthy');
    expect(film.situation).toBe('unarmed');
  });

  test('do not prove the very first release, when it has just come', () => {
    const film = new Film();
    film.world.preboot = true;
    film.release();
    film.looks(40, 'healthy');
    expect(film.situation).toBe('unarmed');
    film.looks(20, 'healthy');
    expect(film.situation).toBe('watching');
  });

  test('break a row of crashes, and are not counted for the release', () => {
    const film = new Film().provenGood();
    film.world.preboot = true;
    film.now += minute;
    film.release();
    film.look('healthy');
    film.world.dynos = webDyno('crashed', 2);
    film.looks(2, 'sick', 20 * second);
    film.look('healthy', { after: 20 * second });
    expect(film.looks(2, 'sick', 20 * second)).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.looks(1, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('that end an incident leave a fresh release its warm-up', () => {
    const film = convicted();
    film.release();
    film.accept();
    expect(film.situation).toBe('escalated');
    film.looks(3, 'healthy');
    expect(film.situation).toBe('warmup');
    film.looks(60, 'healthy');
    expect(film.situation).toBe('watching');
  });
});

describe('what comes after an attempt to mend', () => {
  const mended = (): Film => {
    const film = new Film().provenGood();
    film.looks(3, 'sick', 20 * second);
    expect(film.situation).toBe('down');
    film.release();
    expect(film.look('sick')).toContain('watch-without-baseline');
    return film;
  };

  test('is not to blame for a sickness that was there before both', () => {
    const film = mended();
    film.release();
    expect(film.look('sick')).toEqual(['watch-without-baseline']);
  });

  test('can be to blame once the app was seen healthy in between', () => {
    const film = mended();
    film.world.dynos = webDyno('up', 2);
    film.looks(20, 'healthy');
    film.release();
    expect(film.look('sick')).toEqual(['release-detected']);
  });
});
