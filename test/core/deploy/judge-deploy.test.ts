// The verdict of a deploy, along the life of its release.

import { describe, expect, test } from 'vitest';
import { Film, minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';
import { ask, brief, deployId, tell } from './ask.ts';

const v2 = { version: 2 };

test('a deploy is pending while its release is watched, and good when it was proven', () => {
  const film = new Film().provenGood();
  film.now += minute;
  film.release();
  const deploy = tell(film, v2);
  expect(brief(film, deploy)).toBe('none pending …');
  film.look('healthy');
  expect(brief(film, deploy)).toBe('v2 pending …');
  expect(ask(film, deploy).reasons).toEqual(['v2 boots']);
  film.world.dynos = webDyno('up', 2);
  film.looks(10, 'healthy');
  expect(ask(film, deploy).reasons[0]).toMatch(/^v2 is watched for 9 min .* more: \d+ healthy, 0/);
  film.looks(130, 'healthy');
  expect(ask(film, deploy)).toEqual({
    id: deployId,
    app: 'shop',
    commit: null,
    version: 2,
    verdict: 'good',
    final: true,
    reasons: ['v2 was watched and found healthy'],
    release: {
      version: 2,
      description: 'Deploy 222',
      seenAt: new Date(film.state.ledger[0]?.seenAt ?? 0).toISOString(),
    },
    rolledBackTo: null,
    since: new Date(film.state.ledger[0]?.judgedAt ?? 0).toISOString(),
  });
});

test('a deploy that is rolled back is pending until the rollback has proven itself', () => {
  const film = afterDeploy();
  const deploy = tell(film, v2);
  film.looks(3, 'sick', 20 * second);
  expect(ask(film, deploy)).toMatchObject({
    verdict: 'pending',
    final: false,
    reasons: [
      'v2 failed its health check',
      'a rollback to v1 was sent to Heroku and is not live yet',
    ],
  });
  const rollback = film.accept();
  film.look('sick');
  film.world.dynos = webDyno('up', rollback.version);
  expect(ask(film, deploy).reasons[1]).toBe(
    'it was rolled back to v1, which is live and not proven yet',
  );
  film.looks(30, 'healthy');
  expect(ask(film, deploy)).toMatchObject({
    verdict: 'rolled-back',
    final: true,
    release: { version: 2 },
    rolledBackTo: { version: 1 },
    reasons: ['v2 failed its health check', 'v3 rolled it back to v1, which was seen healthy'],
  });
  // What is deployed on top of it changes nothing.
  film.now += minute;
  film.release();
  film.looks(5, 'healthy');
  expect(brief(film, deploy)).toBe('v2 rolled-back');
});

describe('a deploy that is bad and stays so', () => {
  test('because Heroku refused the rollback', () => {
    const film = convicted();
    const deploy = tell(film, v2);
    film.settle({ kind: 'trouble', trouble: trouble({ canRetry: false }) });
    expect(ask(film, deploy)).toMatchObject({
      verdict: 'bad',
      final: true,
      rolledBackTo: null,
      reasons: [
        'v2 failed its health check',
        'it was not rolled back',
        'lastgood gave up: rollback-refused',
        expect.stringContaining('REFUSED by Heroku'),
      ],
    });
    film.looks(10, 'healthy');
    expect(brief(film, deploy)).toBe('v2 bad');
    film.now += minute;
    film.release();
    film.looks(3, 'healthy');
    expect(ask(film, deploy)).toMatchObject({ verdict: 'bad', final: true });
    expect(ask(film, deploy).reasons.at(-1)).toMatch(
      /^v3 by anna@example.com \("Deploy 333"\) has taken the place of v2/,
    );
  });

  test('because the rollback did not mend it', () => {
    const film = convicted();
    const deploy = tell(film, v2);
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(30, 'sick', 20 * second);
    expect(film.situation).toBe('escalated');
    expect(ask(film, deploy)).toMatchObject({ verdict: 'bad', final: true, rolledBackTo: null });
    expect(ask(film, deploy).reasons).toContain('v3 was not seen healthy');
    expect(ask(film, deploy).reasons).toContain('rolled back to v1, and the app is STILL failing');
    expect(ask(film, deploy).reasons.at(-1)).toMatch(/^\d+ sick readings in a row, the last one /);
  });

  test('because nobody saw the app healthy before it', () => {
    const film = new Film().provenGood();
    film.looks(4, 'sick', 20 * second);
    film.looks(40, 'sick', minute);
    film.release();
    const deploy = tell(film);
    film.look('sick');
    film.world.dynos = webDyno('up', 2);
    film.looks(10, 'sick', 20 * second);
    expect(film.situation).toBe('down');
    expect(ask(film, deploy)).toMatchObject({ verdict: 'bad', final: true });
    expect(ask(film, deploy).reasons[0]).toBe(
      'v2 is failing and cannot be blamed, so it is NOT rolled back',
    );
  });
});

test('a deploy that is held is told with every guard, and goes on', () => {
  const film = afterDeploy();
  const deploy = tell(film, v2);
  film.world.fleetFull = 'one rollback is under way';
  film.world.web = 0;
  film.looks(3, 'sick', 20 * second);
  const { verdict, final, reasons } = ask(film, deploy);
  expect({ verdict, final }).toEqual({ verdict: 'held', final: false });
  expect(reasons[0]).toBe('v2 is failing and is NOT rolled back');
  expect(reasons.join('\n')).toContain('in the way [web-dynos]: the app has no web dynos');
  expect(reasons.join('\n')).toContain(
    '[fleet]: as many apps are rolled back as limits.fleetAtOnce',
  );
  film.world.fleetFull = null;
  film.world.web = 1;
  film.look('sick');
  expect(brief(film, deploy)).toBe('v2 pending …');
});
