// The watch over a fresh release: how long it lasts, and with what word it ends.

import { describe, expect, test } from 'vitest';
import type { App } from '../../../lib/core/app.ts';
import { deployed, failing } from '../checked-film.ts';
import { Film, minute, second } from '../film.ts';
import { afterDeploy, webDyno } from '../scenes.ts';

/** When the present watch may end, and when it must. */
function watchOf(film: Film): { until: number; deadline: number } {
  const { situation } = film.state;
  if (situation.name !== 'watching') throw new Error(situation.name);
  return situation;
}

/** A first release whose check has just passed. */
function armed(app: Partial<App>): Film {
  const film = new Film(app);
  film.release();
  film.looks(3, 'healthy');
  return film;
}

describe('a release that is seen well', () => {
  test('is good when its ten minutes are over, and not a moment before', () => {
    const film = afterDeploy();
    const { until } = watchOf(film);
    film.looks(20, 'healthy', 20 * second);
    expect(film.look('healthy', { after: until - 1 - film.now })).toEqual([]);
    expect(film.look('healthy', { after: 1 })).toEqual(['release-good']);
    expect(film.state.ledger[0]).toMatchObject({ verdict: 'good', judgedAt: until });
    expect(film.state.evidence.window).toBeNull();
  });

  test('is good though Heroku does not say which release its dynos run', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = [{ name: 'web.1', type: 'web', state: 'up', releaseVersion: null }];
    expect(film.looks(150, 'healthy')).toEqual(['release-detected', 'release-good']);
    expect(film.state.ledger[0]?.rollout).toBe('unknown');
  });
});

describe('a release of which too little is seen', () => {
  test('is told as such once, at the end of a second window, and watched on', () => {
    const film = afterDeploy();
    const { until, deadline } = watchOf(film);
    expect(deadline - until).toBe(10 * minute);
    expect(film.look('unknown', { after: deadline - 1 - film.now })).toEqual([]);
    expect(film.verdictOf(2)).toBe('unproven');
    expect(film.look('unknown', { after: 1 })).toEqual(['release-inconclusive']);
    expect(film.state.ledger[0]).toMatchObject({ verdict: 'inconclusive', judgedAt: deadline });
    expect(watchOf(film).until).toBe(deadline + 10 * minute);
    expect(film.looks(60, 'unknown', minute)).not.toContain('release-inconclusive');
  });

  test('has ten sweeps to be proven in where its watch is shorter than that', () => {
    const { until, deadline } = watchOf(armed({ watchMs: 3 * minute }));
    expect(deadline - until).toBe(10 * minute);
  });

  test('has a second watch as long as the first where its watch is longer than that', () => {
    const { until, deadline } = watchOf(armed({ watchMs: 30 * minute }));
    expect(deadline - until).toBe(30 * minute);
  });

  test('because of its checks has its end moved on, and what was seen of it stays seen', () => {
    const film = deployed('hold', failing);
    film.look('healthy');
    const { deadline } = watchOf(film);
    film.looks(15, 'healthy', minute);
    film.look('healthy', { after: deadline - 1 - film.now });
    expect(watchOf(film).deadline).toBe(deadline);
    film.look('healthy', { after: 1 });
    expect(watchOf(film).deadline).toBe(deadline + 10 * minute);
    expect(film.state.evidence.window?.healthy).toBeGreaterThan(8);
    expect(film.verdictOf(2)).toBe('unproven');
    expect(film.said.map(({ kind }) => kind)).toEqual(['checks-held']);
  });
});

test('a warm-up that the user chose lasts exactly as long', () => {
  const film = new Film({ warmupMs: 30 * second }).provenGood();
  film.release();
  film.world.dynos = webDyno('up', 2);
  film.look('healthy');
  film.look('healthy', { after: 30 * second - 1 });
  expect(film.situation).toBe('warmup');
  film.look('healthy', { after: 1 });
  expect(film.situation).toBe('watching');
});
