import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, webDyno } from '../scenes.ts';

const noAnswer = { cause: 'dns', status: null, reachedApp: false } as const;

describe('a sick release', () => {
  test('is rolled back once when three readings in a row over thirty seconds are sick', () => {
    const film = new Film().provenGood();
    film.now += minute;
    film.release();
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    expect(film.situation).toBe('warmup');
    film.world.dynos = webDyno('up', 2);
    expect(film.look('sick')).toEqual([]);
    expect(film.situation).toBe('watching');
    expect(film.look('sick', { after: 15 * second })).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.look('sick', { after: 15 * second })).toEqual(['rollback-started']);
    expect(film.situation).toBe('rolling-back');
    expect(film.effect?.kind).toBe('rollback');
    expect(film.effect?.intent).toMatchObject({
      culprit: { id: 'release-2', version: 2 },
      target: { id: 'release-1', version: 1 },
      sends: 1,
    });
    expect(film.last.headline).toBe('v2 is failing, rolling back to v1');
    expect(film.last.undo).toBe('heroku rollback v2 -a shop');
  });

  test('is not convicted by three sick readings that span less than the time', () => {
    const film = afterDeploy();
    expect(film.looks(3, 'sick', 5 * second)).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('watching');
  });

  test('is acquitted of two sick readings by a healthy one', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 20 * second);
    film.look('healthy');
    expect(film.looks(2, 'sick', 20 * second)).toEqual([]);
    expect(film.effect).toBeNull();
  });

  test('is neither convicted nor acquitted by readings that are unknown', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 20 * second);
    expect(film.looks(5, 'unknown')).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.look('sick')).toEqual(['rollback-started']);
  });

  test('is rolled back in its warm-up when every web dyno has crashed', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = webDyno('crashed', 2);
    film.look('sick');
    expect(film.looks(3, 'sick', 15 * second)).toContain('rollback-started');
    expect(film.effect?.intent.target.version).toBe(1);
  });

  test('is given its warm-up while dynos are starting', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = [{ name: 'web.1', type: 'web', state: 'starting', releaseVersion: 2 }];
    film.look('sick');
    expect(film.looks(4, 'sick', 15 * second)).toEqual([]);
    expect(film.situation).toBe('warmup');
    expect(film.state.evidence.sickInARow).toBe(0);
  });

  test('is watched after 75 seconds even if its dynos never come up', () => {
    const film = new Film().provenGood();
    film.release();
    film.look('sick');
    film.look('sick', { after: 75 * second });
    expect(film.situation).toBe('watching');
    expect(film.looks(2, 'sick', 15 * second)).toEqual(['rollback-started']);
  });

  test('with preboot is left alone for the four minutes in which the old dynos answer', () => {
    const film = new Film().provenGood();
    film.world.preboot = true;
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.look('healthy');
    film.look('healthy', { after: 230 * second });
    expect(film.situation).toBe('warmup');
    film.look('healthy', { after: 11 * second });
    expect(film.situation).toBe('watching');
  });

  test('is rolled back between deploys, hours later, within its probation', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    expect(film.verdictOf(2)).toBe('good');
    film.now += 5 * hour;
    expect(film.looks(3, 'sick', minute)).toEqual(['rollback-started']);
  });

  test('is not blamed after its probation: the app is down and nothing is rolled back', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.now += 25 * hour;
    expect(film.looks(3, 'sick', minute)).toEqual(['app-down']);
    expect(film.effect).toBeNull();
    expect(film.last.done.join()).toContain('longer than its probation');
  });

  test('with probation "always" is blamed after any time', () => {
    const film = afterDeploy({ probationMs: null });
    film.looks(130, 'healthy');
    film.now += 400 * hour;
    expect(film.looks(3, 'sick', minute)).toEqual(['rollback-started']);
  });

  test('of which only DNS readings speak is held: a rollback mends no DNS', () => {
    const film = afterDeploy();
    for (let i = 0; i < 2; i += 1) film.look('sick', { after: 20 * second, reading: noAnswer });
    expect(film.look('sick', { after: 20 * second, reading: noAnswer })).toEqual(['rollback-held']);
    expect(film.last.done.join()).toContain('[reached]');
    expect(film.effect).toBeNull();
  });
});
