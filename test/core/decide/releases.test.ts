import { describe, expect, test } from 'vitest';
import { Film, minute } from '../film.ts';
import { webDyno } from '../scenes.ts';

describe('a release that never became current', () => {
  test('because its release command failed is reported, and the good one stays', () => {
    const film = new Film().provenGood();
    film.release({ status: 'failed', current: false });
    expect(film.look('healthy', { news: true })).toEqual(['release-phase-failed']);
    expect(film.last.headline).toContain('v1 is still live');
    expect(film.look('healthy', { news: true })).toEqual([]);
    expect(film.situation).toBe('steady');
  });

  test('because it is pending for more than an hour is reported as stuck', () => {
    const film = new Film().provenGood();
    film.release({ status: 'pending', current: false });
    expect(film.look('healthy', { news: true })).toEqual([]);
    expect(film.state.pending?.version).toBe(2);
    expect(film.looks(70, 'healthy', minute)).toEqual(['release-stuck']);
  });
});

describe('the version endpoint', () => {
  const check = (bodies: [string, string], commit: string | null = null) => {
    const film = new Film({ version: '/version' });
    film.world.versionBody = bodies[0];
    film.provenGood();
    film.world.versionBody = bodies[1];
    film.world.commit = commit;
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.look('healthy');
    return film.looks(130, 'healthy').filter((kind) => kind.startsWith('version'));
  };

  test('must change when other code is deployed', () => {
    expect(check(['1.0.0', '1.0.0'])).toEqual(['version-unchanged']);
    expect(check(['1.0.0', '1.0.1'])).toEqual([]);
  });

  test('must name the commit where it names one', () => {
    const commit = '1a5f89db30c1f0a6c2d3e4f5a6b7c8d9e0f1a2b3';
    expect(check(['v1', '{"commit":"1a5f89d"}'], commit)).toEqual([]);
    expect(check(['v1', '{"commit":"9c0ffee1"}'], commit)).toEqual(['version-mismatch']);
  });
});
