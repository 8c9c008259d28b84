import { describe, expect, test } from 'vitest';
import { minute, second } from '../film.ts';
import { convicted, trouble, webDyno } from '../scenes.ts';

function verifying() {
  const film = convicted();
  const rollback = film.accept();
  film.look('sick');
  film.world.dynos = webDyno('up', rollback.version);
  film.said.length = 0;
  return film;
}

describe('verifying a rollback', () => {
  test('takes no unknown reading for a proof', () => {
    const film = verifying();
    film.looks(4, 'healthy');
    expect(film.looks(20, 'unknown')).not.toContain('rolled-back');
    expect(film.looks(1, 'healthy')).toEqual(expect.arrayContaining(['rolled-back']));
  });

  test('takes no health for a proof while Heroku cannot say what is current', () => {
    const film = verifying();
    film.look('healthy');
    film.world.trouble = trouble();
    expect(film.looks(20, 'healthy')).toEqual([]);
    film.world.trouble = null;
    expect(film.look('healthy')).toEqual(['rolled-back']);
  });

  test('that ends without a proof does not say that the app is failing', () => {
    const film = verifying();
    film.world.trouble = trouble();
    const said = film.looks(20, 'healthy', minute);
    expect(said).toEqual(['rollback-unverified', 'recovered']);
    expect(film.verdictOf(1)).toBe('good');
    expect(film.state.incident).toBeNull();
  });

  test('is ineffective when the row of sick readings is sustained', () => {
    const film = verifying();
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-ineffective']);
    expect(film.verdictOf(1)).toBe('inconclusive');
  });

  test('of a release whose dynos have all crashed needs no warm-up to fail', () => {
    const film = verifying();
    film.world.dynos = webDyno('crashed', 3);
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-ineffective']);
  });
});
