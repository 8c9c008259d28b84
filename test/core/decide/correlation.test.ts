import { describe, expect, test } from 'vitest';
import { needsCloseLook } from '../../../lib/core/close-look.ts';
import type { Others } from '../../../lib/core/others.ts';
import { type Film, hour, minute, second } from '../film.ts';
import { afterDeploy, convicted } from '../scenes.ts';

/** Blog went sick a moment ago, and nobody released it today; sweeps have seen all apps by now. */
function othersOf(film: Film, change: Partial<Others> = {}): Others {
  const blog = { app: 'blog', since: film.now, releasedAt: film.now - 24 * hour };
  return { sick: [blog], fleet: 3, sweptAt: film.now + hour, ...change };
}

describe('an app that went sick together with others', () => {
  test('is held, and told why, by name and with what to do', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film);
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('held');
    expect(film.last.headline).toContain('v2 is failing and is NOT rolled back: blog went sick');
    expect(film.last.done.join()).toContain('[correlation]: blog went sick within 5 min of it');
    expect(film.last.done.join()).toContain('databases, add-ons');
    expect(film.looks(20, 'sick', minute)).toEqual([]);
  });

  test('is rolled back once the others are well and it is not', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film);
    film.looks(3, 'sick', 20 * second);
    film.world.others = othersOf(film, { sick: [] });
    expect(film.look('sick', { after: minute })).toEqual(['rollback-started']);
  });

  test('gets well with them and is left alone', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film);
    film.looks(3, 'sick', 20 * second);
    expect(film.looks(3, 'healthy', minute)).toEqual(['recovered']);
    expect(film.effect).toBeNull();
  });

  test('is not held by one that has been down for days', () => {
    const film = afterDeploy();
    const blog = { app: 'blog', since: film.now - 48 * hour, releasedAt: null };
    film.world.others = othersOf(film, { sick: [blog] });
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('is not held by others that were all just released, as it was', () => {
    const film = afterDeploy();
    const sick = ['blog', 'api'].map((app) => ({ app, since: film.now, releasedAt: film.now }));
    film.world.others = othersOf(film, { sick });
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('is held for it hours later as at once: both began within minutes of each other', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film);
    film.looks(3, 'sick', 20 * second);
    film.looks(5 * 60, 'sick', minute);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('held');
  });

  test('is not sent a second rollback when the others went sick meanwhile', () => {
    const film = convicted();
    film.effect = null;
    film.world.others = othersOf(film);
    film.looks(4, 'sick', minute);
    expect(film.effect).toBeNull();
  });
});

describe('an app of several', () => {
  test('is judged only once a sweep has looked at all since it went sick', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film, { sick: [], sweptAt: film.now });
    expect(film.looks(4, 'sick', 20 * second)).toEqual([]);
    expect(film.situation).toBe('watching');
    film.world.others = othersOf(film, { sick: [], sweptAt: film.now });
    expect(film.look('sick', { after: 5 * second })).toEqual(['rollback-started']);
  });

  test('is held at once by what that sweep has seen, and told so once', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film, { sick: [], sweptAt: null });
    film.looks(4, 'sick', 20 * second);
    film.world.others = othersOf(film, { sweptAt: film.now });
    expect(film.look('sick', { after: 5 * second })).toEqual(['rollback-held']);
    expect(film.effect).toBeNull();
  });

  test('is looked at closely while it waits, and no longer than its sickness is fresh', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.world.others = othersOf(film, { sick: [], sweptAt: film.now });
    film.looks(4, 'sick', 20 * second);
    expect(film.situation).toBe('steady');
    const { state, app, now } = film;
    expect(needsCloseLook(state, app, now)).toBe(true);
    expect(needsCloseLook(state, app, now + minute)).toBe(true);
    expect(needsCloseLook(state, app, now + minute + 1)).toBe(false);
  });

  test('waits no longer than two sweeps for one that does not come', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film, { sick: [], sweptAt: null });
    const beganAt = film.now + 5 * second;
    while (film.effect === null && film.now < beganAt + 5 * minute) film.look('sick');
    expect(film.now - beganAt).toBe(2 * minute);
  });

  test('waits for no other sweep than one that came when it went sick, of two apps as of many', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film, { sick: [], fleet: 2, sweptAt: film.now });
    expect(film.looks(3, 'sick', 20 * second)).toEqual([]);
    film.world.others = othersOf(film, { sick: [], fleet: 2, sweptAt: film.now - 40 * second });
    expect(film.look('sick')).toEqual(['rollback-started']);
  });

  test('whose release is not to blame is down without waiting', () => {
    const film = afterDeploy({ probationMs: minute });
    film.looks(130, 'healthy');
    film.world.others = othersOf(film, { sick: [], sweptAt: null });
    film.said.length = 0;
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['app-down']);
  });

  test('that is alone in apps.yml waits for no sweep', () => {
    const film = afterDeploy();
    film.world.others = othersOf(film, { sick: [], fleet: 1, sweptAt: null });
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-started']);
  });
});

describe('a sickness whose beginning maintenance hid', () => {
  /** Blog went sick while the app was in maintenance, half an hour before its end. */
  const inMaintenance = () => {
    const film = afterDeploy();
    film.world.maintenance = true;
    film.looks(10, 'sick', minute);
    const blog = { app: 'blog', since: film.now, releasedAt: film.now - 24 * hour };
    film.looks(30, 'sick', minute);
    film.world.maintenance = false;
    film.world.others = othersOf(film, { sick: [blog] });
    return film;
  };

  test('may have begun together with another app’s, long before maintenance was over', () => {
    const film = inMaintenance();
    expect(film.looks(4, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.effect).toBeNull();
    expect(film.last.done.join()).toContain('as far as maintenance let anybody see');
  });

  test('began after maintenance if the app was seen well in between', () => {
    const film = inMaintenance();
    film.look('healthy', { after: 20 * second });
    expect(film.looks(4, 'sick', 20 * second)).toEqual(['rollback-started']);
  });

  test('cannot have begun with one that went sick before maintenance', () => {
    const film = afterDeploy();
    const since = film.now - 6 * minute;
    film.world.maintenance = true;
    film.looks(30, 'sick', minute);
    film.world.maintenance = false;
    film.world.others = othersOf(film, { sick: [{ app: 'blog', since, releasedAt: null }] });
    expect(film.looks(4, 'sick', 20 * second)).toEqual(['rollback-started']);
  });
});
