// How long a rollback that was given up or overtaken is looked out for, and what comes of it.

import { describe, expect, test } from 'vitest';
import { minute, second } from '../film.ts';
import { convicted } from '../scenes.ts';
import { givenUp, lost, overtaken } from './stragglers.ts';

describe('a rollback that nobody follows any more', () => {
  test('is looked out for while a release command may hold it up, and no longer', () => {
    const film = overtaken();
    const until = (film.state.straggler?.plannedAt ?? 0) + 130 * minute;
    film.look('healthy', { after: until - film.now, news: true });
    expect(film.state.straggler).not.toBeNull();
    film.look('healthy', { after: 1, news: true });
    expect(film.state.straggler).toBeNull();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    expect(film.look('healthy')).toEqual(['release-detected']);
  });

  test('and is pending is known by its id from then on, until it is too old to matter', () => {
    const film = overtaken();
    const late = film.release({ description: 'Rollback to v1', status: 'pending', current: false });
    film.change('release-3', { current: true });
    film.look('healthy', { news: true });
    expect(film.state.straggler?.release).toEqual({ id: late.id, version: 4 });
    const until = (film.state.straggler?.plannedAt ?? 0) + 130 * minute;
    film.look('healthy', { after: until - film.now, news: true });
    expect(film.state.straggler).not.toBeNull();
    film.look('healthy', { after: 1, news: true });
    expect(film.state.straggler).toBeNull();
  });

  test('is not mistaken for somebody’s rollback to the same release', () => {
    const film = overtaken();
    film.release({ description: 'Rollback to v1', status: 'pending', current: false });
    film.change('release-3', { current: true });
    film.look('healthy', { news: true });
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    expect(film.look('healthy')).toEqual(['release-detected']);
    expect(film.state.straggler).not.toBeNull();
  });

  test('and fails is told once, under the open incident or without one', () => {
    const film = overtaken();
    film.looks(3, 'healthy');
    film.said.length = 0;
    film.release({ description: 'Rollback to v1', status: 'failed', current: false });
    expect(film.look('healthy', { news: true })).toEqual(['rollback-release-failed']);
    expect(film.state).toMatchObject({ straggler: null, incident: null, failedTold: 4 });
    expect(film.looks(3, 'healthy')).toEqual([]);

    const down = givenUp();
    const { incident } = down.state;
    down.release({ description: 'Rollback to v1', status: 'failed', current: false });
    expect(down.look('sick', { news: true })).toEqual(['rollback-release-failed']);
    expect(down.last.incident).toBe(incident?.id);
    expect(down.state.incident).toMatchObject({ id: incident?.id, headline: down.last.headline });
  });

  test('and was overtaken itself before anybody looked is told as nothing', () => {
    const film = overtaken();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.release();
    expect(film.look('healthy')).toEqual(['release-detected']);
    expect(film.state.straggler).toBeNull();
    expect(film.situation).toBe('warmup');
  });

  test('after it was given up is no release of somebody’s, and never to blame', () => {
    const film = givenUp();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.look('sick', { news: true });
    expect(film.situation).toBe('escalated');
    expect(film.state).toMatchObject({ straggler: null, currentId: 'release-3' });
    expect(film.state.ledger[0]).toMatchObject({
      version: 3,
      kind: 'rollback',
      attributable: false,
      seenAt: film.now,
    });
  });

  test('after the app got well by itself is watched like any release', () => {
    const film = convicted();
    film.settle(lost);
    film.looks(6, 'healthy', 20 * second);
    film.said.length = 0;
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    expect(film.look('healthy')).toEqual(['rollback-late', 'release-detected']);
    expect(film.situation).toBe('warmup');
    expect(film.state).toMatchObject({ straggler: null, incident: null });
  });
});
