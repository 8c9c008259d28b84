// What an explanation shows of the look that was judged, and of what became of it.

import { describe, expect, test } from 'vitest';
import { exampleCause } from '../../../lib/core/catalogue/example-cases.ts';
import { type Explanation, explain } from '../../../lib/core/explain.ts';
import { deployed, unreachable } from '../checked-film.ts';
import { Film, minute, second } from '../film.ts';
import { afterDeploy, convicted, rolledBack, trouble, webDyno } from '../scenes.ts';

function lastOf(film: Film): Explanation {
  const entry = film.decisions.at(-1);
  if (entry === undefined) throw new Error('nothing was decided');
  return explain(entry);
}

function seenAt(film: Film): string {
  return lastOf(film).seen.join('\n');
}

describe('a look is explained', () => {
  test('when it is healthy, by the answer and the row, and by nothing that is sick', () => {
    const film = afterDeploy();
    film.look('healthy');
    expect(lastOf(film).seen).toEqual([
      'healthy: status 200, body "ok"',
      expect.stringMatching(/^\d healthy in a row$/),
    ]);
  });

  test('when it is sick, with what was expected and with the first answer of the row', () => {
    const film = afterDeploy();
    film.look('sick', { reading: { came: 'status 500' } });
    expect(seenAt(film)).toContain('expected: status 200 and body "ok"');
    expect(seenAt(film)).toContain('1 sick in a row over ');
    expect(seenAt(film)).not.toContain('the first of them');
    expect(seenAt(film)).not.toContain('healthy in a row');
    film.look('sick');
    expect(seenAt(film)).toContain('the first of them: status 500');
  });

  test('without a row that has ended', () => {
    const film = afterDeploy();
    film.look('sick');
    film.look('healthy');
    expect(seenAt(film)).not.toContain('sick in a row');
    expect(seenAt(film)).not.toContain('the first of them');
  });

  test('when it was not scored, and only then', () => {
    const film = new Film().provenGood();
    film.release();
    film.look('healthy');
    expect(seenAt(film)).toContain('not scored: it says nothing about the release that runs');
    film.world.dynos = webDyno('up', 2);
    film.looks(2, 'healthy');
    expect(seenAt(film)).not.toContain('not scored');
  });

  test('with the maintenance, and only then', () => {
    const film = afterDeploy();
    film.world.maintenance = true;
    film.look('sick', { news: true });
    expect(seenAt(film)).toContain('the app is in maintenance');
    film.world.maintenance = false;
    film.look('healthy', { news: true });
    expect(seenAt(film)).not.toContain('maintenance');
  });

  test('with the trouble of Heroku, and only then', () => {
    const film = afterDeploy();
    film.look('sick');
    expect(seenAt(film)).not.toContain('Heroku');
    film.world.trouble = trouble({ message: 'GET /apps/shop answered 503.' });
    film.look('sick');
    expect(seenAt(film)).toContain('Heroku: GET /apps/shop answered 503.');
  });
});

test('checks that GitHub did not tell are explained with why', () => {
  const film = deployed('hold', unreachable);
  film.look('healthy', { after: minute });
  const all = film.decisions.flatMap((entry) => explain(entry).seen).join('\n');
  expect(all).toContain(`checks at GitHub: not known, ${unreachable.message}`);
});

describe('what was done is explained', () => {
  test('with the release that came, by version, kind and description', () => {
    const film = new Film().provenGood();
    film.release({ description: 'Deploy 222' });
    film.look('healthy');
    expect(lastOf(film).done).toEqual(['noted v2 (deploy): Deploy 222']);
    expect(lastOf(film).release).toBe(2);
  });

  test('with what Heroku made of the rollback', () => {
    const film = convicted();
    film.accept();
    expect(lastOf(film).done.join()).toContain('Heroku took the rollback and made v3 of it');
  });

  test('with why the rollback was not sent after all', () => {
    const film = convicted();
    film.settle({ kind: 'withheld', reason: 'v3 is being released right now' });
    expect(lastOf(film).done).toEqual([
      'the rollback was not sent after all: v3 is being released right now',
    ]);
  });

  test('with the log that was read, and nothing that was decided', () => {
    const film = convicted();
    const entry = film.decisions.at(-1);
    if (entry === undefined) throw new Error('nothing was decided');
    const { done } = explain({ ...entry, outcome: { kind: 'log-read', cause: exampleCause } });
    expect(done).toContain("read the app's log for the cause");
    expect(done.join()).not.toContain('decided and claimed');
  });

  test('without a release where none was ever read', () => {
    const film = new Film();
    film.world.trouble = trouble();
    film.look('healthy');
    expect(lastOf(film).release).toBeNull();
  });
});

describe('guards are explained where they were asked', () => {
  test('for an app that is held', () => {
    const film = afterDeploy({ rollback: 'ask' });
    film.looks(4, 'sick', 20 * second);
    expect(lastOf(film).from).toBe('held');
    expect(lastOf(film).guards).not.toEqual([]);
  });

  test('for a proven release that goes sick', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.looks(3, 'sick', minute);
    expect(lastOf(film).from).toBe('steady');
    expect(lastOf(film).guards).not.toEqual([]);
  });

  test('and for the excuse of an app that was rolled back', () => {
    const film = rolledBack();
    film.looks(3, 'sick', minute);
    expect(lastOf(film).from).toBe('rolled-back');
    expect(lastOf(film).excuse).toContain('v3 is itself a rollback');
  });

  test('for a rollback that waits to be sent again, and not for one that Heroku took', () => {
    const film = convicted();
    film.settle({ kind: 'trouble', trouble: trouble({ maybeDone: true }) });
    film.look('sick', { after: 20 * second });
    expect(lastOf(film).guards).not.toEqual([]);
    const taken = convicted();
    taken.accept({ status: 'pending', current: false });
    taken.change('release-2', { current: true });
    taken.look('sick');
    expect(lastOf(taken)).toMatchObject({ from: 'rolling-back', guards: [] });
  });

  test('and not for an app that is down', () => {
    const film = afterDeploy({ probationMs: second });
    film.looks(4, 'sick', 20 * second);
    expect(lastOf(film)).toMatchObject({ from: 'down', guards: [], excuse: null });
  });
});
