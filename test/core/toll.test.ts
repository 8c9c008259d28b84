import { describe, expect, test } from 'vitest';
import { parseState } from '../../lib/core/state.ts';
import { addProbe, noProbes } from '../../lib/core/toll.ts';
import { Film, hour, minute, second, testApp, testReading } from './film.ts';
import { afterDeploy, rolledBack, trouble, webDyno } from './scenes.ts';

/** A good v1 on which v2 is deployed; its dyno takes a while to boot, and three probes are lost. */
function slowBoot(change: Partial<Film['world']> = {}): Film {
  const film = new Film().provenGood();
  Object.assign(film.world, change);
  film.now += minute;
  film.release();
  film.world.dynos = webDyno('starting', 2);
  film.looks(3, 'sick', 7 * second);
  film.world.dynos = webDyno('up', 2);
  film.looks(180, 'healthy');
  return film;
}

function tollOfVersion(film: Film, version: number) {
  return film.state.ledger.find((entry) => entry.version === version)?.toll;
}

describe('while a release boots', () => {
  test('a probe that fails is lost although it is not scored, and the verdict says so', () => {
    const film = slowBoot();
    expect(film.last.kind).toBe('release-good');
    const made = film.last.facts['probesMade'];
    expect(film.last.headline).toBe(
      `v2 is good; lost 3 of ${made} probes over 14 s; preboot is off`,
    );
    expect(film.last.facts).toMatchObject({ probesLost: 3, probesSlow: 0 });
    expect(film.last.next).toEqual([
      'To lose none next time, on Standard or Performance dynos: ' +
        '`heroku features:enable preboot -a shop`',
    ]);
    const line = film.last.evidence.find((each) => each.startsWith('Our probes since 2026-11-23'));
    expect(line).toMatch(/ UTC: lost 3 of \d+ over 14 s \(.* to .*\), 0 took longer than 2 s/);
  });

  test('nobody is told to turn preboot on who has it', () => {
    const film = slowBoot({ preboot: true });
    const good = film.said.find(({ kind }) => kind === 'release-good');
    expect(good?.headline).toMatch(/; preboot is on$/);
    expect(good?.next.join()).not.toContain('features:enable');
    expect(good?.next.join()).toContain('heroku logs');
  });

  test('probes that nobody could judge are neither made nor lost', () => {
    const film = afterDeploy();
    const before = tollOfVersion(film, 2);
    film.looks(5, 'unknown');
    expect(tollOfVersion(film, 2)).toEqual(before);
  });

  test('a probe that began before the release counts for the one before it', () => {
    const film = new Film().provenGood();
    film.now += minute;
    film.release();
    film.look('sick', { reading: { at: film.now - second } });
    expect(tollOfVersion(film, 2)).toMatchObject({ made: 0, lost: 0 });
    expect(tollOfVersion(film, 1)).toBeNull();
  });

  test('in maintenance nothing is lost: users are sent away on purpose', () => {
    const film = afterDeploy();
    film.world.maintenance = true;
    film.look('sick', { news: true });
    expect(tollOfVersion(film, 2)).toMatchObject({ lost: 0 });
  });
});

test('of a release that ran when Heroku was first read nothing is counted', () => {
  const film = new Film();
  film.release();
  film.world.trouble = trouble({ kind: 'no-token', canRetry: false });
  film.looks(5, 'healthy');
  expect(film.situation).toBe('steady');
  film.world.trouble = null;
  film.looks(20, 'healthy');
  expect(film.situation).toBe('watching');
  expect(tollOfVersion(film, 1)).toBeNull();
});

test('a release that lost nothing says nothing of it in its headline, and asks for nothing', () => {
  const film = afterDeploy();
  film.looks(130, 'healthy');
  expect(film.last.headline).toBe('v2 is good');
  expect(film.last.next).toEqual([]);
  expect(film.last.facts).toMatchObject({ probesLost: 0 });
});

test('a good release counts no further: a quiet app changes nothing', () => {
  const film = slowBoot();
  const before = JSON.stringify(film.state);
  film.looks(10, 'healthy', minute);
  expect(JSON.stringify(film.state)).toBe(before);
});

describe('a rollback', () => {
  test('tells what culprit and rollback cost together', () => {
    const film = afterDeploy();
    film.looks(3, 'sick', 20 * second);
    expect(film.last.kind).toBe('rollback-started');
    expect(film.last.evidence.join('\n')).toContain(': lost 3 of ');
    const rollback = film.accept();
    film.looks(2, 'sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(30, 'healthy');
    const told = film.said.find(({ kind }) => kind === 'rolled-back');
    const culprit = tollOfVersion(film, 2);
    const undone = tollOfVersion(film, 3);
    expect([culprit?.lost, undone?.lost]).toEqual([3, 2]);
    expect(told?.facts).toMatchObject({
      probesLost: 5,
      probesMade: (culprit?.made ?? 0) + (undone?.made ?? 0),
    });
    expect(told?.evidence.join('\n')).toContain(': lost 5 of ');
  });

  test('of a release that was good for hours counts from when it went sick', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.now += 3 * hour;
    film.looks(2, 'healthy', minute);
    const sickAt = film.now + 20 * second;
    film.looks(3, 'sick', 20 * second);
    expect(film.last.kind).toBe('rollback-started');
    expect(tollOfVersion(film, 2)).toMatchObject({ since: sickAt, made: 3, lost: 3 });
  });
});

test('held and recovered tell the toll as well', () => {
  const film = afterDeploy();
  film.world.fleetFull = 'one is under way';
  film.looks(3, 'sick', 20 * second);
  expect(film.last).toMatchObject({ kind: 'rollback-held', facts: { probesLost: 3 } });
  film.looks(3, 'healthy');
  expect(film.last.kind).toBe('recovered');
  expect(film.last.evidence.join('\n')).toContain(': lost 3 of ');
});

test('what earlier versions stored is read as a release whose beginning nobody saw', () => {
  const film = rolledBack();
  const ledger = film.state.ledger.map(({ toll: _, ...entry }) => entry);
  const old = parseState(JSON.stringify({ ...film.state, ledger }));
  expect(old?.ledger.map(({ toll }) => toll)).toEqual([null, null, null]);
});

test.each([
  [null, 1_999, 0],
  [null, 2_000, 0],
  [null, 2_001, 1],
  [500, 500, 0],
  [500, 501, 1],
])('with within %s an answer of %i ms is slow %i times', (withinMs, totalMs, slow) => {
  const app = testApp({ check: { ...testApp().check, withinMs } });
  const { phases } = testReading('healthy');
  const reading = testReading('healthy', { phases: { ...phases, totalMs } });
  expect(addProbe(noProbes, reading, app)).toEqual({ made: 1, lost: 0, slow });
});
