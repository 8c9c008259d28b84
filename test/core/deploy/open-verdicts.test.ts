// The verdict of a deploy that never came to one, or came to it by another way.

import { describe, expect, test } from 'vitest';
import { judgeDeploy } from '../../../lib/core/deploy/judge-deploy.ts';
import { deployed, failing, green } from '../checked-film.ts';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, rolledBack, webDyno } from '../scenes.ts';
import { ask, brief, tell } from './ask.ts';

const v2 = { version: 2 };

describe('a deploy that was replaced before it was proven', () => {
  test('is inconclusive', () => {
    const film = afterDeploy();
    const deploy = tell(film, v2);
    film.now += minute;
    film.release({ description: 'Set FLAG config vars', artifact: 'slug-2' });
    film.look('healthy');
    expect(ask(film, deploy)).toMatchObject({
      verdict: 'inconclusive',
      final: true,
      reasons: [
        'v3 by anna@example.com ("Set FLAG config vars") has taken the place of v2',
        'v2 had no verdict yet',
      ],
    });
  });

  test('by somebody who went back is rolled back', () => {
    const film = afterDeploy();
    const deploy = tell(film, v2);
    film.now += minute;
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.look('healthy');
    expect(ask(film, deploy)).toMatchObject({
      verdict: 'rolled-back',
      final: true,
      rolledBackTo: { version: 1 },
    });
  });
});

test('a deploy of which too little was seen is inconclusive', () => {
  const film = afterDeploy();
  const deploy = tell(film, v2);
  film.looks(60, 'unknown', 30 * second);
  expect(film.verdictOf(2)).toBe('inconclusive');
  expect(ask(film, deploy)).toMatchObject({ verdict: 'inconclusive', final: true });
  expect(ask(film, deploy).reasons).toContain('lastgood cannot see the app at the moment');
});

test('a deploy whose release command failed is bad, and nothing was rolled back', () => {
  const film = new Film().provenGood();
  film.now += minute;
  film.release({ status: 'pending', current: false });
  const deploys = [tell(film), tell(film, v2)];
  film.look('healthy', { news: true });
  for (const deploy of deploys) {
    expect(ask(film, deploy).reasons).toEqual(['v2 is being released and is not current yet']);
  }
  film.change('release-2', { status: 'failed' });
  film.look('healthy', { after: 10 * minute, news: true });
  for (const deploy of deploys) {
    expect(ask(film, deploy)).toMatchObject({ verdict: 'bad', final: true, rolledBackTo: null });
    expect(ask(film, deploy).reasons).toEqual([
      'v2 failed at Heroku and never became current',
      'the release before it goes on running; nothing is there to roll back',
    ]);
  }
});

test('a deploy whose release never comes is awaited, and then inconclusive', () => {
  const film = new Film().provenGood();
  film.now += hour;
  const deploy = tell(film, v2);
  const since = new Date(film.now).toISOString();
  expect(ask(film, deploy)).toMatchObject({
    verdict: 'pending',
    final: false,
    reasons: ['the release is awaited; v1 is current'],
    since,
  });
  film.looks(90, 'healthy', minute);
  expect(ask(film, deploy)).toMatchObject({
    verdict: 'inconclusive',
    final: true,
    reasons: ['no release that can be this deploy came within 1 h 20 min'],
    release: null,
    since,
  });
});

test('a deploy of an app that nobody has looked at yet is awaited', () => {
  const film = new Film();
  expect(judgeDeploy(tell(film), null, film.now)).toMatchObject({
    verdict: 'pending',
    reasons: ['the release is awaited; no release is known yet'],
  });
});

test('a check that has not passed yet judges nobody', () => {
  const film = new Film();
  film.release();
  const deploy = tell(film);
  expect(ask(film, deploy)).toMatchObject({ verdict: 'pending', release: null });
  film.looks(2, 'sick');
  expect(ask(film, deploy)).toMatchObject({ verdict: 'pending', release: { version: 1 } });
  expect(ask(film, deploy).reasons[0]).toBe('the health check has not passed yet');
});

test('a good release that fails later is judged anew', () => {
  const film = rolledBack();
  film.looks(2, 'healthy', 31 * minute);
  film.release();
  const deploy = tell(film);
  film.look('healthy');
  film.world.dynos = webDyno('up', 4);
  film.looks(135, 'healthy');
  expect(brief(film, deploy)).toBe('v4 good');
  film.looks(4, 'sick', 20 * second);
  expect(brief(film, deploy)).toBe('v4 pending …');
});

test('the same state gives the same answer, and nothing of it is changed', () => {
  const film = afterDeploy();
  const before = JSON.stringify(film.state);
  const deploy = tell(film);
  expect(ask(film, deploy)).toEqual(ask(film, deploy));
  expect(JSON.stringify(film.state)).toBe(before);
});

test('a release without passing checks is held until they pass, and good after it', () => {
  const film = deployed('hold', failing);
  const deploy = tell(film, { version: 2 });
  film.looks(200, 'healthy');
  expect(brief(film, deploy)).toBe('v2 held …');
  expect(ask(film, deploy).reasons[0]).toBe(
    'v2 is live without passing checks at GitHub: lint, unit',
  );
  film.world.github = { checks: green };
  film.looks(40, 'healthy', minute);
  expect(brief(film, deploy)).toBe('v2 good');
});
