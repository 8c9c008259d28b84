import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '../film.ts';
import { afterDeploy, trouble } from '../scenes.ts';

const red = { color: 'red', detail: 'Apps is red' };

describe('a held app', () => {
  test('is told again when a guard stands in the way of which nobody has heard', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    film.world.platform = red;
    expect(film.look('sick', { after: minute })).toEqual(['rollback-held']);
    expect(film.last.done.join()).toContain('[platform]');
    expect(film.looks(5, 'sick', minute)).toEqual([]);
  });

  test('goes on being held while a status page that was red cannot be read, and then acts', () => {
    const film = afterDeploy();
    film.world.platform = red;
    film.looks(3, 'sick', 20 * second);
    const before = { ...red, at: film.now };
    film.world.platform = { color: 'unknown', detail: 'no answer', before };
    expect(film.looks(4, 'sick', minute)).toEqual([]);
    expect(film.situation).toBe('held');
    expect(film.look('sick', { after: minute })).toEqual(['rollback-started']);
  });

  test('acts at once where a status page that cannot be read was green before', () => {
    const film = afterDeploy();
    const before = { color: 'green', detail: 'no incident is open', at: film.now };
    film.world.platform = { color: 'unknown', detail: 'no answer', before };
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('is no target any more and no fresh release, where it was good', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', minute);
    expect(film.situation).toBe('held');
    expect(film.verdictOf(2)).toBe('inconclusive');
    const fresh = afterDeploy();
    fresh.world.fleetFull = 'one is under way';
    fresh.looks(3, 'sick', 20 * second);
    expect(fresh.verdictOf(2)).toBe('unproven');
  });

  test('that waits for people is told every reason, and gets no command, while others stand', () => {
    const film = afterDeploy({ rollback: 'ask' });
    film.world.fleetFull = 'one is under way';
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.state.situation).toEqual({
      name: 'held',
      since: film.now,
      guards: ['mode', 'fleet'],
      told: ['mode', 'fleet'],
      asked: false,
    });
    const since = film.now;
    film.world.fleetFull = null;
    expect(film.look('sick', { after: minute })).toEqual(['would-roll-back']);
    const told = ['mode', 'fleet'];
    const held = { name: 'held', since, guards: ['mode'], told, asked: true };
    expect(film.state.situation).toEqual(held);
  });

  test('is not told again of guards that come and go', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.world.platform = red;
    film.looks(3, 'sick', 20 * second);
    film.world.platform = null;
    expect(film.look('sick', { after: minute })).toEqual([]);
    film.world.platform = red;
    expect(film.look('sick', { after: minute })).toEqual([]);
  });

  test('that waits for people gets its command as soon as the target is known', () => {
    const film = afterDeploy({ rollback: 'ask' });
    film.world.trouble = trouble();
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    film.world.trouble = null;
    expect(film.look('sick', { after: minute })).toEqual(['would-roll-back']);
    film.world.trouble = trouble();
    expect(film.look('sick', { after: minute })).toEqual([]);
    film.world.trouble = null;
    expect(film.look('sick', { after: minute })).toEqual([]);
  });

  test('is not rolled back once its probation is over: it is down', () => {
    const film = afterDeploy({ probationMs: hour });
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    film.looks(70, 'sick', minute);
    film.world.fleetFull = null;
    film.looks(2, 'sick', minute);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('down');
    expect(film.said.map(({ kind }) => kind)).toContain('app-down');
  });

  test('is not rolled back on a reading that nobody can judge', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    film.world.fleetFull = null;
    expect(film.look('unknown', { after: minute })).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.look('sick', { after: minute })).toEqual(['rollback-started']);
  });

  test('and then changed in its check is closed when the check passes', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    film.hash = 'check-2';
    expect(film.looks(3, 'healthy')).toEqual(['check-passed']);
    expect(film.state.incident).toBeNull();
    expect(film.looks(60, 'healthy', minute)).not.toContain('reminder');
  });
});
