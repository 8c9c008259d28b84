import { describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { decidePause, parseMonitor } from '../../lib/core/monitor.ts';
import {
  isNews,
  isStanding,
  isUnreadable,
  parsePauses,
  pausedReason,
  pauseFactsOf,
  pauseLine,
  pausesText,
  withoutPause,
  withPause,
} from '../../lib/core/pause.ts';
import { dawn, hour, minute, second } from './film.ts';
import { noPause } from './fixtures.ts';
import { pauseFilm, pauseOf } from './pauses.ts';
import { afterDeploy, convicted } from './scenes.ts';

describe('a paused app', () => {
  test('is judged and told of, and held where it would be rolled back', () => {
    const film = afterDeploy();
    pauseFilm(film, { why: 'big migration' });
    const said = film.looks(3, 'sick', 20 * second);
    expect(said).toEqual(['paused', 'rollback-held']);
    expect(film.situation).toBe('held');
    expect(film.effect).toBeNull();
    expect(film.last.done.join()).toContain('the app is paused by anna@laptop until');
    expect(film.last.done.join()).toContain('"big migration"');
  });

  test('is rolled back when the pause has ended and it is sick still', () => {
    const film = afterDeploy();
    pauseFilm(film, { until: film.now + 5 * minute });
    film.looks(3, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    const said = film.looks(5, 'sick', minute);
    expect(said).toEqual(expect.arrayContaining(['pause-ended', 'rollback-started']));
    expect(film.effect?.kind).toBe('rollback');
  });

  test('is not sent its rollback again while somebody wants hands off', () => {
    const film = convicted();
    film.settle({ kind: 'withheld', reason: 'the app is paused by anna@laptop' });
    pauseFilm(film);
    film.looks(10, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    film.world.pause = noPause;
    film.looks(2, 'sick', 20 * second);
    expect(film.effect).not.toBeNull();
  });

  test('is held as well by a pause of all apps, which each app tells only as a guard', () => {
    const film = afterDeploy();
    pauseFilm(film, { app: null });
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.last.done.join()).toContain('all apps are paused by anna@laptop');
  });

  test('that is healthy is told when the pause begins, each day, and when it is over', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.said.length = 0;
    pauseFilm(film, { until: film.now + 50 * hour });
    const said = film.looks(51 * 60, 'healthy', minute);
    expect(said).toEqual(['paused', 'paused', 'paused', 'pause-ended']);
    expect(film.said.map(({ headline }) => headline.slice(0, 30))).toEqual([
      'paused by anna@laptop, for 2 d',
      'still paused by anna@laptop, f',
      'still paused by anna@laptop, f',
      'the pause is over: sick releas',
    ]);
    expect(film.last.happened).toMatch(/^It ended by itself at /);
  });

  test('that somebody resumed says who', () => {
    const film = afterDeploy();
    pauseFilm(film);
    film.look('healthy');
    const { app } = film.world.pause;
    if (app === null) throw new Error('not paused');
    film.world.pause = { ...noPause, app: { ...app, ended: { at: film.now, by: 'ben@desk' } } };
    expect(film.look('healthy')).toEqual(['pause-ended']);
    expect(film.last.happened).toMatch(/^ben@desk ended it at /);
    expect(film.look('healthy')).toEqual([]);
  });

  test('by somebody whose clock is ahead is told of no more than twice', () => {
    const film = afterDeploy();
    pauseFilm(film, { at: film.now + 2 * minute });
    expect(film.looks(60, 'healthy').filter((kind) => kind === 'paused')).toHaveLength(2);
  });

  test('that is paused anew is told at once', () => {
    const film = afterDeploy();
    pauseFilm(film);
    expect(film.look('healthy')).toEqual(['paused']);
    film.now += minute;
    pauseFilm(film, { by: 'ben@desk' });
    expect(film.look('healthy')).toEqual(['paused']);
    expect(film.last.headline).toMatch(/^paused by ben@desk/);
  });
});

describe('the pauses in the table', () => {
  test('stand until their time, or until somebody ends them', () => {
    const pause = pauseOf();
    expect(isStanding(pause, dawn)).toBe(true);
    expect(isStanding(pause, pause.until - 1)).toBe(true);
    expect(isStanding(pause, pause.until)).toBe(false);
    expect(isStanding({ ...pause, ended: { at: dawn, by: 'ben' } }, dawn)).toBe(false);
    expect(isStanding(null, dawn)).toBe(false);
  });

  test('are one for each app, and one for all', () => {
    const all = withPause([pauseOf({ app: null }), pauseOf()], pauseOf({ by: 'ben' }));
    expect(all.map(({ app, by }) => [app, by])).toEqual([
      ['shop', 'ben'],
      [null, 'anna@laptop'],
    ]);
    expect(pauseFactsOf(all, 'shop').app?.by).toBe('ben');
    expect(pauseFactsOf(all, 'other')).toMatchObject({ app: null, fleet: { app: null } });
  });

  test('end one by one, or all at once; what is over keeps its end', () => {
    const over = pauseOf({ app: 'old', until: dawn + minute });
    const all = [pauseOf(), pauseOf({ app: null }), over];
    const ended = { at: dawn + hour, by: 'ben' };
    expect(withoutPause(all, 'shop', ended).map((one) => one.ended)).toEqual([ended, null, null]);
    expect(withoutPause(all, null, ended).map((one) => one.ended)).toEqual([ended, ended, null]);
  });

  test('are read back, and forgotten a week after they are over', () => {
    const text = pausesText([pauseOf()], dawn);
    expect(parsePauses(text)).toEqual([pauseOf()]);
    const later = dawn + 2 * hour + limits.pauseMsMax;
    expect(parsePauses(pausesText([pauseOf()], later - 1))).toHaveLength(1);
    expect(parsePauses(pausesText([pauseOf()], later))).toEqual([]);
    expect(parsePauses(null)).toEqual([]);
  });

  test.each(['', '{', '{"pauses":[{"app":1}]}'])(
    'that cannot be read (%j) may hold a pause, so all apps are paused',
    (text) => {
      const reason = pausedReason(pauseFactsOf(parsePauses(text), 'shop'), dawn);
      expect(reason).toBe(
        'all apps are paused by lastgood itself until +275760-09-13 00:00:00 UTC: ' +
          '"the item "pauses" in the table cannot be read; delete it to go on"',
      );
      expect(isUnreadable(parsePauses(text))).toBe(true);
    },
  );
});

test('a pause of all apps is told once for the fleet, each day, and when it is over', () => {
  const pause = pauseOf({ app: null, until: dawn + 30 * hour });
  let monitor = parseMonitor('{"trouble":null,"missing":[]}');
  const told: [number, string][] = [];
  for (let at = dawn; at <= dawn + 31 * hour; at += hour) {
    const decided = decidePause(monitor, pause, at);
    monitor = decided.monitor;
    for (const { kind, app } of decided.alerts) {
      told.push([(at - dawn) / hour, `${kind} ${app}`]);
    }
  }
  expect(told).toEqual([
    [0, 'paused all apps'],
    [24, 'paused all apps'],
    [30, 'pause-ended all apps'],
  ]);
});

test('a pause comes back with who ended it, and can be read', () => {
  const ended = pauseOf({ ended: { at: dawn + minute, by: 'ben' } });
  const all = parsePauses(pausesText([ended], dawn));
  expect(all).toEqual([ended]);
  expect(isUnreadable(all)).toBe(false);
});

test('a pause is one line, with or without a reason', () => {
  const until = dawn + hour;
  const line = 'the app is paused by anna@laptop until 2026-11-23 04:00:00 UTC';
  expect(pauseLine(pauseOf({ until, why: null }))).toBe(line);
  expect(pauseLine(pauseOf({ until, why: 'a move' }))).toBe(`${line}: "a move"`);
});

test('a pause is news that is younger than what was told, and not from the future', () => {
  const at = (ms: number) => pauseOf({ at: dawn + ms });
  expect(isNews(at(minute), null, dawn)).toBe(true);
  expect(isNews(at(0), dawn - 1, dawn)).toBe(true);
  expect(isNews(at(0), dawn, dawn)).toBe(false);
  expect(isNews(at(1), dawn - 1, dawn)).toBe(false);
});
