// A maintenance window: nothing new is told before it is over, nothing is judged or acted on, and
// what was open is closed aloud. Heroku's own maintenance mode mutes nothing.

import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';

/** A window that opens so long after the film's beginning, on its day, for so long. */
function windowAt(film: Film, durationMs: number) {
  const minuteOfDay = Math.ceil((film.now % (24 * hour)) / minute);
  return { days: [], startMinute: minuteOfDay, durationMs, zone: 'UTC' };
}

/** A film that goes on from where another one is, with a window that opens within the minute. */
function goOnInWindow(film: Film, durationMs: number): Film {
  const next = new Film({ ...film.app, maintenance: [windowAt(film, durationMs)] });
  Object.assign(next.world, film.world);
  Object.assign(next, { state: film.state, now: film.now, pulse: film.now });
  next.now = Math.ceil(film.now / minute) * minute;
  return next;
}

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

  test('that is well again before its end is never told of', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    expect(film.looks(5, 'sick', minute)).toEqual([]);
    const said = film.looks(20, 'healthy', minute);
    expect(said).not.toContain('recovered');
    expect(said).not.toContain('app-down');
    expect(film.effect).toBeNull();
  });
});

/** A good release that has run for a while. */
function steady(): Film {
  const film = new Film().provenGood();
  film.now += 2 * hour;
  film.looks(3, 'healthy', minute);
  return film;
}

/** The same, called down, and then a window. */
function down(): Film {
  const film = steady();
  film.looks(4, 'sick', 20 * second);
  if (film.state.incident === null) throw new Error('no incident');
  return goOnInWindow(film, 2 * hour);
}

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

describe('a release that comes in the window', () => {
  test('is told of when the window ends, once, and with when it was first seen', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    expect(film.look('healthy', { after: minute })).toEqual([]);
    film.release();
    const seenAt = film.now + minute;
    expect(film.looks(8, 'healthy', minute)).toEqual([]);
    expect(film.state.untold).toMatchObject([{ kind: 'release-detected', release: 2 }]);
    film.now += minute;
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    const when = new Date(seenAt).toISOString().slice(0, 19).replace('T', ' ');
    expect(film.last.happened).toContain(`first seen at ${when} UTC.`);
    expect(film.last.happened).toContain(`So it is since ${when} UTC; a maintenance window`);
    expect(film.looks(5, 'healthy', minute)).not.toContain('release-detected');
  });

  test('and goes again for another one is a line in that one’s alert', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    expect(film.look('healthy', { after: minute })).toEqual([]);
    film.release();
    expect(film.looks(2, 'healthy', minute)).toEqual([]);
    film.release();
    expect(film.looks(6, 'healthy', minute)).toEqual([]);
    film.now += minute;
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    expect(film.last.facts['release']).toBe(3);
    expect(film.last.evidence.join('\n')).toContain('"v2 is live and being watched"');
  });

  test('is judged by a watch of its own after it: a good one is good then', () => {
    const film = goOnInWindow(steady(), 40 * minute);
    film.release();
    expect(film.looks(39, 'healthy', minute)).toEqual([]);
    expect(film.verdictOf(2)).toBe('unproven');
    film.now += minute;
    const said = film.looks(8, 'healthy', minute);
    expect(said).toEqual(['release-detected']);
    expect(film.looks(4, 'healthy', minute)).toEqual(['release-good']);
  });

  test('is judged after it: one that is bad is rolled back then, and not before', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    film.look('healthy', { after: minute });
    film.release();
    expect(film.looks(8, 'sick', minute)).toEqual([]);
    expect(film.effect).toBeNull();
    film.now += minute;
    expect(film.looks(4, 'sick', 20 * second)).toEqual(['release-detected', 'rollback-started']);
    expect(film.effect).not.toBeNull();
  });

  test('is not blamed for what was sick in the window before it came', () => {
    const film = goOnInWindow(steady(), 10 * minute);
    film.looks(2, 'healthy', minute);
    film.looks(2, 'sick', minute);
    film.release();
    expect(film.looks(4, 'sick', minute)).toEqual([]);
    film.now += 3 * minute;
    const said = film.looks(5, 'sick', 20 * second);
    expect(said).toEqual(['watch-without-baseline', 'app-down']);
    expect(film.effect).toBeNull();
  });

  test('and is a person’s rollback is told after it as what it is', () => {
    const film = goOnInWindow(afterDeploy(), 10 * minute);
    film.look('sick', { after: minute });
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    expect(film.looks(7, 'healthy', minute)).toEqual([]);
    film.now += 2 * minute;
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    expect(film.last.headline).toBe('v3, a rollback to v1, is live and being watched');
  });

  test('ends an open incident aloud, and is itself told of after it', () => {
    const film = down();
    film.release();
    expect(film.look('sick', { after: minute })).toEqual(['superseded']);
    film.now += 2 * hour;
    expect(film.look('sick', { after: minute })).toContain('watch-without-baseline');
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
  expect(film.state.evidence.sickInWindowAt).not.toBeNull();
  film.look('healthy', { after: minute });
  expect(film.state.evidence.sickInWindowAt).toBeNull();
});

describe('a rollback that was sent before the window', () => {
  test('is followed in it, and its good end is told', () => {
    const before = convicted();
    const rollback = before.accept();
    const film = goOnInWindow(before, hour);
    film.world.dynos = webDyno('up', rollback.version);
    const said = film.looks(20, 'healthy', 20 * second);
    expect(said).toEqual(['rollback-current', 'rolled-back']);
    expect(film.situation).toBe('rolled-back');
  });

  test('is told as unproven when the app is sick on it: in a window nobody is convicted', () => {
    const before = convicted();
    before.accept();
    const film = goOnInWindow(before, hour);
    const said = film.looks(30, 'sick', minute);
    expect(said).toContain('rollback-current');
    expect(said).toContain('rollback-unverified');
    expect(said).not.toContain('rollback-ineffective');
  });

  test('and was only decided before it is not sent in it', () => {
    const before = convicted();
    before.settle({ kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) });
    const film = goOnInWindow(before, hour);
    const said = film.looks(20, 'sick', minute);
    expect(film.effect).toBeNull();
    expect(said).toContain('rollback-unknown');
  });
});

describe('Heroku’s own maintenance mode judges and acts no more, and mutes nothing', () => {
  const inMode = (film: Film) => {
    film.world.maintenance = true;
    film.look('sick', { news: true });
    film.said.length = 0;
    return film;
  };

  test('a release is told of', () => {
    const film = inMode(steady());
    film.release();
    expect(film.look('sick', { after: minute })).toContain('release-detected');
  });

  test('an incident is repeated', () => {
    const film = steady();
    film.looks(4, 'sick', 20 * second);
    expect(inMode(film).looks(40, 'sick', minute)).toContain('reminder');
  });

  test('a release that failed, and an end of the watch without a verdict, are told', () => {
    const film = inMode(afterDeploy());
    film.release({ status: 'failed', current: false });
    const said = film.looks(30, 'sick', minute);
    expect(said).toContain('release-phase-failed');
    expect(said).toContain('release-inconclusive');
    expect(film.effect).toBeNull();
    expect(film.state.evidence.sickInARow).toBe(0);
  });

  test('its page is no sickness, in a window either', () => {
    const film = goOnInWindow(steady(), hour);
    film.world.maintenance = true;
    film.looks(5, 'sick', minute);
    expect(film.state.evidence.sickInWindowAt).toBeNull();
  });
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
