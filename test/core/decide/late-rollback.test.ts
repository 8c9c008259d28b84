import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '../film.ts';
import { afterDeploy, convicted, webDyno } from '../scenes.ts';
import { givenUp, lost } from './stragglers.ts';

describe('a rollback of ours that comes late', () => {
  test('over somebody’s newer release is reported as a race, not as any release', () => {
    const film = convicted();
    film.settle(lost);
    film.release();
    film.look('healthy');
    film.said.length = 0;
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    expect(film.look('healthy')).toContain('rollback-raced');
    expect(film.last.undo).toBe('heroku rollback v3 -a shop');
    expect(film.state.situation).toMatchObject({ name: 'escalated', why: 'rollback-raced' });
    expect(film.state.incident).not.toBeNull();
  });

  test('in a race leaves the incident open until the app is healthy', () => {
    const film = convicted();
    film.release();
    film.accept();
    film.said.length = 0;
    expect(film.looks(2, 'sick')).toEqual([]);
    expect(film.situation).toBe('escalated');
    expect(film.looks(3, 'healthy')).toEqual(['recovered']);
  });

  test('after it was given up is told, and the incident stays open until the app is well', () => {
    const film = givenUp();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    expect(film.look('sick', { news: true })).toEqual(['rollback-late']);
    expect(film.state.incident).not.toBeNull();
    expect(film.looks(3, 'healthy', 20 * second)).toEqual(['recovered']);
  });

  test('that was stuck in its release phase is told when it becomes current after all', () => {
    const film = convicted();
    const rollback = film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.looks(70, 'sick', minute);
    expect(film.situation).toBe('escalated');
    film.said.length = 0;
    film.change(rollback.id, { status: 'succeeded', current: true });
    expect(film.look('sick', { news: true })).toEqual(['rollback-late']);
  });

  test('is still looked out for when another rollback is under way', () => {
    const film = convicted();
    film.settle(lost);
    film.release();
    const late = film.release({ description: 'Rollback to v1', status: 'pending', current: false });
    film.change('release-3', { current: true });
    film.looks(2, 'healthy', minute);
    film.now += hour;
    film.looks(3, 'healthy', minute);
    film.release();
    film.world.dynos = webDyno('up', 5);
    film.looks(3, 'healthy');
    film.looks(3, 'sick', 20 * second);
    expect(film.situation).toBe('rolling-back');
    film.settle(lost);
    film.said.length = 0;
    film.change(late.id, { status: 'succeeded', current: true });
    expect(film.look('sick', { news: true })).toContain('rollback-raced');
    expect(film.state.straggler?.culprit.version).toBe(5);
  });

  test('that was stuck is not told a second time as a stuck release of somebody’s', () => {
    const film = convicted();
    film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.looks(90, 'sick', minute);
    expect(film.said.map(({ kind }) => kind)).not.toContain('release-stuck');
  });

  test('holds like any release on its way, once an older one has come in between', () => {
    const film = afterDeploy();
    const slow = film.release({ status: 'pending', current: false });
    film.release();
    film.look('sick', { news: true });
    film.world.dynos = webDyno('up', 4);
    film.looks(4, 'sick', 20 * second);
    expect(film.effect?.intent.culprit.version).toBe(4);
    film.accept({ status: 'pending', current: false });
    film.change('release-4', { current: true });
    film.effect = null;
    film.change(slow.id, { status: 'succeeded', current: true });
    film.look('sick', { news: true });
    film.world.dynos = webDyno('up', 3);
    film.looks(4, 'sick', 20 * second);
    expect(film.situation).toBe('held');
    expect(film.last.headline).toContain('v5 is being released right now');
    expect(film.effect).toBeNull();
  });
});
