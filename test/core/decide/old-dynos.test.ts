import { describe, expect, test } from 'vitest';
import { Film, minute, second } from '../film.ts';
import { convicted, webDyno } from '../scenes.ts';
import { both, dynos, pastWarmup } from './rolling-out.ts';

describe('while dynos of the old release still run', () => {
  test('their sick answers convict nobody', () => {
    const film = pastWarmup(both);
    expect(film.looks(10, 'sick', 20 * second)).toEqual([]);
    expect(film.state.evidence.sickInARow).toBe(0);
    expect(film.effect).toBeNull();
  });

  test('their healthy answers acquit nobody', () => {
    const film = pastWarmup(both);
    film.looks(80, 'healthy');
    expect(film.state.evidence.window).toEqual({ healthy: 0, sick: 0, unknown: 0 });
    film.looks(20, 'healthy');
    film.world.dynos = webDyno('up', 2);
    film.looks(8, 'healthy');
    expect(film.verdictOf(2)).toBe('unproven');
  });

  test('a sick row begins only once they are gone', () => {
    const film = pastWarmup(both);
    film.looks(10, 'sick', 15 * second);
    film.world.dynos = webDyno('up', 2);
    // The first of them may still have met an old one.
    expect(film.looks(3, 'sick', 15 * second)).toEqual([]);
    expect(film.look('sick', { after: 15 * second })).toEqual(['rollback-started']);
  });

  test('a release is proven once they are gone and it was seen well for itself', () => {
    const film = pastWarmup(both);
    film.looks(12, 'healthy');
    film.world.dynos = webDyno('up', 2);
    film.looks(120, 'healthy');
    expect(film.verdictOf(2)).toBe('good');
  });

  test('the look that is the first to see them gone counts for neither: they may have answered', () => {
    const film = pastWarmup(both);
    film.looks(12, 'healthy');
    film.world.dynos = webDyno('up', 2);
    // A close look reads the dynos of old releases anew after half a minute.
    film.look('healthy', { after: 31 * second });
    expect(film.state.ledger[0]?.rollout).toBe('done');
    expect(film.state.evidence.window).toEqual({ healthy: 0, sick: 0, unknown: 0 });
    film.look('healthy');
    expect(film.state.evidence.window).toEqual({ healthy: 1, sick: 0, unknown: 0 });
  });

  test('after ten minutes readings count all the same, and that is told once', () => {
    const film = pastWarmup(both);
    expect(film.looks(8, 'sick', minute)).toEqual([]);
    const said = film.looks(5, 'sick', minute);
    expect(said).toContain('rollout-stuck');
    expect(said).toContain('rollback-started');
    expect(said.filter((kind) => kind === 'rollout-stuck')).toHaveLength(1);
  });

  test('not even after ten minutes is a release good by what they answer', () => {
    const film = pastWarmup(both);
    film.looks(60, 'healthy', minute);
    expect(film.verdictOf(2)).toBe('inconclusive');
    film.world.dynos = webDyno('up', 2);
    film.looks(5, 'healthy', 20 * second);
    expect(film.verdictOf(2)).toBe('inconclusive');
    film.looks(60, 'healthy', 20 * second);
    expect(film.verdictOf(2)).toBe('good');
  });

  test('that they are gone at last is told too', () => {
    const film = pastWarmup(both);
    film.looks(12, 'healthy', minute);
    expect(film.last.kind).toBe('rollout-stuck');
    expect(film.last.headline).toContain('dynos of an older release still run 10 min');
    film.world.dynos = webDyno('up', 2);
    expect(film.looks(2, 'healthy', minute)).toContain('rollout-over');
  });

  test('a rollback is neither proven nor found ineffective', () => {
    const film = convicted();
    film.accept();
    film.world.dynos = dynos(['up', 3], ['up', 2]);
    film.look('sick');
    film.said.length = 0;
    expect(film.looks(8, 'sick', 20 * second)).toEqual([]);
    expect(film.looks(8, 'healthy', 20 * second)).toEqual([]);
    expect(film.situation).toBe('verifying');
    film.world.dynos = webDyno('up', 3);
    expect(film.looks(15, 'healthy')).toEqual(['rolled-back']);
  });
});

describe('a release whose dynos nobody could look at', () => {
  /** Heroku does not answer for its dynos, from the deploy on. */
  const unseen = () => {
    const film = new Film().provenGood();
    film.now += minute;
    film.release();
    film.world.dynos = null;
    film.looks(2, 'healthy', 76 * second);
    if (film.situation !== 'watching') throw new Error(film.situation);
    return film;
  };

  test('is not good by answers that old ones may have given', () => {
    const film = unseen();
    film.looks(40, 'healthy', minute);
    expect(film.verdictOf(2)).toBe('inconclusive');
  });

  test('is good once they were seen, by what was answered since', () => {
    const film = unseen();
    film.looks(5, 'healthy', 40 * second);
    film.world.dynos = webDyno('up', 2);
    film.look('healthy', { after: 40 * second });
    expect(film.state.evidence.window?.healthy).toBe(1);
    film.looks(12, 'healthy', 40 * second);
    expect(film.verdictOf(2)).toBe('good');
  });

  test('is convicted all the same', () => {
    const film = unseen();
    expect(film.looks(3, 'sick', 20 * second)).toContain('rollback-started');
  });
});

describe('a release whose own dynos are not up', () => {
  test('is not convicted while they boot slowly, four minutes at most', () => {
    const film = pastWarmup(webDyno('starting', 2));
    expect(film.looks(6, 'sick', 20 * second)).toEqual([]);
    expect(film.looks(6, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('is convicted without waiting when they have crashed', () => {
    const film = pastWarmup(webDyno('crashed', 2));
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('and were up once is convicted like any other when they start again', () => {
    const film = pastWarmup(webDyno('up', 2));
    film.world.dynos = webDyno('starting', 2);
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('is judged when Heroku does not say which release its dynos run', () => {
    const film = pastWarmup([{ name: 'web.1', type: 'web', state: 'up', releaseVersion: null }]);
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('and that has no warm-up at all is seen all the same', () => {
    const film = new Film({ warmupMs: 0 }).provenGood();
    film.release();
    film.world.dynos = both;
    film.look('sick');
    expect(film.situation).toBe('watching');
    expect(film.looks(5, 'sick', 20 * second)).toEqual([]);
    expect(film.effect).toBeNull();
  });
});
