// A check whose configuration has changed (S13): it has to pass before it can convict anybody.

import { describe, expect, test } from 'vitest';
import { dawn, Film, hour, minute, second } from '../film.ts';
import { everyDay } from '../fixtures.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';

describe('a check that has never passed', () => {
  test('is told after a quarter of an hour, though nobody could judge its answers', () => {
    const film = new Film();
    film.release();
    film.looks(3, 'unknown', minute);
    expect(film.look('sick', { after: dawn + 15 * minute - film.now })).toEqual([]);
    expect(film.look('sick', { after: 1 })).toEqual(['check-never-passed']);
    expect(film.state.situation).toEqual({ name: 'unarmed', since: dawn, told: true });
    expect(film.looks(20, 'sick', minute)).toEqual([]);
  });

  test('and passes is told as armed where nothing better will be said', () => {
    const film = new Film();
    film.world.trouble = trouble();
    expect(film.looks(3, 'healthy')).toEqual(['check-armed']);
    const good = new Film().provenGood();
    good.hash = 'check-2';
    expect(good.looks(3, 'healthy')).toEqual(['check-armed']);
  });

  test('and passes is not told as armed where the release will soon be called good', () => {
    const film = new Film();
    film.release();
    expect(film.looks(4, 'healthy')).toEqual([]);
    film.looks(45, 'unknown', minute);
    expect(film.verdictOf(1)).toBe('inconclusive');
    film.hash = 'check-2';
    film.look('healthy');
    film.said.length = 0;
    expect(film.looks(4, 'healthy')).toEqual([]);
    expect(film.situation).toBe('watching');
  });

  test('and passes in maintenance is not told as armed', () => {
    const window = { days: everyDay, startMinute: 180, durationMs: hour, zone: 'UTC' };
    const film = new Film({ maintenance: [window] });
    film.world.trouble = trouble();
    expect(film.looks(3, 'healthy')).toEqual([]);
    expect(film.situation).toBe('steady');
  });
});

describe('a check that was changed', () => {
  test('convicts nobody before it has passed, and starts with no evidence', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 20 * second);
    film.hash = 'check-2';
    film.look('sick');
    expect(film.situation).toBe('unarmed');
    expect(film.state.checkHash).toBe('check-2');
    film.looks(5, 'sick', 20 * second);
    expect(film.effect).toBeNull();
  });

  test('in a warm-up is not armed by what old dynos answer', () => {
    const film = new Film().provenGood();
    film.world.preboot = true;
    film.release();
    film.look('healthy');
    const { situation } = film.state;
    const until = situation.name === 'warmup' ? situation.until : null;
    film.hash = 'check-2';
    film.looks(5, 'healthy');
    expect(film.state.situation).toMatchObject({ name: 'unarmed', until });
    film.hash = 'check-3';
    film.looks(5, 'healthy');
    expect(film.state.situation).toMatchObject({ name: 'unarmed', until });
    film.looks(6, 'healthy', minute);
    expect(film.situation).toBe('watching');
  });

  test('after the warm-up is armed by the next healthy answers', () => {
    const film = afterDeploy();
    film.hash = 'check-2';
    film.look('sick');
    expect(film.state.situation).not.toHaveProperty('until');
    film.looks(3, 'healthy');
    expect(film.situation).toBe('watching');
  });

  test('does not stop a rollback that is under way', () => {
    const film = convicted();
    film.hash = 'check-2';
    film.look('sick');
    expect(film.situation).toBe('rolling-back');
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.look('healthy');
    expect(film.situation).toBe('verifying');
    film.looks(30, 'healthy');
    expect(film.said.map(({ kind }) => kind)).toContain('rolled-back');
    expect(film.state.checkHash).toBe('check-2');
  });
});
