import { describe, expect, test } from 'vitest';
import { Film, minute, second } from '../film.ts';
import { convicted, webDyno } from '../scenes.ts';
import { both, dynos, pastWarmup } from './rolling-out.ts';

describe('old dynos that stay for more than ten minutes', () => {
  test('prove no rollback either, which ends unverified', () => {
    const film = convicted();
    film.accept();
    film.world.dynos = dynos(['up', 3], ['up', 2]);
    film.look('sick');
    film.said.length = 0;
    film.looks(13, 'healthy', minute);
    expect(film.said.map(({ kind }) => kind)).toContain('rollback-unverified');
    expect(film.said.map(({ kind }) => kind)).not.toContain('rolled-back');
  });

  test('are seen in the warm-up already', () => {
    const film = new Film().provenGood();
    film.now += minute;
    film.release();
    film.world.dynos = both;
    film.looks(2, 'healthy');
    expect(film.situation).toBe('warmup');
    expect(film.state.ledger[0]?.rollout).toBe('mixed');
  });

  test('are told of only by a look that has seen them', () => {
    const film = pastWarmup(both);
    film.looks(8, 'healthy', minute);
    film.world.dynos = null;
    expect(film.looks(5, 'healthy', minute)).toEqual([]);
    film.world.dynos = both;
    expect(film.looks(2, 'healthy', minute)).toEqual(['rollout-stuck']);
  });

  test('are not over for a newer release of which nobody knows yet whose dynos run', () => {
    const film = pastWarmup(both);
    film.looks(12, 'healthy', minute);
    expect(film.state.conditions).toHaveProperty('rollout');
    film.release();
    film.world.dynos = [{ name: 'web.1', type: 'web', state: 'up', releaseVersion: null }];
    film.looks(3, 'healthy', minute);
    film.world.dynos = dynos(['up', 3], ['up', 1]);
    film.looks(3, 'healthy', minute);
    expect(film.said.map(({ kind }) => kind)).not.toContain('rollout-over');
    film.world.dynos = webDyno('up', 3);
    expect(film.looks(2, 'healthy', minute)).toContain('rollout-over');
  });
});

describe('what is answered', () => {
  const windowOf = (film: Film) => film.state.evidence.window;

  test('beside old dynos after ten minutes is counted, and proves nothing once they are gone', () => {
    const film = pastWarmup(both);
    film.looks(12, 'healthy', minute);
    const counted = windowOf(film)?.healthy ?? 0;
    expect(counted).toBeGreaterThan(1);
    film.look('healthy', { after: minute });
    expect(windowOf(film)).toEqual({ healthy: counted + 1, sick: 0, unknown: 0 });
    film.world.dynos = webDyno('up', 2);
    film.look('healthy', { after: minute });
    expect(windowOf(film)).toEqual({ healthy: 0, sick: 0, unknown: 0 });
  });

  test('by a release that boots for long is its own, and stays counted when it is up', () => {
    const film = pastWarmup(webDyno('starting', 2));
    film.look('sick', { after: 5 * second });
    film.looks(5, 'healthy', minute);
    const counted = windowOf(film)?.healthy ?? 0;
    expect(counted).toBeGreaterThan(1);
    film.look('sick', { after: 5 * second });
    expect(windowOf(film)).toEqual({ healthy: counted, sick: 1, unknown: 0 });
    film.world.dynos = webDyno('up', 2);
    film.look('sick', { after: 5 * second });
    expect(film.state.ledger[0]?.rollout).toBe('done');
    expect(windowOf(film)).toEqual({ healthy: counted, sick: 2, unknown: 0 });
  });

  test('by old dynos arms no check that changes while they run', () => {
    const film = pastWarmup(both);
    film.hash = 'check-2';
    film.looks(30, 'healthy');
    expect(film.situation).toBe('unarmed');
    film.looks(12, 'healthy', minute);
    expect(film.situation).not.toBe('unarmed');
  });

  test('by old dynos makes no release well that was held before anybody saw them', () => {
    const film = new Film().provenGood();
    film.now += minute;
    film.release();
    film.world.dynos = null;
    film.world.fleetFull = 'one is under way';
    film.looks(2, 'healthy', 76 * second);
    film.looks(3, 'sick', 20 * second);
    expect(film.situation).toBe('held');
    film.world.dynos = both;
    film.looks(6, 'healthy');
    expect(film.situation).toBe('held');
    film.world.dynos = webDyno('up', 2);
    expect(film.looks(4, 'healthy')).toContain('recovered');
  });
});
