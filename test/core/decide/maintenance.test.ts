// A maintenance window: nothing new is told before it is over, nothing is judged or acted on, and
// what was open is closed aloud.

import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '../film.ts';
import { afterDeploy, trouble, webDyno } from '../scenes.ts';
import { down, goOnInWindow, steady } from '../windows.ts';

describe('a release that goes sick in the window', () => {
  test('is measured, and neither scored, told nor rolled back', () => {
    const film = goOnInWindow(afterDeploy(), hour);
    expect(film.looks(30, 'sick', minute)).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.state.evidence.sickInARow).toBe(0);
  });

  test('is convicted by fresh evidence once the window is over, never by what was in it', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    expect(film.looks(9, 'sick', minute)).toEqual([]);
    film.now += minute;
    expect(film.look('sick', { after: 5 * second })).toEqual([]);
    expect(film.look('sick', { after: 5 * second })).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.looks(6, 'sick', 5 * second)).toContain('rollback-started');
  });

  test('before it is blamed for nothing: it came to an app that was sick in the window', () => {
    const before = afterDeploy();
    before.looks(130, 'healthy');
    const film = goOnInWindow(before, 10 * minute);
    film.looks(2, 'healthy', minute);
    film.looks(2, 'sick', minute);
    film.release();
    film.world.dynos = webDyno('up', 3);
    film.looks(6, 'sick', minute);
    expect(film.looks(10, 'sick', 20 * second)).toContain('app-down');
    expect(film.effect).toBeNull();
  });

  test('that is well again before its end is never told of', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    expect(film.looks(5, 'sick', minute)).toEqual([]);
    const said = film.looks(20, 'healthy', minute);
    expect(said).not.toContain('recovered');
    expect(said).not.toContain('app-down');
    expect(film.effect).toBeNull();
  });
});

describe('an incident that was open when the window began', () => {
  test('is not repeated in it, and is repeated after it', () => {
    const film = down();
    expect(film.looks(110, 'sick', minute)).toEqual([]);
    expect(film.looks(15, 'sick', minute)).toContain('reminder');
  });

  test('is closed in it, as soon as the app is well', () => {
    const film = down();
    expect(film.looks(5, 'sick', minute)).toEqual([]);
    expect(film.looks(5, 'healthy', minute)).toContain('recovered');
    expect(film.state.incident).toBeNull();
  });
});

test('conditions begin no alert in the window, and one that holds on is told after it', () => {
  const film = goOnInWindow(afterDeploy(), 10 * minute);
  const soon = { reading: { certificateExpiresAt: film.now + hour }, after: minute };
  for (let at = 0; at < 9; at += 1) expect(film.look('healthy', soon)).toEqual([]);
  film.now += minute;
  expect(film.look('healthy', soon)).toContain('certificate-expires');
});

test('a condition that came and went in it is a line in the first alert after it, and once', () => {
  const film = goOnInWindow(afterDeploy(), 10 * minute);
  const slow = { reading: { slow: true }, after: minute };
  for (let at = 0; at < 5; at += 1) expect(film.look('healthy', slow)).toEqual([]);
  expect(film.state.untold).toMatchObject([{ kind: 'slow', over: false }]);
  expect(film.looks(4, 'healthy', minute)).toEqual([]);
  expect(film.state.untold).toMatchObject([{ kind: 'slow', over: true }]);
  film.now += minute;
  expect(film.looks(25, 'healthy', minute)).toEqual(['release-good']);
  const line =
    /In the maintenance window, over by now and not told then: .* "the app answers well, and slow/;
  expect(film.last.evidence.join('\n')).toMatch(line);
  expect(film.state.untold).toEqual([]);
});

test('what came and went and is followed by no alert is forgotten after a day', () => {
  const film = goOnInWindow(steady(), 10 * minute);
  const slow = { reading: { slow: true }, after: minute };
  for (let at = 0; at < 5; at += 1) expect(film.look('healthy', slow)).toEqual([]);
  expect(film.looks(4, 'healthy', minute)).toEqual([]);
  film.now += 11 * hour;
  expect(film.look('healthy', { after: minute })).toEqual([]);
  expect(film.state.untold).toHaveLength(1);
  film.now += 13.2 * hour;
  expect(film.look('healthy', { after: minute })).toEqual([]);
  expect(film.state.untold).toEqual([]);
});

describe('a trouble of lastgood itself is told in the window as ever', () => {
  test('that it is blind', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    expect(film.looks(9, 'unknown', minute)).toEqual(['monitor-blind']);
    expect(film.look('healthy', { after: minute })).toContain('monitor-sees');
  });

  test('that Heroku does not let it look', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    film.world.trouble = trouble({ kind: 'unauthorized', canRetry: false });
    expect(film.looks(3, 'sick', minute)).toEqual(['heroku-unreadable']);
  });
});

test('an app that is still sick when the window ends is told of with since when', () => {
  const film = goOnInWindow(steady(), 20 * minute);
  film.looks(3, 'healthy', minute);
  const since = film.now + minute;
  expect(film.looks(16, 'sick', minute)).toEqual([]);
  film.now += minute;
  expect(film.looks(4, 'sick', 20 * second)).toEqual(['app-down']);
  expect(film.state.incident?.openedAt).toBe(since);
  const when = new Date(since).toISOString().slice(0, 19).replace('T', ' ');
  expect(film.last.happened).toContain(`has been failing since ${when} UTC`);
  expect(film.last.happened).toContain('a maintenance window kept it from being told earlier');
});

test('a sickness that ended in the window counts for nothing after it', () => {
  const film = goOnInWindow(steady(), 20 * minute);
  film.looks(3, 'sick', minute);
  expect(film.state.hiddenSickness).not.toBeNull();
  film.look('healthy', { after: minute });
  expect(film.state.hiddenSickness).toBeNull();
});

describe('what Heroku tells of releases in the window', () => {
  test('a release phase that failed is known at once, and told after it', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    film.look('healthy', { after: minute });
    film.release({ status: 'failed', current: false });
    expect(film.looks(7, 'healthy', minute)).not.toContain('release-phase-failed');
    expect(film.state.failed).toMatchObject({ version: 3 });
    film.now += 2 * minute;
    expect(film.looks(2, 'healthy', minute)).toContain('release-phase-failed');
    expect(film.looks(5, 'healthy', minute)).not.toContain('release-phase-failed');
  });

  test('a release that is not proven in it is watched anew, and told of after it', () => {
    const film = goOnInWindow(afterDeploy(), hour);
    expect(film.looks(58, 'sick', minute)).toEqual([]);
    film.now += 2 * minute;
    expect(film.looks(60, 'unknown', minute)).toContain('release-inconclusive');
  });
});

describe('since when an app is sick in maintenance', () => {
  test('is remembered from the first such reading to the next healthy one, in one write', () => {
    const film = afterDeploy();
    film.world.maintenance = true;
    film.look('sick', { after: minute });
    const began = { at: film.now, page: true };
    expect(film.state.hiddenSickness).toEqual(began);
    film.looks(5, 'sick', minute);
    film.look('unknown', { after: minute });
    film.world.maintenance = false;
    film.looks(2, 'sick', 20 * second);
    expect(film.state.hiddenSickness).toEqual(began);
    film.look('healthy', { after: 20 * second });
    expect(film.state.hiddenSickness).toBeNull();
  });

  test('is no page of Heroku’s in a window, and nothing outside of maintenance', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    film.look('sick', { after: minute });
    expect(film.state.hiddenSickness).toEqual({ at: film.now, page: false });
    const open = afterDeploy();
    open.looks(2, 'sick', 20 * second);
    expect(open.state.hiddenSickness).toBeNull();
  });

  test('blames a release all the same that came while Heroku’s page hid a well app', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.world.maintenance = true;
    film.looks(2, 'sick', minute);
    film.release();
    film.world.dynos = webDyno('up', 3);
    film.looks(3, 'sick', minute);
    film.world.maintenance = false;
    expect(film.looks(10, 'sick', 20 * second)).toContain('rollback-started');
  });
});
