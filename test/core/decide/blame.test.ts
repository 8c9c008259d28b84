import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, convicted, rolledBack, trouble, webDyno } from '../scenes.ts';

describe('blame', () => {
  test('falls on no fix that came hours after a proven release went sick and was held', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.looks(5 * 60, 'healthy', minute);
    film.world.fleetFull = 'one is under way';
    expect(film.looks(3, 'sick', minute)).toEqual(['rollback-held']);
    film.looks(3 * 60, 'sick', minute);
    film.world.fleetFull = null;
    film.release();
    film.world.dynos = webDyno('up', 3);
    film.looks(8, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('down');
  });

  test('falls on no fix that came hours after a refused rollback', () => {
    const film = convicted();
    film.settle({ kind: 'trouble', trouble: trouble({ kind: 'forbidden', canRetry: false }) });
    film.looks(3 * 60, 'sick', minute);
    film.release();
    film.world.dynos = webDyno('up', 3);
    film.looks(8, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('down');
  });

  test('falls on a release that came to an app that the sweeps saw healthy for days', () => {
    const film = new Film().provenGood();
    film.looks(100, 'healthy', minute);
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.look('sick', { after: second });
    film.looks(3, 'sick', 20 * second);
    expect(film.effect?.intent.target.version).toBe(1);
  });

  test('of a rollback says that it is one', () => {
    const film = rolledBack();
    expect(film.looks(3, 'sick', minute)).toEqual(['app-down']);
    expect(film.last.done.join()).toContain('v3 is itself a rollback');
  });

  test('a person’s rollback is announced as what it is', () => {
    const film = afterDeploy();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.look('healthy');
    expect(film.last.headline).toContain('rollback to v1');
    expect(film.last.severity).toBe('info');
    expect(film.last.done.join()).toContain('never undone');
  });

  test('a check that never passed is told anew under each release', () => {
    const film = new Film();
    film.release();
    film.looks(3, 'sick', 20 * second);
    film.release();
    film.look('sick', { after: minute });
    film.said.length = 0;
    expect(film.looks(20, 'sick', minute)).toContain('check-never-passed');
    expect(film.looks(3, 'healthy', minute)).toContain('check-passed');
    expect(film.state.incident).toBeNull();
  });

  test('while an app that flaps goes down, nobody is told that it is calm', () => {
    const film = new Film().provenGood();
    for (let i = 0; i < 5; i += 1) {
      film.look('sick', { after: minute });
      film.look('healthy', { after: minute / 2 });
    }
    film.said.length = 0;
    film.now += hour / 60;
    expect(film.looks(3, 'sick', 30 * second)).not.toContain('calm');
  });

  test('a reminder of a warning is a warning', () => {
    const film = new Film();
    film.release();
    film.looks(3, 'sick', 20 * second);
    expect(film.looks(31, 'sick', minute)).toEqual(['reminder']);
    expect(film.last.severity).toBe('warning');
  });
});
