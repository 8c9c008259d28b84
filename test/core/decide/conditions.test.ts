// Side conditions: told when they begin, again where that is useful, and when they are over.

import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { pauseFilm } from '../pauses.ts';
import { afterDeploy } from '../scenes.ts';

describe('a monitor that sees nothing', () => {
  test('says so after three minutes, every half hour, and when it sees again', () => {
    const film = new Film().provenGood();
    film.look('unknown');
    expect(film.look('unknown', { after: 3 * minute - 1 })).toEqual([]);
    expect(film.look('unknown', { after: 1 })).toEqual(['monitor-blind']);
    expect(film.state.conditions).toEqual({ blind: film.now });
    expect(film.look('unknown', { after: 30 * minute - 1 })).toEqual([]);
    expect(film.look('unknown', { after: 1 })).toEqual(['monitor-blind']);
    expect(film.look('healthy')).toEqual(['monitor-sees']);
    expect(film.looks(3, 'healthy', minute)).toEqual([]);
  });

  test('says so anew when it happens again', () => {
    const film = new Film().provenGood();
    film.looks(5, 'unknown', minute);
    film.look('healthy');
    expect(film.looks(5, 'unknown', minute)).toEqual(['monitor-blind']);
  });

  test('and is in maintenance as it sees again says that all the same', () => {
    const film = new Film().provenGood();
    film.looks(5, 'unknown', minute);
    film.world.maintenance = true;
    expect(film.look('healthy', { news: true })).toEqual(['monitor-sees']);
  });
});

describe('an app that answers slowly', () => {
  const slow = { reading: { slow: true } };

  test('is told after as many answers as convict, once, and when it is fast again', () => {
    const film = afterDeploy({ rollback: 'off' });
    film.look('healthy', slow);
    expect(film.look('healthy', slow)).toEqual([]);
    expect(film.look('healthy', slow)).toEqual(['slow']);
    expect(film.state.conditions).toEqual({ slow: film.now });
    expect(film.look('healthy', { ...slow, after: 26 * hour })).not.toContain('slow');
    film.said.length = 0;
    expect(film.looks(2, 'healthy')).toEqual([]);
    expect(film.look('healthy')).toEqual(['fast']);
  });

  test('by and by is told once', () => {
    const film = afterDeploy();
    for (let answers = 0; answers < 3; answers += 1) film.look('healthy', slow);
    film.looks(2, 'healthy');
    expect(film.look('healthy', slow)).toEqual([]);
    expect(film.look('healthy', slow)).toEqual([]);
  });

  test('now and then is told to nobody', () => {
    const film = afterDeploy();
    for (let answers = 0; answers < 5; answers += 1) {
      expect(film.look('healthy', slow)).toEqual([]);
      expect(film.look('healthy')).toEqual([]);
    }
  });
});

describe('an app that goes sick again and again', () => {
  const flapped = (): Film => {
    const film = new Film().provenGood();
    for (let rows = 0; rows < 5; rows += 1) {
      film.look('sick', { after: minute });
      film.look('healthy', { after: minute / 2 });
    }
    expect(film.last.kind).toBe('flapping');
    expect(film.state.conditions).toEqual({ flapping: film.last.at });
    return film;
  };

  test('is told once, and as calm ten minutes after the first of five rows', () => {
    const film = flapped();
    // The first row began six minutes and a half before the last healthy answer.
    expect(film.look('healthy', { after: 3.5 * minute })).toEqual([]);
    expect(film.look('healthy', { after: second })).toEqual(['calm']);
  });

  test('and then stays down is not called calm before that is over', () => {
    const film = flapped();
    film.said.length = 0;
    film.looks(20, 'sick', minute);
    film.looks(3, 'healthy', minute);
    expect(film.said.map(({ kind }) => kind)).toEqual(['app-down', 'recovered', 'calm']);
  });

  test('for a day is told once', () => {
    const film = flapped();
    for (let rows = 0; rows < 25 * 60; rows += 1) {
      film.look('sick', { after: minute / 2 });
      film.look('healthy', { after: minute / 2 });
    }
    expect(film.said.map(({ kind }) => kind)).toEqual(['flapping']);
  });
});

describe('a certificate', () => {
  const look = (film: Film, leftMs: number, after = minute) => {
    const certificateExpiresAt = film.now + after + leftMs;
    return film.look('healthy', { after, reading: { certificateExpiresAt } });
  };
  const patienceMs = 14 * 24 * hour;

  test('is told of when less is left than the check asks for, and each day', () => {
    const film = new Film().provenGood();
    expect(look(film, patienceMs)).toEqual([]);
    expect(look(film, patienceMs - 1)).toEqual(['certificate-expires']);
    expect(film.state.conditions).toEqual({ certificate: film.now });
    expect(look(film, patienceMs - minute, 24 * hour - 1)).toEqual([]);
    expect(look(film, patienceMs - minute, 1)).toEqual(['certificate-expires']);
    expect(look(film, patienceMs)).toEqual(['certificate-renewed']);
  });

  test('that a failed probe did not see is not renewed by that', () => {
    const film = new Film().provenGood();
    look(film, hour);
    expect(film.look('unknown', { after: minute })).toEqual([]);
    expect(look(film, 900 * hour)).toEqual(['certificate-renewed']);
  });
});

describe('a pause', () => {
  test('is repeated each day, and another one in its place is told at once', () => {
    const film = new Film().provenGood();
    pauseFilm(film, { until: film.now + 90 * hour });
    expect(film.look('healthy')).toEqual(['paused']);
    expect(film.look('healthy', { after: 24 * hour - 1 })).toEqual([]);
    expect(film.look('healthy', { after: 1 })).toEqual(['paused']);
    film.now += hour;
    pauseFilm(film, { by: 'ben@desk', until: film.now + 90 * hour });
    expect(film.look('healthy')).toEqual(['paused']);
    expect(film.look('healthy')).toEqual([]);
  });
});
