import { describe, expect, test } from 'vitest';
import { type Explanation, explain } from '../../lib/core/explain.ts';
import { askGuards, guard } from '../../lib/core/guards.ts';
import { Film, second } from './film.ts';
import { caseOf, culprit } from './guard-case.ts';
import { afterDeploy, convicted, trouble } from './scenes.ts';

function lastOf(film: Film): Explanation {
  const entry = film.decisions.at(-1);
  if (entry === undefined) throw new Error('nothing was decided');
  return explain(entry);
}

describe('explained is', () => {
  test('a rollback: the readings that counted, every guard, the target, and what was told', () => {
    const film = afterDeploy();
    film.looks(3, 'sick', 20 * second);
    const told = lastOf(film);
    expect(told).toMatchObject({ release: 2, from: 'watching', to: 'rolling-back', excuse: null });
    expect(told.seen).toContain('sick: status 503, body "Application Error"');
    expect(told.seen).toContain(
      '3 sick in a row over 40 s, 3 of them reached the app (3 over 30 s convict)',
    );
    expect(told.guards.length).toBeGreaterThan(14);
    expect(told.guards.filter(({ passed }) => !passed)).toEqual([]);
    expect(told.target).toMatch(/^v1, the newest release before v2 that was seen good/);
    expect(told.done).toEqual([
      'decided and claimed: roll back v2 to v1',
      'v2 is now bad (was unproven)',
    ]);
    expect(told.told.map(({ kind }) => kind)).toEqual(['rollback-started']);
    expect(told.differences).toEqual([]);
  });

  test('a hold: each guard that stands in the way with its reason, beside those that let pass', () => {
    const film = afterDeploy({ rollback: 'ask' });
    film.world.platform = { color: 'red', detail: 'incident 42' };
    film.looks(3, 'sick', 20 * second);
    const { guards, to, done } = lastOf(film);
    expect(to).toBe('held');
    expect(done).toEqual([]);
    expect(guards.filter(({ passed }) => !passed)).toEqual([
      {
        name: 'mode',
        passed: false,
        words:
          'rollback is set to "ask" for this app; it stays so until you roll back yourself, or ' +
          'set `rollback: auto`',
      },
      {
        name: 'platform',
        passed: false,
        words:
          'Heroku reports trouble of its own (incident 42); it lifts when ' +
          'https://status.heroku.com is green again, or could not be read for 5 min',
      },
    ]);
    expect(guards.find(({ name }) => name === 'web-dynos')?.words).toBe('the app has web dynos');
  });

  test('a hold by a status page that was red, and the same answer when it is made again', () => {
    const film = afterDeploy();
    const before = { color: 'red', detail: 'Routing is down', at: film.now };
    film.world.platform = { color: 'unknown', detail: 'no answer', before };
    film.looks(3, 'sick', 20 * second);
    const { guards, differences } = lastOf(film);
    expect(guards.find(({ name }) => name === 'platform')?.words).toMatch(
      /^Heroku's status page was red at .* and cannot be read now \(no answer\); it lifts when /,
    );
    expect(differences).toEqual([]);
  });

  test('what GitHub said of the commit, and what it is told', () => {
    const film = new Film({ repository: 'acme/shop', checks: 'warn' }).provenGood();
    film.world.github = { checks: { state: 'failing', passed: 1, names: ['lint', 'unit'] } };
    film.release();
    film.looks(2, 'healthy');
    const { seen, done } = lastOf(film);
    expect(seen).toContain('checks at GitHub: failing (lint, unit), 1 passed');
    expect(done).toContain('tells GitHub "pending": v2 is live and being watched');
  });

  test('an app that is down: why no release is blamed, and no guard that was never asked', () => {
    const film = afterDeploy({ probationMs: second });
    film.looks(3, 'sick', 20 * second);
    const { to, excuse, guards } = lastOf(film);
    expect(to).toBe('down');
    expect(excuse).toMatch(/^v2 has run for .*, longer than its probation$/);
    expect(guards).toEqual([]);
  });

  test('what the call brought, without readings that it was not made from', () => {
    const film = convicted();
    film.settle({ kind: 'trouble', trouble: trouble({ message: 'POST answered 503.' }) });
    const { seen, guards, done } = lastOf(film);
    expect(seen).toEqual([]);
    expect(guards).toEqual([]);
    expect(done).toEqual(['the rollback brought no good answer: POST answered 503.']);
  });

  test('a quiet look: what was seen, and nothing else', () => {
    const film = afterDeploy();
    film.look('healthy');
    expect(lastOf(film)).toMatchObject({ guards: [], target: null, done: [], told: [] });
  });
});

describe('the guards as they are explained', () => {
  test('are the very guards that decide', () => {
    const draft = caseOf({ app: { rollback: 'off' }, maintenance: true });
    const guarded = guard(draft, culprit);
    if (guarded.kind !== 'blocked') throw new Error(guarded.kind);
    const { answers } = askGuards(draft, culprit);
    expect(answers.filter(({ reason }) => reason !== null)).toEqual(guarded.blocked);
  });
});
