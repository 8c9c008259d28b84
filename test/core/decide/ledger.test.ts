// What is remembered of the releases that were current.

import { describe, expect, test } from 'vitest';
import { noEvidence } from '../../../lib/core/state.ts';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, trouble, webDyno } from '../scenes.ts';

describe('the first release that is seen', () => {
  /** The check passed before anybody could ask Heroku. */
  const unread = (): Film => {
    const film = new Film();
    film.release();
    film.world.trouble = trouble();
    film.looks(3, 'healthy');
    expect(film.situation).toBe('steady');
    film.world.trouble = null;
    return film;
  };

  test('when the check had passed long before is watched for its verdict', () => {
    const film = unread();
    film.look('healthy', { after: hour });
    expect(film.situation).toBe('watching');
    film.looks(130, 'healthy');
    expect(film.verdictOf(1)).toBe('good');
  });

  test('under preboot has its warm-up first, counted from when it was released', () => {
    const film = unread();
    film.world.preboot = true;
    const { createdAt } = film.release();
    film.look('healthy');
    const until = createdAt + 240 * second;
    expect(film.state.situation).toEqual({ name: 'warmup', since: film.now, until, early: false });
  });

  test('after a release command is counted from when that was over', () => {
    const film = unread();
    film.world.preboot = true;
    film.world.liveAt = film.now + minute;
    film.look('healthy', { after: 2 * minute });
    const until = film.world.liveAt + 240 * second;
    expect(film.state.situation).toMatchObject({ name: 'warmup', until });
  });

  test('and is old enough under preboot needs no warm-up', () => {
    const film = unread();
    film.world.preboot = true;
    film.look('healthy', { after: 240 * second });
    expect(film.situation).toBe('watching');
  });

  test('of an app that is down changes nothing in that', () => {
    const film = unread();
    film.world.trouble = trouble();
    film.looks(3, 'sick', 20 * second);
    expect(film.situation).toBe('down');
    film.world.trouble = null;
    expect(film.look('sick', { news: true })).toEqual([]);
    expect(film.situation).toBe('down');
    expect(film.state.currentId).toBe('release-1');
  });

  test('tells of no release that failed before it', () => {
    const film = new Film();
    film.release({ status: 'failed', current: false });
    film.release();
    expect(film.looks(3, 'healthy')).not.toContain('release-phase-failed');
  });
});

describe('a new release', () => {
  test('is news no more once it was seen, and begins without evidence', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 20 * second);
    const { createdAt } = film.release();
    film.look('sick');
    expect(film.state.releasedAt).toBe(createdAt);
    const { rowTimes } = film.state.evidence;
    expect(film.state.evidence).toEqual({ ...noEvidence, rowTimes });
  });

  test('costs its users from when it became current, after its release command', () => {
    const film = new Film().provenGood();
    film.now += minute;
    const { createdAt } = film.release();
    film.world.liveAt = createdAt + 30 * second;
    film.look('healthy', { after: minute });
    expect(film.state.ledger[0]?.toll).toMatchObject({ since: film.world.liveAt, made: 1 });
  });

  test('costs nothing that is counted where its check had not passed when it came', () => {
    const film = new Film();
    film.release();
    film.look('sick');
    film.release();
    film.look('sick');
    expect(film.state.ledger[0]?.toll).toBeNull();
    film.looks(3, 'healthy');
    expect(film.situation).toBe('watching');
    film.look('healthy', { news: true });
    expect(film.state.ledger[0]?.toll).toBeNull();
  });
});

test('an app of which Heroku shows no current release is looked at all the same', () => {
  const film = new Film().provenGood();
  film.world.releases = [];
  expect(film.look('healthy', { news: true })).toEqual([]);
  expect(film.state.currentId).toBe('release-1');
});

describe('the ledger', () => {
  test('keeps the thirty newest releases', () => {
    const film = new Film().provenGood();
    for (let count = 0; count < 31; count += 1) {
      film.release();
      film.look('healthy');
    }
    const versions = film.state.ledger.map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 30 }, (_, at) => 32 - at));
  });

  test('holds a release that is current again only once, as one that was just seen', () => {
    const film = afterDeploy();
    film.release();
    film.look('healthy');
    film.change('release-2', { current: true });
    film.look('healthy', { news: true });
    expect(film.state.ledger.map(({ version }) => version)).toEqual([2, 3, 1]);
    expect(film.state).toMatchObject({ currentId: 'release-2' });
    expect(film.state.ledger[0]?.seenAt).toBe(film.now);
  });

  test('knows the newest thirty rollbacks', () => {
    const film = afterDeploy();
    const old = Array.from({ length: 30 }, (_, at) => ({ at, culpritId: `old-${at}` }));
    film.state = { ...film.state, rollbacks: old };
    film.looks(3, 'sick', 20 * second);
    expect(film.state.rollbacks).toHaveLength(30);
    expect(film.state.rollbacks[0]).toEqual({ at: film.now, culpritId: 'release-2' });
  });

  test('remembers of the same code with other configuration whose commit it is', () => {
    const film = new Film({ version: 'https://shop.example.com/version' }).provenGood();
    const commit = 'c'.repeat(40);
    film.release();
    film.world.dynos = webDyno('up', 2);
    Object.assign(film.world, { versionBody: 'two', commit });
    film.looks(20, 'healthy');
    film.release({ description: 'Set FOO config vars', artifact: 'slug-2' });
    film.look('healthy');
    expect(film.state.ledger[0]).toMatchObject({ version: 3, kind: 'config', commit });
    film.release({ description: 'Update REDIS by heroku-redis', artifact: 'slug-2' });
    film.look('healthy');
    expect(film.state.ledger[0]).toMatchObject({ version: 4, kind: 'add-on', commit });
    film.release({ artifact: 'slug-2' });
    film.look('healthy');
    expect(film.state.ledger[0]).toMatchObject({ version: 5, kind: 'deploy', commit: null });
  });
});
