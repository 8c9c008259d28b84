// Releases and rollbacks in a maintenance window: remembered, and told and judged after it.

import { describe, expect, test } from 'vitest';
import { judgeRelease } from '../../../lib/core/verdict/judge-release.ts';
import { hour, minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';
import { down, goOnInWindow, steady } from '../windows.ts';

describe('a release that comes in the window', () => {
  test('is told of when the window ends, once, and with when it was first seen', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    expect(film.look('healthy', { after: minute })).toEqual([]);
    film.release();
    const seenAt = film.now + minute;
    expect(film.looks(8, 'healthy', minute)).toEqual([]);
    expect(film.state.untold).toMatchObject([{ kind: 'release-detected', release: 2 }]);
    film.now += minute;
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    const when = new Date(seenAt).toISOString().slice(0, 19).replace('T', ' ');
    expect(film.last.happened).toContain(`first seen at ${when} UTC.`);
    expect(film.last.happened).toContain(`So it is since ${when} UTC; a maintenance window`);
    expect(film.looks(5, 'healthy', minute)).not.toContain('release-detected');
  });

  test('and goes again for another one is a line in that one’s alert', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    expect(film.look('healthy', { after: minute })).toEqual([]);
    film.release();
    expect(film.looks(2, 'healthy', minute)).toEqual([]);
    film.release();
    expect(film.looks(6, 'healthy', minute)).toEqual([]);
    film.now += minute;
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    expect(film.last.facts['release']).toBe(3);
    expect(film.last.evidence.join('\n')).toContain('"v2 is live and being watched"');
  });

  test('is judged by a watch of its own after it: a good one is good then', () => {
    const film = goOnInWindow(steady(), 40 * minute);
    film.release();
    expect(film.looks(39, 'healthy', minute)).toEqual([]);
    expect(film.verdictOf(2)).toBe('unproven');
    const [release] = film.state.ledger;
    if (release === undefined) throw new Error('no release');
    const { verdict, reasons } = judgeRelease(release, film.state, film.now);
    expect(verdict).toBe('pending');
    expect(reasons[0]).toBe('v2 came in a maintenance window, and is judged after it');
    film.now += minute;
    const said = film.looks(8, 'healthy', minute);
    expect(said).toEqual(['release-detected']);
    expect(film.looks(4, 'healthy', minute)).toEqual(['release-good']);
  });

  test('is judged after it: one that is bad is rolled back then, and not before', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    film.look('healthy', { after: minute });
    film.release();
    expect(film.looks(8, 'sick', minute)).toEqual([]);
    expect(film.effect).toBeNull();
    film.now += minute;
    expect(film.looks(4, 'sick', 20 * second)).toEqual(['release-detected', 'rollback-started']);
    expect(film.effect).not.toBeNull();
  });

  test('is not blamed for what was sick in the window before it came', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    film.looks(2, 'healthy', minute);
    film.looks(2, 'sick', minute);
    film.release();
    expect(film.looks(4, 'sick', minute)).toEqual([]);
    film.now += 3 * minute;
    const said = film.looks(5, 'sick', 20 * second);
    expect(said).toEqual(['watch-without-baseline', 'app-down']);
    expect(film.effect).toBeNull();
  });

  test('and is a person’s rollback is told after it as what it is', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    film.look('sick', { after: minute });
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    expect(film.looks(7, 'healthy', minute)).toEqual([]);
    film.now += 2 * minute;
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    expect(film.last.headline).toBe('v3, a rollback to v1, is live and being watched');
  });

  test('ends an open incident aloud, and is itself told of after it', () => {
    const film = down();
    film.release();
    expect(film.look('sick', { after: minute })).toEqual(['superseded']);
    film.now += 2 * hour;
    expect(film.look('sick', { after: minute })).toContain('watch-without-baseline');
  });
});

describe('a rollback that was sent before the window', () => {
  test('is followed in it, and its good end is told', () => {
    const before = convicted();
    const rollback = before.accept();
    const film = goOnInWindow(before, hour);
    film.world.dynos = webDyno('up', rollback.version);
    const said = film.looks(20, 'healthy', 20 * second);
    expect(said).toEqual(['rollback-current', 'rolled-back']);
    expect(film.situation).toBe('rolled-back');
  });

  test('is told as unproven when the app is sick on it: in a window nobody is convicted', () => {
    const before = convicted();
    before.accept();
    const film = goOnInWindow(before, hour);
    const said = film.looks(30, 'sick', minute);
    expect(said).toContain('rollback-current');
    expect(said).toContain('rollback-unverified');
    expect(said).not.toContain('rollback-ineffective');
  });

  test('and was only decided before it is not sent in it', () => {
    const before = convicted();
    before.settle({ kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) });
    const film = goOnInWindow(before, hour);
    const said = film.looks(20, 'sick', minute);
    expect(film.effect).toBeNull();
    expect(said).toContain('rollback-unknown');
  });
});
