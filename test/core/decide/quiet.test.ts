import { describe, expect, test } from 'vitest';
import { Film, minute, second } from '../film.ts';

describe('what is said', () => {
  test('a check that never passed is told anew under each release', () => {
    const film = new Film();
    film.release();
    film.looks(3, 'sick', 20 * second);
    film.release();
    film.look('sick', { after: minute });
    film.said.length = 0;
    expect(film.looks(3, 'sick', minute)).toEqual(['check-never-passed']);
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
