import { describe, expect, test } from 'vitest';
import { reportDue } from '../../lib/core/report.ts';
import { newState } from '../../lib/core/state.ts';
import { dawn, hour, minute, second } from './film.ts';
import { testEntry } from './ledger.ts';
import { afterDeploy, webDyno } from './scenes.ts';
import { commitOfVersion, deployed } from './telling-film.ts';

describe('GitHub is told', () => {
  test('that a release is watched, and that it is good, once each', () => {
    const film = deployed();
    film.looks(200, 'healthy');
    expect(film.told).toEqual([
      'pending: v2 is live and being watched',
      'success: v2 is good, no probe was lost',
    ]);
    expect(film.state.ledger[0]).toMatchObject({ version: 2, commit: commitOfVersion(2) });
  });

  test('that it fails and is rolled back, each step of it', () => {
    const film = deployed();
    film.looks(3, 'sick', 20 * second);
    expect(film.report).toBeNull();
    film.look('sick');
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(30, 'healthy');
    expect(film.situation).toBe('rolled-back');
    expect(film.told.slice(1)).toEqual([
      'failure: v2 is failing, rolling back to v1',
      'failure: v2 failed, rolled back to v1, being verified',
      'failure: v2 failed and was rolled back, the app is healthy again',
    ]);
    film.release();
    film.looks(5, 'healthy');
    expect(film.told.slice(4)).toEqual(['pending: v4 is live and being watched']);
  });

  test('that nothing was rolled back, with what stood in the way', () => {
    const film = deployed();
    film.world.web = 0;
    film.world.fleetFull = 'one is under way';
    film.looks(5, 'sick', 20 * second);
    expect(film.told.at(-1)).toBe('failure: v2 is failing and NOT rolled back (web-dynos, fleet)');
  });

  test('that a rollback waits for a person', () => {
    const film = deployed({ rollback: 'ask' });
    film.looks(4, 'sick', 20 * second);
    expect(film.told.at(-1)).toBe('failure: v2 is failing, the rollback waits for a person');
  });

  test('that a rollback did not help', () => {
    const film = deployed();
    film.looks(3, 'sick', 20 * second);
    const rollback = film.accept();
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(15, 'sick', minute);
    expect(film.situation).toBe('escalated');
    const said = 'failure: v2 failed, and the app is still failing after the rollback';
    expect(film.told.at(-1)).toBe(said);
  });

  test('that there is no verdict', () => {
    const film = deployed();
    film.looks(10, 'unknown', 4 * minute);
    expect(film.told.at(-1)).toBe('error: v2 has no verdict: too little was seen of it');
  });

  test('that a release gave way before it was judged', () => {
    const film = deployed();
    film.release();
    film.looks(3, 'healthy');
    expect(film.told.slice(1)).toEqual([
      'pending: v3 is live and being watched',
      'error: v2 gave way to v3 without a verdict',
    ]);
  });

  test('what a deploy comes to when a config var is set while it is watched', () => {
    const film = deployed();
    film.release({ description: 'Set FOO config vars', artifact: 'slug-2' });
    film.world.dynos = webDyno('up', 3);
    film.looks(200, 'healthy');
    expect(film.told).toEqual([
      'pending: v2 is live and being watched',
      'pending: v3 is live and being watched',
      'success: v3 is good, no probe was lost',
    ]);
  });

  test('nothing of config vars, add-ons and rollbacks of people: they are no commits', () => {
    const film = deployed();
    film.looks(200, 'healthy');
    const before = film.told.length;
    film.release({ description: 'Set FOO config vars', artifact: 'slug-2' });
    film.looks(3, 'healthy');
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.looks(3, 'healthy');
    expect(film.told).toHaveLength(before);
  });

  test('of the newest release of a commit that was deployed twice', () => {
    const film = deployed();
    film.look('healthy');
    film.release({ artifact: 'slug-2' });
    film.world.dynos = webDyno('up', 3);
    film.looks(200, 'healthy');
    const ofOld = film.told.filter((line) => line.includes('v2')).slice(1);
    expect(ofOld).toEqual([]);
    expect(film.told.at(-1)).toBe('success: v3 is good, no probe was lost');
  });

  test('never more than 140 characters', () => {
    const film = deployed();
    Object.assign(film.state, {
      situation: {
        name: 'held',
        since: film.now,
        guards: [],
        told: Array.from({ length: 40 }, (_, at) => `guard-${at}`),
        asked: false,
      },
    });
    film.look('unknown');
    expect(film.told.at(-1)?.startsWith('failure: v2 is failing and NOT')).toBe(true);
    expect(film.report?.description.length).toBeLessThanOrEqual(140);
  });
});

describe('without a token', () => {
  test('nothing is to be told, and nothing is said of it', () => {
    const film = afterDeploy({ repository: 'acme/shop' });
    film.looks(200, 'healthy');
    expect(film.decisions.every(({ decision }) => decision.report === null)).toBe(true);
    expect(film.said.map(({ kind }) => kind)).toEqual(['release-good']);
  });
});

test('a quiet app that GitHub knows all of changes nothing and tells nothing', () => {
  const film = deployed();
  film.looks(200, 'healthy');
  const before = JSON.stringify(film.state);
  film.looks(20, 'healthy', minute);
  expect(JSON.stringify(film.state)).toBe(before);
  expect(film.report).toBeNull();
});

test('a release that was good for days is red once it is rolled back', () => {
  const film = deployed({ probationMs: null });
  film.looks(200, 'healthy');
  film.now += 72 * hour;
  film.look('healthy');
  film.looks(4, 'sick', 20 * second);
  expect(film.told.at(-1)).toBe('failure: v2 is failing, rolling back to v1');
});

test('releases of which nobody knows the commit are not taken for one of the same', () => {
  const reported = { state: 'success', description: 'v5 is good' } as const;
  const newest = testEntry(5, { commit: null, reported });
  const older = testEntry(4, { commit: null, verdict: 'bad', reported: null });
  const state = { ...newState('check-1', dawn), currentId: newest.id, ledger: [newest, older] };
  expect(reportDue(state, dawn + minute)).toEqual({
    releaseId: older.id,
    state: 'failure',
    description: 'v4 failed, and v5 has taken its place',
  });
});
