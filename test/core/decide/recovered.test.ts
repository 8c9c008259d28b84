// The way back to normal: an app that gets well, and what that says of its release.

import { describe, expect, test } from 'vitest';
import { Film, minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';

const refused = {
  kind: 'trouble',
  trouble: trouble({ kind: 'forbidden', canRetry: false }),
} as const;

/** A fresh release without preboot that is held, and well again so long after it was seen. */
function wellAfter(ageMs: number): Film {
  const film = afterDeploy();
  film.world.fleetFull = 'one is under way';
  film.looks(3, 'sick', 20 * second);
  expect(film.situation).toBe('held');
  film.looks(2, 'healthy');
  const { seenAt } = film.state.ledger[0] ?? { seenAt: 0 };
  expect(film.look('healthy', { after: seenAt + ageMs - film.now })).toEqual(['recovered']);
  return film;
}

describe('an app that gets well by itself', () => {
  test('is watched anew for the verdict on its release', () => {
    const film = wellAfter(4 * minute);
    expect(film.state.situation).toMatchObject({ name: 'watching', since: film.now });
    expect(film.state.evidence.window).toEqual({ healthy: 0, sick: 0, unknown: 0 });
    film.looks(130, 'healthy');
    expect(film.verdictOf(2)).toBe('good');
  });

  test('while old dynos may still answer under preboot waits for its watch until they are gone', () => {
    const film = wellAfter(4 * minute - 1);
    const until = film.now + 1;
    expect(film.state.situation).toEqual({ name: 'warmup', since: film.now, until, early: false });
  });

  test('is steady where its release was found bad, which is never taken back', () => {
    const film = convicted();
    film.settle(refused);
    expect(film.looks(3, 'healthy')).toEqual(['recovered']);
    expect(film.state.situation).toEqual({ name: 'steady', since: film.now });
    expect(film.verdictOf(2)).toBe('bad');
    film.looks(300, 'healthy');
    expect(film.verdictOf(2)).toBe('bad');
  });

  test('is well only after three readings in a row, of which each could be judged', () => {
    const film = convicted();
    film.settle(refused);
    film.looks(2, 'healthy');
    film.look('sick');
    film.looks(2, 'healthy');
    film.looks(3, 'unknown');
    expect(film.state.incident).not.toBeNull();
    expect(film.look('healthy')).toEqual(['recovered']);
  });

  test('and goes sick again within its warm-up is convicted only after it', () => {
    const film = wellAfter(2 * minute);
    expect(film.looks(4, 'sick', 20 * second)).toEqual([]);
    film.world.fleetFull = null;
    film.look('sick', { after: minute });
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-started']);
  });
});

describe('what a conviction counts as lost', () => {
  test('is all that the fresh release cost since it came', () => {
    const film = convicted();
    const { toll, createdAt } = film.state.ledger[0] ?? { toll: null, createdAt: 0 };
    expect(toll).toMatchObject({ since: createdAt, lost: 3, preboot: false });
    expect(toll?.made).toBeGreaterThan(3);
  });

  test('is the row of sick readings where the release was good before', () => {
    const film = new Film().provenGood();
    film.world.preboot = true;
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.looks(180, 'healthy');
    expect(film.verdictOf(2)).toBe('good');
    film.looks(3, 'sick', minute);
    const row = { since: film.now - 2 * minute, made: 3, lost: 3, slow: 0 };
    const times = { firstLostAt: row.since, lastLostAt: film.now };
    expect(film.state.ledger[0]?.toll).toEqual({ ...row, ...times, preboot: true });
  });

  test('is the row of sick readings where the release is a rollback that worked', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(30, 'healthy');
    expect(film.situation).toBe('rolled-back');
    expect(film.looks(3, 'sick', minute)).toEqual(['app-down']);
    expect(film.state.ledger[0]?.toll).toMatchObject({ since: film.now - 2 * minute, made: 3 });
  });
});
