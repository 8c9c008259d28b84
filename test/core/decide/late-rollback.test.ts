import { describe, expect, test } from 'vitest';
import { type Film, hour, minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';

const lost = { kind: 'trouble', trouble: trouble({ maybeDone: true }) } as const;

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
    expect(film.situation).toBe('escalated');
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

/** A rollback whose answer was lost, and somebody’s v3 that came in between. */
function overtaken(): Film {
  const film = convicted();
  film.settle(lost);
  film.effect = null;
  film.release();
  film.world.dynos = webDyno('up', 3);
  film.look('healthy');
  film.said.length = 0;
  return film;
}

/** A rollback whose answer was lost twice, and that was given up. */
function givenUp(): Film {
  const film = convicted();
  film.settle(lost);
  film.looks(16, 'sick', minute);
  film.effect = null;
  film.looks(3, 'sick', 30 * second);
  if (film.situation !== 'escalated') throw new Error(film.situation);
  film.said.length = 0;
  return film;
}
