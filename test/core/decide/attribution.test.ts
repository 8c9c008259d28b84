import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, convicted, webDyno } from '../scenes.ts';

describe('blame', () => {
  test('falls on no release that came to an app that was already sick', () => {
    const film = new Film().provenGood();
    film.now += 30 * hour;
    expect(film.looks(3, 'sick', minute)).toEqual(['app-down']);
    film.now += minute;
    film.release();
    expect(film.look('sick')).toEqual(['superseded', 'watch-without-baseline']);
    film.world.dynos = webDyno('up', 2);
    film.said.length = 0;
    expect(film.looks(4, 'sick', 20 * second)).toEqual(['app-down']);
    expect(film.effect).toBeNull();
  });

  test('falls on the newest of two quick releases, and the target is the last good one', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 5 * second);
    film.release({ artifact: 'slug-2', description: 'Set FOO config vars' });
    film.world.dynos = webDyno('up', 3);
    film.look('sick');
    film.looks(4, 'sick', 15 * second);
    expect(film.effect?.intent).toMatchObject({
      culprit: { version: 3 },
      target: { version: 1 },
    });
  });

  test('of a configuration change goes back to the same code with the old configuration', () => {
    const film = new Film().provenGood();
    film.release({ artifact: 'slug-1', description: 'Set FOO config vars' });
    film.world.dynos = webDyno('up', 2);
    film.look('sick');
    film.looks(4, 'sick', 15 * second);
    expect(film.effect?.intent.target).toMatchObject({ version: 1, artifact: 'slug-1' });
  });

  test('falls on no first release: there is nothing to go back to', () => {
    const film = new Film();
    film.release();
    film.looks(3, 'healthy');
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['app-down']);
    expect(film.effect).toBeNull();
  });

  test('of code that was rolled back before is announced when it is deployed again', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(30, 'healthy');
    film.release({ artifact: 'slug-2' });
    expect(film.look('healthy')).toEqual(['known-bad-redeployed']);
  });

  test('a second culprit within the cooldown is held', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(30, 'healthy');
    film.effect = null;
    film.release();
    film.world.dynos = webDyno('up', 4);
    film.looks(2, 'healthy');
    film.said.length = 0;
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.last.done.join()).toContain('[budget]');
    expect(film.effect).toBeNull();
  });
});
