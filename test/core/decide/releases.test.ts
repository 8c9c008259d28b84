import { describe, expect, test } from 'vitest';
import { Film, minute } from '../film.ts';

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

  test('because it is pending for more than an hour is reported as stuck', () => {
    const film = new Film().provenGood();
    film.release({ status: 'pending', current: false });
    expect(film.look('healthy', { news: true })).toEqual([]);
    expect(film.state.pending?.version).toBe(2);
    expect(film.looks(70, 'healthy', minute)).toEqual(['release-stuck']);
  });
});
