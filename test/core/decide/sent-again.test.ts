// When a rollback's call is made a second time (S6), and when it must not be.

import { describe, expect, test } from 'vitest';
import type { Film } from '../film.ts';
import { minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';
import { givenUp, lost } from './stragglers.ts';

const full = { kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) } as const;

function sends(film: Film): number | null {
  return film.effect?.intent.sends ?? null;
}

describe('a rollback whose answer was lost', () => {
  test('is sent again a minute later, and not a moment before', () => {
    const film = convicted();
    film.settle(lost);
    film.look('sick', { after: minute - 1 });
    expect(film.effect).toBeNull();
    film.look('sick', { after: 1 });
    expect(sends(film)).toBe(2);
  });

  test('is not sent again while Heroku cannot be read', () => {
    const film = convicted();
    film.settle(lost);
    film.world.trouble = trouble();
    film.looks(5, 'sick', minute);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('rolling-back');
  });

  test('is not sent a third time: people are told', () => {
    const film = convicted();
    film.settle(lost);
    film.look('sick', { after: minute });
    film.settle(lost);
    expect(film.look('sick', { after: minute })).toEqual(['rollback-unknown']);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('escalated');
  });

  test('is not sent again for another target than the one that was stored', () => {
    const film = convicted();
    film.settle(lost);
    film.state = {
      ...film.state,
      ledger: film.state.ledger.map((entry) => ({ ...entry, verdict: 'bad' as const })),
    };
    film.looks(3, 'sick', minute);
    expect(film.effect).toBeNull();
  });

  test('and may have been done leaves the app that got well alone only after a read', () => {
    const film = convicted();
    film.settle(lost);
    film.world.trouble = trouble();
    film.looks(5, 'healthy', 20 * second);
    expect(film.situation).toBe('rolling-back');
    film.world.trouble = null;
    film.looks(1, 'healthy', 20 * second);
    expect(film.said.map(({ kind }) => kind)).toContain('recovered');
    expect(film.situation).not.toBe('rolling-back');
  });

  test('and may have been done is looked out for after the app got well', () => {
    const film = convicted();
    film.settle(lost);
    film.looks(6, 'healthy', 20 * second);
    expect(film.state.straggler).toMatchObject({ target: { version: 1 }, sends: 1 });
  });
});

describe('a rollback that waits', () => {
  test('is not sent to another target, where its own can be gone back to no more', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.release();
    film.world.dynos = webDyno('up', 3);
    film.looks(2, 'healthy');
    film.looks(3, 'sick', 20 * second);
    expect(film.effect?.intent.target.version).toBe(2);
    film.settle(full);
    film.change('release-2', { eligibleForRollback: false });
    film.looks(5, 'sick', 20 * second);
    expect(film.effect).toBeNull();
  });

  test('is not given up for having been sent twice, before Heroku could be read', () => {
    const film = convicted();
    film.settle(lost);
    film.look('sick', { after: minute });
    film.settle(lost);
    film.world.trouble = trouble();
    film.looks(3, 'sick', minute);
    expect(film.situation).toBe('rolling-back');
    film.world.trouble = null;
    expect(film.look('sick')).toEqual(['rollback-unknown']);
  });

  test.each([
    ['while it is sent', () => convicted()],
    ['after it was refused', () => refusedFilm()],
    ['after it was given up', () => givenUp()],
  ])('does not hide somebody’s release that is on its way %s', (_when, play) => {
    const film = play();
    film.effect = null;
    const { version } = film.release({ status: 'pending', current: false });
    film.look('sick', { news: true });
    expect(film.state.pending?.version).toBe(version);
  });
});

function refusedFilm(): Film {
  const film = convicted();
  const forbidden = trouble({ kind: 'forbidden', canRetry: false });
  film.settle({ kind: 'trouble', trouble: forbidden });
  return film;
}

describe('a rollback that Heroku had no room for', () => {
  test('waits as long as it was told', () => {
    const film = convicted();
    film.settle(full);
    const situation = film.state.situation;
    const retryAt = situation.name === 'rolling-back' ? situation.intent.retryAt : null;
    expect(retryAt).not.toBeNull();
    const waitMs = (retryAt ?? 0) - film.now;
    film.look('sick', { after: waitMs - 1 });
    expect(film.effect).toBeNull();
    film.look('sick', { after: 1 });
    expect(sends(film)).toBe(1);
  });

  test('is not looked out for once the app got well: it was never sent', () => {
    const film = convicted();
    film.settle(full);
    film.looks(6, 'healthy', 20 * second);
    expect(film.situation).not.toBe('rolling-back');
    expect(film.state.straggler).toBeNull();
  });

  test('closes the incident of an app that got well even when Heroku cannot be read', () => {
    const film = convicted();
    film.settle(full);
    film.world.trouble = trouble();
    expect(film.looks(3, 'healthy', 20 * second)).toContain('recovered');
  });
});

describe('a rollback that Heroku took and does not finish', () => {
  test('is told as slow once, after a quarter of an hour', () => {
    const film = convicted();
    film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.said.length = 0;
    film.looks(15, 'sick', minute);
    expect(film.said.map(({ kind }) => kind)).not.toContain('rollback-slow');
    film.looks(20, 'sick', minute);
    const slow = film.said.filter(({ kind }) => kind === 'rollback-slow');
    expect(slow).toHaveLength(1);
  });

  test('and that fails in the end is told as failed, and nothing more is sent', () => {
    const film = convicted();
    const rollback = film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.change(rollback.id, { status: 'failed' });
    film.effect = null;
    expect(film.look('sick')).toEqual(['rollback-release-failed']);
    expect(film.state.situation).toMatchObject({ why: 'rollback-release-failed' });
    film.looks(10, 'sick', minute);
    expect(film.effect).toBeNull();
    expect(film.said.map(({ kind }) => kind)).not.toContain('release-failed');
  });

  test('and that expires is a failure too', () => {
    const film = convicted();
    const rollback = film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.change(rollback.id, { status: 'expired' });
    expect(film.look('sick')).toEqual(['rollback-release-failed']);
  });
});
