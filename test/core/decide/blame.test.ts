import { describe, expect, test } from 'vitest';
import { Film, minute, second } from '../film.ts';
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

  test('falls on no release under whose release command the app went sick', () => {
    const film = new Film().provenGood();
    film.now += minute;
    const release = film.release({ status: 'pending', current: false });
    film.looks(2, 'sick', 10 * second);
    film.now += 10 * second;
    film.change(release.id, { status: 'succeeded', current: true });
    film.world.liveAt = film.now;
    film.world.dynos = webDyno('up', 2);
    film.looks(8, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('down');
  });

  test('falls on a release whose release command ran while the app was well', () => {
    const film = new Film().provenGood();
    film.now += minute;
    const release = film.release({ status: 'pending', current: false });
    film.looks(4, 'healthy', 10 * second);
    film.change(release.id, { status: 'succeeded', current: true });
    film.world.liveAt = film.now;
    film.world.dynos = webDyno('up', 2);
    film.looks(8, 'sick', 20 * second);
    expect(film.effect?.intent.culprit.version).toBe(2);
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
});
