// What an explanation says of a conviction: who was to blame, and what could be gone back to.

import { describe, expect, test } from 'vitest';
import { type Explanation, explain } from '../../../lib/core/explain.ts';
import { deployed, none } from '../checked-film.ts';
import { Film, second } from '../film.ts';
import { afterDeploy, trouble } from '../scenes.ts';

function lastOf(film: Film): Explanation {
  const entry = film.decisions.at(-1);
  if (entry === undefined) throw new Error('nothing was decided');
  return explain(entry);
}

describe('an app that is convicted', () => {
  test('while nobody knows its releases has no release to blame', () => {
    const film = new Film();
    film.release();
    film.world.trouble = trouble({ kind: 'no-token', canRetry: false });
    film.looks(5, 'healthy');
    film.looks(3, 'sick', 20 * second);
    expect(lastOf(film)).toMatchObject({
      ...{ to: 'down', release: null, guards: [], target: null, differences: [] },
      excuse: "the app's releases are not known, so no release can be blamed",
    });
  });

  test('and has nothing to go back to: why, in place of a target', () => {
    const film = afterDeploy();
    film.change('release-1', { status: 'expired' });
    film.looks(3, 'sick', 20 * second);
    const { to, target } = lastOf(film);
    expect(to).toBe('held');
    expect(target).toBe('no release seen healthy can be gone back to: v1 is expired at Heroku');
  });
});

test('the first sick answer is told with the row, and stands for itself', () => {
  const film = afterDeploy();
  film.look('sick');
  expect(lastOf(film).seen).toEqual([
    'sick: status 503, body "Application Error"',
    'expected: status 200 and body "ok"',
    '1 sick in a row over 0 ms, 1 of them reached the app (3 over 30 s convict)',
  ]);
});

test('checks at GitHub that have no names are told by what they came to', () => {
  const film = deployed('warn', none);
  film.look('healthy');
  const [line] = film.decisions
    .map((entry) => explain(entry).seen.filter((each) => each.startsWith('checks at GitHub')))
    .filter((lines) => lines.length > 0);
  expect(line).toEqual(['checks at GitHub: none, 0 passed']);
});
