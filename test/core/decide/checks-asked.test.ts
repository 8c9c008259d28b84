import { expect, test } from 'vitest';
import { deployed, failing, green, running } from '../checked-film.ts';
import { type Film, hour, minute } from '../film.ts';

test('what was asked of the release before counts for nothing when another has come', () => {
  const film = deployed('hold', running);
  film.look('healthy');
  film.release();
  film.look('healthy', { after: minute });
  expect(film.decisions.at(-1)?.input.facts.github?.checks?.releaseId).toBe('release-2');
  expect(film.state.ledger[0]).toMatchObject({ version: 3, checks: null });
});

test('a release that is held costs Heroku no more than any that is watched', () => {
  const film = deployed('hold', failing);
  // Past the end of the watch, still looked at closely.
  film.looks(150, 'healthy');
  const before = film.reads.releases;
  film.looks(60, 'healthy');
  expect(film.reads.releases - before).toBeLessThanOrEqual(11);
});

test('checks are asked for few times: until they pass, and slowly while held', () => {
  const asked = (film: Film) =>
    film.decisions.filter(({ input }) => (input.facts.github?.checks ?? null) !== null).length;
  const passing = deployed('hold', green);
  passing.looks(400, 'healthy');
  expect(asked(passing)).toBe(1);
  const held = deployed('hold', failing);
  held.looks(720, 'healthy');
  // An hour at one every five minutes.
  expect(asked(held)).toBeLessThanOrEqual(13);
  const off = deployed('warn', failing);
  off.looks(3, 'healthy');
  off.now += hour;
  off.looks(20, 'healthy', minute);
  expect(asked(off)).toBe(1);
});
