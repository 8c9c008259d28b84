import { describe, expect, test } from 'vitest';
import type { Release } from '../../../lib/core/release.ts';
import { Film, minute, second } from '../film.ts';
import { trouble, webDyno } from '../scenes.ts';

const first = '1111111a2222222b3333333c4444444d5555555e';
const next = '6666666f7777777a8888888b9999999c0000000d';
const asked = { version: 'https://shop.example.com/version' };

describe('what the version endpoint says', () => {
  test('is not noted under a release that came while it was asked', () => {
    const film = new Film(asked).provenGood();
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.world.versionBody = first;
    film.world.commit = first;
    film.looks(3, 'healthy');
    expect(film.situation).toBe('watching');
    film.release();
    film.world.dynos = webDyno('up', 3);
    film.world.versionBody = next;
    // Asked for the commit of v2, as nobody knew of v3 yet.
    film.look('healthy');
    expect(film.state.ledger[0]).toMatchObject({ version: 3, versionBody: null, commit: null });
    film.world.commit = next;
    expect(film.looks(130, 'healthy')).not.toContain('version-mismatch');
    expect(film.verdictOf(3)).toBe('good');
  });

  test('is not noted while Heroku cannot say which release answers', () => {
    const film = new Film(asked).provenGood();
    film.now += minute;
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.world.versionBody = first;
    film.looks(12, 'healthy');
    film.world.trouble = trouble();
    film.release();
    film.world.versionBody = next;
    film.looks(20, 'healthy');
    expect(film.state.ledger[0]).toMatchObject({ version: 2, versionBody: first });
    film.world.trouble = null;
    film.world.dynos = webDyno('up', 3);
    film.look('healthy', { news: true });
    expect(film.looks(130, 'healthy')).not.toContain('version-unchanged');
    expect(film.verdictOf(3)).toBe('good');
  });

  test('is not taken from dynos of the release before', () => {
    const film = new Film(asked).provenGood();
    film.now += minute;
    film.release();
    film.world.dynos = [...webDyno('up', 2), ...webDyno('up', 1)];
    film.world.versionBody = first;
    film.world.commit = next;
    film.look('healthy');
    film.looks(8, 'healthy', 40 * second);
    expect(film.situation).toBe('watching');
    expect(film.state.ledger[0]?.versionBody).toBeNull();
    film.world.dynos = webDyno('up', 2);
    film.world.versionBody = next;
    film.looks(130, 'healthy');
    expect(film.verdictOf(2)).toBe('good');
    expect(film.said.map(({ kind }) => kind)).not.toContain('version-mismatch');
  });
});

describe('the version endpoint', () => {
  /** What is said of it when v2 was watched and found good. */
  const told = (bodies: readonly [string | null, string | null], change: Partial<Release> = {}) => {
    const film = new Film(asked);
    film.world.versionBody = bodies[0];
    film.provenGood();
    film.world.versionBody = bodies[1];
    film.world.commit = first;
    film.release(change);
    film.world.dynos = webDyno('up', 2);
    film.look('healthy');
    const said = film.looks(130, 'healthy').filter((kind) => kind.startsWith('version'));
    expect(film.verdictOf(2)).toBe('good');
    return said;
  };

  test('must change when other code is deployed', () => {
    expect(told(['1.0.0', '1.0.0'])).toEqual(['version-unchanged']);
    expect(told(['1.0.0', '1.0.1'])).toEqual([]);
  });

  test('need not change when the configuration alone does', () => {
    const config = { description: 'Set FOO config vars', artifact: 'slug-1' };
    expect(told(['1.0.0', '1.0.0'], config)).toEqual([]);
    expect(told(['1.0.0', null], config)).toEqual([]);
  });

  test('that never answered is told as that', () => {
    expect(told([null, null])).toEqual(['version-unread']);
  });

  test('that never answered for the release before has nothing to differ from', () => {
    expect(told([null, '1.0.0'])).toEqual([]);
  });

  test('is compared with what the release right before said, not with what any did', () => {
    const film = new Film(asked);
    film.world.versionBody = 'one';
    film.provenGood();
    for (const [version, body] of [
      [2, 'two'],
      [3, 'one'],
    ] as const) {
      film.world.versionBody = body;
      film.release();
      film.world.dynos = webDyno('up', version);
      expect(film.looks(131, 'healthy')).not.toContain('version-unchanged');
      expect(film.verdictOf(version)).toBe('good');
    }
  });

  test('is asked of no app that names none', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = webDyno('up', 2);
    expect(film.looks(131, 'healthy')).toEqual(['release-detected', 'release-good']);
  });

  const bodies: [string, string, string[]][] = [
    ['the commit', first, []],
    ['the beginning of the commit', '{"commit":"1111111a"}', []],
    ['another commit', next, ['version-mismatch']],
    ['the beginning of another one', '{"commit":"9c0ffee"}', ['version-mismatch']],
    ['several, of which one is right', `was ${next}, is ${first}`, []],
    ['the right one and then another', `is ${first}, was ${next}`, []],
    ['too little to be a commit', 'build 9c0ffe', []],
    ['a number of seven digits', 'build 2026112', []],
    ['a word of such letters alone', 'defaced', []],
    ['something longer than a commit', `sha256 ${'9c0ffee1'.repeat(8)}`, []],
    ['something in the middle of a word', 'x9c0ffee1x', []],
  ];
  test.each(bodies)('that names %s', (_name, body, expected) => {
    expect(told(['v1', body])).toEqual(expected);
  });

  test('may name the whole commit where Heroku knows its beginning only', () => {
    const film = new Film(asked).provenGood();
    film.world.versionBody = first;
    film.world.commit = first.slice(0, 8);
    film.release();
    film.world.dynos = webDyno('up', 2);
    expect(film.looks(131, 'healthy')).not.toContain('version-mismatch');
    expect(film.state.ledger[0]?.commit).toBe('1111111a');
  });
});
