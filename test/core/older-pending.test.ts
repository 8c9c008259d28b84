import { describe, expect, test } from 'vitest';
import { explain } from '../../lib/core/explain.ts';
import { olderPending } from '../../lib/core/older-pending.ts';
import { type Film, minute, second } from './film.ts';
import { caseOf } from './guard-case.ts';
import { testRelease } from './ledger.ts';
import { afterDeploy, webDyno } from './scenes.ts';

/** v2 is good; v3 is in its release phase for so long already when v4 comes and goes sick. */
function overtaking(agoMs = minute, app: Parameters<typeof afterDeploy>[0] = {}): Film {
  const film = afterDeploy(app);
  film.looks(130, 'healthy');
  film.now += Math.max(0, agoMs - minute);
  film.release({ status: 'pending', current: false, createdAt: film.now - agoMs });
  film.look('healthy', { news: true });
  film.release();
  film.world.dynos = webDyno('up', 4);
  film.looks(2, 'healthy');
  film.said.length = 0;
  film.looks(3, 'sick', 20 * second);
  return film;
}

/** The line on v3 in what was said last of a kind. */
function lineOf(film: Film, kind: string): string | undefined {
  const alert = film.said.findLast((one) => one.kind === kind);
  if (alert === undefined) throw new Error(`${kind} was not said`);
  return alert.next.find((line) => line.startsWith('v3 ('));
}

describe('an older release that is still in its release phase', () => {
  test('keeps no rollback waiting, and whoever is told of it is told what may come over it', () => {
    const film = overtaking();
    expect(film.situation).toBe('rolling-back');
    const createdAt = film.world.releases.find(({ version }) => version === 3)?.createdAt ?? 0;
    const until = new Date(createdAt + 65 * minute).toISOString();
    expect(lineOf(film, 'rollback-started')).toBe(
      'v3 ("Deploy 333") is older and still in its release phase: until ' +
        `${until.slice(0, 10)} ${until.slice(11, 19)} UTC Heroku may make it current over the ` +
        'rollback. Look out for it: `heroku releases -a shop`. It would be watched as a new ' +
        'release; to go back again: `heroku rollback v2 -a shop`',
    );
  });

  test('is told by whoever explains the decision, which comes out the same', () => {
    const film = overtaking();
    const entry = film.decisions.at(-1);
    if (entry === undefined) throw new Error('nothing was decided');
    const { seen, differences } = explain(entry);
    expect(seen).toContain(
      'v3 is older and still in its release phase: it may come in over a rollback',
    );
    expect(differences).toEqual([]);
  });

  test('is told to whoever has to roll back himself', () => {
    expect(lineOf(overtaking(minute, { rollback: 'ask' }), 'would-roll-back')).toBeDefined();
  });

  test('is told with each good word on the rollback, until it has come or failed', () => {
    const film = overtaking();
    const rollback = film.accept();
    film.look('sick');
    expect(lineOf(film, 'rollback-current')).toBeDefined();
    film.world.dynos = webDyno('up', rollback.version);
    film.change('release-3', { status: 'failed' });
    expect(film.looks(30, 'healthy')).toContain('rolled-back');
    expect(lineOf(film, 'rolled-back')).toBeUndefined();
  });

  test('that has come over the rollback is told as that, and watched as a new release', () => {
    const film = overtaking();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    expect(film.looks(30, 'healthy')).toContain('rolled-back');
    expect(lineOf(film, 'rolled-back')).toBeDefined();
    film.change('release-3', { status: 'succeeded', current: true });
    expect(film.look('healthy', { news: true })).toEqual(['release-detected']);
    expect(film.last.happened).toContain(
      'It came in over the rollback v5 ("Rollback to v2"), which is newer: its release phase has ' +
        'ended only now.',
    );
    expect(film.situation).toBe('warmup');
  });
});

describe('nothing is told', () => {
  test('of one that is stuck: it comes no more', () => {
    const film = overtaking(65 * minute);
    expect(film.situation).toBe('rolling-back');
    expect(lineOf(film, 'rollback-started')).toBeUndefined();
  });

  test('of a release that comes as ever, after the one before it', () => {
    const film = afterDeploy();
    film.now += minute;
    film.release();
    film.look('healthy', { news: true });
    expect(film.last.happened).not.toContain('came in over');
  });
});

test('of several the newest is the first, and only what is younger than the limit counts', () => {
  const draft = caseOf();
  const pending = (version: number, ageMs: number) =>
    testRelease(version, { status: 'pending', createdAt: draft.now - ageMs });
  const releases = [
    pending(6, minute),
    testRelease(5, { current: true }),
    pending(3, 65 * minute - 1),
    pending(4, minute),
    pending(2, 65 * minute),
    testRelease(1, { status: 'failed', createdAt: draft.now }),
  ];
  const versions = olderPending(caseOf({ releases }), 5).map(({ version }) => version);
  expect(versions).toEqual([4, 3]);
  expect(olderPending({ ...draft, facts: { ...draft.facts, heroku: null } }, 5)).toEqual([]);
});
