import { describe, expect, test } from 'vitest';
import { Film, minute, second } from '../film.ts';
import { trouble, webDyno } from '../scenes.ts';

const first = '1111111a1111111a1111111a1111111a1111111a';
const next = '2222222b2222222b2222222b2222222b2222222b';
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
