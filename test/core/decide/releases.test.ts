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

  test('because it is pending for more than an hour is reported as stuck', () => {
    const film = new Film().provenGood();
    film.release({ status: 'pending', current: false });
    expect(film.look('healthy', { news: true })).toEqual([]);
    expect(film.state.pending?.version).toBe(2);
    expect(film.looks(70, 'healthy', minute)).toEqual(['release-stuck']);
  });
});
