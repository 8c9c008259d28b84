import { describe, expect, test } from 'vitest';
import { Film, minute, second } from '../film.ts';

describe('a release that never became current', () => {
  test('because its release command failed is reported, and the good one stays', () => {
    const film = new Film().provenGood();
    film.release({ status: 'failed', current: false });
    expect(film.look('healthy', { news: true })).toEqual(['release-phase-failed']);
    expect(film.last.headline).toContain('v1 is still live');
    expect(film.look('healthy', { news: true })).toEqual([]);
    expect(film.situation).toBe('steady');
  });

  test('together with another is told of in the order in which they came', () => {
    const film = new Film().provenGood();
    film.release({ status: 'failed', current: false });
    film.release({ status: 'failed', current: false });
    const failed = 'release-phase-failed';
    expect(film.look('healthy', { news: true })).toEqual([failed, failed]);
    expect(film.said.map(({ facts }) => facts['release'])).toEqual([2, 3]);
    expect(film.state).toMatchObject({ failedTold: 3, failed: { version: 3 } });
  });

  test('is on its way no more once it is current, has failed, or is older than what runs', () => {
    for (const change of [{ status: 'succeeded', current: true }, { status: 'failed' }] as const) {
      const film = new Film().provenGood();
      film.release({ status: 'pending', current: false });
      film.look('healthy', { news: true });
      const since = film.now - 5 * second;
      expect(film.state.pending).toEqual({ id: 'release-2', version: 2, since, told: false });
      film.change('release-2', change);
      film.look('healthy', { news: true });
      expect(film.state.pending).toBeNull();
    }
    const film = new Film().provenGood();
    film.release({ status: 'pending', current: false });
    film.release();
    film.look('healthy');
    expect(film.state.pending).toBeNull();
  });

  test('because it is pending for more than an hour is reported as stuck', () => {
    const film = new Film().provenGood();
    film.release({ status: 'pending', current: false });
    expect(film.look('healthy', { news: true })).toEqual([]);
    expect(film.state.pending?.version).toBe(2);
    expect(film.looks(70, 'healthy', minute)).toEqual(['release-stuck']);
  });
});
