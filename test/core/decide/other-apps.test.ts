import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { everyDay } from '../fixtures.ts';
import { afterDeploy, trouble } from '../scenes.ts';

describe('an app that is new, down, blind or in maintenance', () => {
  test('whose check never passed convicts nobody, and somebody hears of it', () => {
    const film = new Film();
    film.release();
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['check-never-passed']);
    expect(film.effect).toBeNull();
    expect(film.looks(3, 'healthy')).toEqual(['check-passed']);
    expect(film.situation).toBe('watching');
  });

  test('whose check was changed must pass again before it convicts', () => {
    const film = afterDeploy();
    film.hash = 'check-2';
    film.looks(5, 'sick', 20 * second);
    expect(film.situation).toBe('unarmed');
    expect(film.effect).toBeNull();
  });

  test('that is down is reminded of and its recovery is told', () => {
    const film = new Film().provenGood();
    film.now += 30 * hour;
    film.looks(3, 'sick', minute);
    expect(film.looks(30, 'sick', minute)).toEqual(['reminder']);
    expect(film.looks(3, 'healthy', minute)).toEqual(['recovered']);
    expect(film.last.headline).toContain('healthy again after');
    expect(film.situation).toBe('steady');
  });

  test('that cannot be seen for three minutes makes the monitor say that it is blind, once', () => {
    const film = new Film().provenGood();
    expect(film.looks(6, 'unknown', minute)).toEqual(['monitor-blind']);
    expect(film.look('healthy')).toEqual(['monitor-sees']);
    expect(film.situation).toBe('steady');
  });

  test('in Heroku’s maintenance mode is not judged', () => {
    const film = afterDeploy();
    film.world.maintenance = true;
    expect(film.looks(10, 'sick', 20 * second)).toEqual([]);
    expect(film.situation).toBe('watching');
    expect(film.effect).toBeNull();
  });

  test('in Heroku’s maintenance mode is not judged while Heroku cannot be read, either', () => {
    const film = afterDeploy();
    film.world.maintenance = true;
    film.look('sick', { after: 20 * second });
    film.world.trouble = trouble();
    film.looks(5, 'sick', 20 * second);
    film.world.trouble = null;
    film.world.maintenance = false;
    film.looks(2, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    film.looks(2, 'sick', 20 * second);
    expect(film.effect).not.toBeNull();
  });

  test('is not judged by the look that finds the maintenance over: it may have met its page', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 20 * second);
    film.world.maintenance = true;
    film.look('sick', { after: 20 * second });
    film.world.maintenance = false;
    film.look('sick', { after: 20 * second });
    expect(film.effect).toBeNull();
    film.look('sick', { after: 20 * second });
    expect(film.effect).not.toBeNull();
  });

  test('that answered well after a maintenance is out of it, whatever Heroku said last', () => {
    const film = afterDeploy();
    film.world.maintenance = true;
    film.look('sick', { after: 20 * second });
    film.world.maintenance = false;
    film.world.trouble = trouble();
    film.look('healthy', { after: 20 * second });
    film.looks(2, 'sick', 20 * second);
    expect(film.state.evidence.sickInARow).toBe(2);
  });

  test('in a maintenance window is not judged, and what was open is closed', () => {
    const always = { days: everyDay, startMinute: 0, durationMs: 24 * hour, zone: 'UTC' };
    const film = new Film({ maintenance: [always] });
    film.release();
    expect(film.looks(20, 'sick', minute)).toEqual([]);
    expect(film.looks(3, 'healthy')).toEqual([]);
    expect(film.situation).toBe('watching');
  });
});
