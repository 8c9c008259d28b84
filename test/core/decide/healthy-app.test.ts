import { describe, expect, test } from 'vitest';
import { Film, hour, minute } from '../film.ts';
import { afterDeploy, rolledBack, trouble, webDyno } from '../scenes.ts';

describe('a healthy app', () => {
  test('that is steady changes nothing, so that it costs no write', () => {
    for (const film of [new Film().provenGood(), rolledBack()]) {
      film.looks(2, 'healthy', 10 * minute);
      const before = JSON.stringify(film.state);
      expect(film.looks(50, 'healthy', minute)).toEqual([]);
      expect(JSON.stringify(film.state)).toBe(before);
    }
  });

  test('that blips once is left alone and nobody is told', () => {
    const film = new Film().provenGood();
    expect(film.look('sick', { after: minute })).toEqual([]);
    expect(film.looks(5, 'healthy', minute)).toEqual([]);
    expect(film.situation).toBe('steady');
    expect(film.effect).toBeNull();
  });

  test('that blips again and again is called flapping', () => {
    const film = new Film().provenGood();
    const said = Array.from({ length: 5 }, () => [
      ...film.look('sick', { after: minute }),
      ...film.look('healthy', { after: minute / 2 }),
    ]).flat();
    expect(said).toEqual(['flapping']);
    expect(film.effect).toBeNull();
  });

  test('proves its release only with enough readings', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.look('healthy');
    film.looks(2, 'healthy', 9 * minute);
    expect(film.verdictOf(2)).toBe('unproven');
    expect(film.looks(3, 'healthy', 3 * minute)).toEqual([]);
    expect(film.looks(1, 'healthy', 3 * minute)).toEqual(['release-inconclusive']);
    expect(film.verdictOf(2)).toBe('inconclusive');
    film.looks(20, 'healthy', minute);
    expect(film.verdictOf(2)).toBe('good');
  });

  test('proves no release while Heroku cannot say that it is the one that answers', () => {
    const film = afterDeploy();
    film.world.trouble = trouble();
    film.looks(130, 'healthy');
    expect(film.verdictOf(2)).toBe('unproven');
    film.world.trouble = null;
    expect(film.look('healthy')).toEqual(['release-good']);
    expect(film.verdictOf(2)).toBe('good');
  });

  test('that answers slowly is reported and never rolled back', () => {
    const film = afterDeploy({
      check: { ...new Film().app.check, withinMs: 500 },
    });
    const slow = { reading: { slow: true } };
    const said = Array.from({ length: 6 }, () => film.look('healthy', slow)).flat();
    expect(said).toEqual(['slow']);
    expect(film.looks(3, 'healthy')).toEqual(['fast']);
    expect(film.effect).toBeNull();
  });

  test('with a certificate that ends soon is reported once a day', () => {
    const film = new Film().provenGood();
    const soon = () => ({ reading: { certificateExpiresAt: film.now + 48 * hour } });
    expect(film.look('healthy', { after: minute, ...soon() })).toEqual(['certificate-expires']);
    expect(film.look('healthy', { after: minute, ...soon() })).toEqual([]);
    expect(film.look('healthy', { after: 25 * hour, ...soon() })).toEqual(['certificate-expires']);
    const renewed = { certificateExpiresAt: film.now + 900 * hour };
    expect(film.look('healthy', { reading: renewed })).toEqual(['certificate-renewed']);
  });
});
