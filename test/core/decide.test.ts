import { describe, expect, test } from 'vitest';
import { Film, hour, minute, second } from './film.ts';

const crashed = (version: number) => [
  { name: 'web.1', type: 'web', state: 'crashed', releaseVersion: version },
];
const up = (version: number) => [
  { name: 'web.1', type: 'web', state: 'up', releaseVersion: version },
];

describe('a sick release', () => {
  test('is rolled back once when three readings in a row over thirty seconds are sick', () => {
    const film = new Film().provenGood();
    film.now += minute;
    film.release();
    expect(film.look('healthy', { after: minute })).toEqual(['release-detected']);
    expect(film.situation).toBe('warmup');
    film.world.dynos = up(2);
    expect(film.look('sick')).toEqual([]);
    expect(film.situation).toBe('watching');
    expect(film.look('sick', { after: 15 * second })).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.look('sick', { after: 15 * second })).toEqual(['rollback-started']);
    expect(film.situation).toBe('rolling-back');
    expect(film.effect?.intent).toMatchObject({
      culprit: { id: 'release-2', version: 2 },
      target: { id: 'release-1', version: 1 },
      sends: 1,
    });
    expect(film.last.headline).toBe('v2 is failing, rolling back to v1');
    expect(film.last.undo).toBe('heroku rollback v2 -a shop');
  });

  test('is not convicted by three sick readings that span less than the time', () => {
    const film = afterDeploy();
    expect(film.looks(3, 'sick', 5 * second)).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.situation).toBe('watching');
  });

  test('is acquitted of two sick readings by a healthy one', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 20 * second);
    film.look('healthy');
    expect(film.looks(2, 'sick', 20 * second)).toEqual([]);
    expect(film.effect).toBeNull();
  });

  test('is neither convicted nor acquitted by readings that are unknown', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 20 * second);
    expect(film.looks(5, 'unknown')).toEqual([]);
    expect(film.effect).toBeNull();
    expect(film.look('sick')).toEqual(['rollback-started']);
  });

  test('is rolled back in its warm-up when every web dyno has crashed', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = crashed(2);
    film.look('sick');
    expect(film.looks(3, 'sick', 15 * second)).toContain('rollback-started');
    expect(film.effect?.intent.target.version).toBe(1);
  });

  test('is given its warm-up while dynos are starting', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = [{ name: 'web.1', type: 'web', state: 'starting', releaseVersion: 2 }];
    film.look('sick');
    expect(film.looks(4, 'sick', 15 * second)).toEqual([]);
    expect(film.situation).toBe('warmup');
    expect(film.state.evidence.sickInARow).toBe(0);
  });

  test('is watched after 75 seconds even if its dynos never come up', () => {
    const film = new Film().provenGood();
    film.release();
    film.look('sick');
    film.look('sick', { after: 75 * second });
    expect(film.situation).toBe('watching');
    expect(film.looks(2, 'sick', 15 * second)).toEqual(['rollback-started']);
  });

  test('with preboot is left alone for the four minutes in which the old dynos answer', () => {
    const film = new Film().provenGood();
    film.world.preboot = true;
    film.release();
    film.world.dynos = up(2);
    film.look('healthy');
    film.look('healthy', { after: 230 * second });
    expect(film.situation).toBe('warmup');
    film.look('healthy', { after: 11 * second });
    expect(film.situation).toBe('watching');
  });

  test('is rolled back between deploys, hours later, within its probation', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    expect(film.verdictOf(2)).toBe('good');
    film.now += 5 * hour;
    expect(film.looks(3, 'sick', minute)).toEqual(['rollback-started']);
  });

  test('is not blamed after its probation: the app is down and nothing is rolled back', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.now += 25 * hour;
    expect(film.looks(3, 'sick', minute)).toEqual(['app-down']);
    expect(film.effect).toBeNull();
    expect(film.last.done.join()).toContain('longer than its probation');
  });

  test('with probation "always" is blamed after any time', () => {
    const film = afterDeploy({ probationMs: null });
    film.looks(130, 'healthy');
    film.now += 400 * hour;
    expect(film.looks(3, 'sick', minute)).toEqual(['rollback-started']);
  });

  test('of which only DNS readings speak is held: a rollback mends no DNS', () => {
    const film = afterDeploy();
    for (let i = 0; i < 2; i += 1) film.look('sick', { after: 20 * second, reading: noAnswer });
    expect(film.look('sick', { after: 20 * second, reading: noAnswer })).toEqual(['rollback-held']);
    expect(film.last.done.join()).toContain('[reached]');
    expect(film.effect).toBeNull();
  });
});

const noAnswer = { cause: 'dns', status: null, reachedApp: false } as const;

/** An app with a good v1, on which v2 was just deployed and is being watched. */
function afterDeploy(app: ConstructorParameters<typeof Film>[0] = {}): Film {
  const film = new Film(app).provenGood();
  film.now += minute;
  film.release();
  film.world.dynos = up(2);
  film.looks(2, 'healthy');
  expect(film.situation).toBe('watching');
  film.said.length = 0;
  return film;
}

/** The same, convicted, with the rollback decided and not yet sent. */
function convicted(app: ConstructorParameters<typeof Film>[0] = {}): Film {
  const film = afterDeploy(app);
  film.looks(3, 'sick', 20 * second);
  expect(film.situation).toBe('rolling-back');
  film.said.length = 0;
  return film;
}

describe('a rollback', () => {
  test('is done only when the target is current and has been healthy for the time', () => {
    const film = convicted();
    const rollback = film.accept();
    expect(film.look('sick')).toEqual(['rollback-current']);
    expect(film.situation).toBe('verifying');
    film.world.dynos = up(rollback.version);
    expect(film.looks(12, 'healthy')).toEqual([]);
    expect(film.look('healthy')).toEqual(['rolled-back']);
    expect(film.situation).toBe('rolled-back');
    expect(film.last.severity).toBe('resolved');
    expect(film.state.incident).toBeNull();
    expect(film.verdictOf(2)).toBe('bad');
    expect(film.verdictOf(3)).toBe('good');
  });

  test('whose answer was lost is found in the ledger and not sent again', () => {
    const film = convicted();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.effect = null;
    film.settle({ kind: 'trouble', trouble: trouble({ maybeDone: true }) });
    expect(film.look('sick')).toEqual(['rollback-current']);
    expect(film.looks(30, 'healthy')).toEqual(['rolled-back']);
    expect(film.effect).toBeNull();
  });

  test('of which nothing is seen is sent a second time after a minute, and never a third', () => {
    const film = convicted();
    film.settle({ kind: 'trouble', trouble: trouble({ maybeDone: true }) });
    film.looks(11, 'sick', 5 * second);
    expect(film.effect).toBeNull();
    film.look('sick', { after: 6 * second });
    expect(film.effect).toMatchObject({ intent: { sends: 2 } });
    film.settle({ kind: 'trouble', trouble: trouble({ maybeDone: true }) });
    expect(film.looks(13, 'sick', 5 * second)).toEqual(['rollback-unknown']);
    expect(film.situation).toBe('escalated');
    expect(film.effect).toBeNull();
  });

  test('claimed by a worker that died is sent again after a minute', () => {
    const film = convicted();
    film.effect = null;
    film.look('sick', { after: 30 * second });
    expect(film.effect).toBeNull();
    film.look('sick', { after: 31 * second });
    expect(film.effect).toMatchObject({ intent: { sends: 2 } });
  });

  test('that Heroku refuses for good is given to people at once', () => {
    const film = convicted();
    const refusal = trouble({
      kind: 'forbidden',
      canRetry: false,
      advice: 'Give the token write.',
    });
    expect(film.settle({ kind: 'trouble', trouble: refusal })).toEqual(['rollback-refused']);
    expect(film.last.next[0]).toBe('Give the token write.');
    expect(film.situation).toBe('escalated');
    expect(film.looks(31, 'sick', minute)).toEqual(['reminder']);
    expect(film.effect).toBeNull();
  });

  test('for which Heroku has no room waits and is sent again without counting', () => {
    const film = convicted();
    const full = trouble({ kind: 'rate-limited' });
    expect(film.settle({ kind: 'trouble', trouble: full })).toEqual(['rollback-delayed']);
    film.look('sick', { after: 5 * second });
    expect(film.effect).toBeNull();
    film.look('sick', { after: 11 * second });
    expect(film.effect).toMatchObject({ intent: { sends: 1 } });
    expect(film.settle({ kind: 'trouble', trouble: full })).toEqual([]);
  });

  test('that came after somebody else’s release is called a race, and nothing more is done', () => {
    const film = convicted();
    film.release();
    film.accept();
    expect(film.said.map(({ kind }) => kind)).toEqual(['rollback-raced']);
    expect(film.last.undo).toBe('heroku rollback v3 -a shop');
    expect(film.situation).toBe('escalated');
  });

  test('whose release fails leaves the bad release live, and says so', () => {
    const film = convicted();
    const rollback = film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    expect(film.looks(3, 'sick')).toEqual([]);
    film.change(rollback.id, { status: 'failed' });
    expect(film.look('sick')).toEqual(['rollback-release-failed']);
    expect(film.last.headline).toContain('bad release v2 is still live');
    expect(film.situation).toBe('escalated');
  });

  test('that is pending for a quarter of an hour is reported slow, and stuck after 65 minutes', () => {
    const film = convicted();
    film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    expect(film.looks(14, 'sick', minute)).toEqual([]);
    expect(film.looks(2, 'sick', minute)).toEqual(['rollback-slow']);
    film.said.length = 0;
    film.looks(60, 'sick', minute);
    expect(film.said.map(({ kind }) => kind)).toContain('rollback-stuck');
    expect(film.situation).toBe('escalated');
  });

  test('after which the app is still sick is ineffective, and no second one follows', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = up(rollback.version);
    expect(film.looks(8, 'sick')).toEqual(['rollback-ineffective']);
    expect(film.situation).toBe('escalated');
    expect(film.verdictOf(1)).toBe('inconclusive');
    film.looks(60, 'sick', minute);
    expect(film.effect).toBeNull();
  });

  test('is not sent when somebody released in the meantime: lastgood stands down', () => {
    const film = convicted();
    film.settle({ kind: 'withheld', reason: 'v2 is no longer current, v3 is' });
    film.release();
    expect(film.look('healthy')).toEqual(['superseded', 'release-detected']);
    expect(film.situation).toBe('warmup');
    expect(film.state.incident).toBeNull();
  });

  test('is never itself rolled back', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = up(rollback.version);
    film.looks(30, 'healthy');
    film.effect = null;
    expect(film.looks(3, 'sick', minute)).toEqual(['app-down']);
    expect(film.effect).toBeNull();
  });

  test('made by a person is never undone', () => {
    const film = afterDeploy();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.world.dynos = up(3);
    film.looks(2, 'healthy');
    film.said.length = 0;
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.last.done.join()).toContain('[rollback-of-rollback]');
    expect(film.effect).toBeNull();
  });
});

function trouble(change: object) {
  return {
    kind: 'timeout',
    message: 'POST /apps/shop/releases brought no answer.',
    advice: 'Wait.',
    canRetry: true,
    maybeDone: false,
    status: null,
    requestId: null,
    ...change,
  } as const;
}

describe('a conviction is held, with every reason, when', () => {
  const cases: [string, (film: Film) => void, string][] = [
    ['the app is scaled to zero', (film) => (film.world.web = 0), 'web-dynos'],
    ['Heroku reports trouble', (film) => (film.world.platform = redPlatform), 'platform'],
    ['the fleet has no room', (film) => (film.world.fleetFull = 'one is under way'), 'fleet'],
    ['a newer release is pending', (film) => addPending(film), 'pending'],
    ['the target is not eligible', (film) => makeIneligible(film), 'target'],
    ['Heroku cannot be read', (film) => (film.world.trouble = trouble({})), 'readable'],
  ];
  test.each(cases)('%s', (_name, arrange, guard) => {
    const film = afterDeploy();
    arrange(film);
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.situation).toBe('held');
    expect(film.last.done.join()).toContain(`[${guard}]`);
    expect(film.last.severity).toBe('critical');
    expect(film.effect).toBeNull();
  });

  test('several guards stand in the way, and all are named', () => {
    const film = afterDeploy();
    film.world.web = 0;
    film.world.platform = redPlatform;
    film.looks(3, 'sick', 20 * second);
    expect(film.last.done.join()).toContain('[web-dynos]');
    expect(film.last.done.join()).toContain('[platform]');
  });

  test('the app runs a release command and releasePhase is hold', () => {
    const film = afterDeploy({ releasePhase: 'hold' });
    film.world.releaseCommand = true;
    film.looks(3, 'sick', 20 * second);
    expect(film.last.done.join()).toContain('[release-phase]');
    expect(film.effect).toBeNull();
  });

  test('an add-on made a release in between', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.release({ description: 'Update REDIS by heroku-redis', artifact: 'slug-2' });
    film.looks(2, 'healthy');
    film.said.length = 0;
    film.world.dynos = up(3);
    film.looks(4, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    expect(film.last.done.join()).toContain('[add-on]');
  });

  test('people are to be asked: the alert carries the command', () => {
    const film = afterDeploy({ rollback: 'ask' });
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['would-roll-back']);
    expect(film.last.next[0]).toBe('Roll back: heroku rollback v1 -a shop');
    film.looks(50, 'sick', minute);
    expect(film.effect).toBeNull();
  });
});

const redPlatform = { color: 'red', detail: 'Apps is red' };

function addPending(film: Film): void {
  film.release({ status: 'pending', current: false });
}

function makeIneligible(film: Film): void {
  film.change('release-1', { eligibleForRollback: false });
}

describe('a held app', () => {
  test('is rolled back once nothing stands in the way any more', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    film.world.fleetFull = null;
    expect(film.look('sick', { after: minute })).toEqual(['rollback-started']);
  });

  test('that gets well is left alone', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    expect(film.looks(3, 'healthy', minute)).toEqual(['recovered']);
    expect(film.effect).toBeNull();
    expect(film.state.incident).toBeNull();
  });
});

describe('blame', () => {
  test('falls on no release that came to an app that was already sick', () => {
    const film = new Film().provenGood();
    film.now += 30 * hour;
    expect(film.looks(3, 'sick', minute)).toEqual(['app-down']);
    film.now += minute;
    film.release();
    expect(film.look('sick')).toEqual(['superseded', 'watch-without-baseline']);
    film.world.dynos = up(2);
    film.said.length = 0;
    expect(film.looks(4, 'sick', 20 * second)).toEqual(['app-down']);
    expect(film.effect).toBeNull();
  });

  test('falls on the newest of two quick releases, and the target is the last good one', () => {
    const film = afterDeploy();
    film.looks(2, 'sick', 5 * second);
    film.release({ artifact: 'slug-2', description: 'Set FOO config vars' });
    film.world.dynos = up(3);
    film.look('sick');
    film.looks(4, 'sick', 15 * second);
    expect(film.effect?.intent).toMatchObject({
      culprit: { version: 3 },
      target: { version: 1 },
    });
  });

  test('of a configuration change goes back to the same code with the old configuration', () => {
    const film = new Film().provenGood();
    film.release({ artifact: 'slug-1', description: 'Set FOO config vars' });
    film.world.dynos = up(2);
    film.look('sick');
    film.looks(4, 'sick', 15 * second);
    expect(film.effect?.intent.target).toMatchObject({ version: 1, artifact: 'slug-1' });
  });

  test('falls on no first release: there is nothing to go back to', () => {
    const film = new Film();
    film.release();
    film.looks(3, 'healthy');
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['app-down']);
    expect(film.effect).toBeNull();
  });

  test('of code that was rolled back before is announced when it is deployed again', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = up(rollback.version);
    film.looks(30, 'healthy');
    film.release({ artifact: 'slug-2' });
    expect(film.look('healthy')).toEqual(['known-bad-redeployed']);
  });

  test('a second culprit within the cooldown is held', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = up(rollback.version);
    film.looks(30, 'healthy');
    film.effect = null;
    film.release();
    film.world.dynos = up(4);
    film.looks(2, 'healthy');
    film.said.length = 0;
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.last.done.join()).toContain('[budget]');
    expect(film.effect).toBeNull();
  });
});

describe('a healthy app', () => {
  test('that is steady changes nothing, so that it costs no write', () => {
    const film = new Film().provenGood();
    const before = JSON.stringify(film.state);
    expect(film.looks(50, 'healthy', minute)).toEqual([]);
    expect(JSON.stringify(film.state)).toBe(before);
  });

  test('that blips once is left alone and nobody is told', () => {
    const film = new Film().provenGood();
    expect(film.look('sick', { after: minute })).toEqual([]);
    expect(film.looks(5, 'healthy', minute)).toEqual([]);
    expect(film.situation).toBe('steady');
    expect(film.effect).toBeNull();
  });

  test('that blips again and again is called flapping', () => {
    const film = new Film().provenGood();
    const said = Array.from({ length: 5 }, () => [
      ...film.look('sick', { after: minute }),
      ...film.look('healthy', { after: minute / 2 }),
    ]).flat();
    expect(said).toEqual(['flapping']);
    expect(film.effect).toBeNull();
  });

  test('proves its release only with enough readings', () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = up(2);
    film.look('healthy');
    film.looks(2, 'healthy', 9 * minute);
    expect(film.verdictOf(2)).toBe('unproven');
    expect(film.looks(3, 'healthy', 3 * minute)).toEqual([]);
    expect(film.looks(1, 'healthy', 3 * minute)).toEqual(['release-inconclusive']);
    expect(film.verdictOf(2)).toBe('inconclusive');
    film.looks(20, 'healthy', minute);
    expect(film.verdictOf(2)).toBe('good');
  });

  test('that answers slowly is reported and never rolled back', () => {
    const film = afterDeploy({
      check: { ...new Film().app.check, withinMs: 500 },
    });
    const slow = { reading: { slow: true } };
    const said = Array.from({ length: 6 }, () => film.look('healthy', slow)).flat();
    expect(said).toEqual(['slow']);
    expect(film.looks(3, 'healthy')).toEqual(['fast']);
    expect(film.effect).toBeNull();
  });

  test('with a certificate that ends soon is reported once a day', () => {
    const film = new Film().provenGood();
    const soon = () => ({ reading: { certificateExpiresAt: film.now + 48 * hour } });
    expect(film.look('healthy', { after: minute, ...soon() })).toEqual(['certificate-expires']);
    expect(film.look('healthy', { after: minute, ...soon() })).toEqual([]);
    expect(film.look('healthy', { after: 25 * hour, ...soon() })).toEqual(['certificate-expires']);
    const renewed = { certificateExpiresAt: film.now + 900 * hour };
    expect(film.look('healthy', { reading: renewed })).toEqual(['certificate-renewed']);
  });
});

describe('an app that is new, down, blind or in maintenance', () => {
  test('whose check never passed convicts nobody, and somebody hears of it', () => {
    const film = new Film();
    film.release();
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['check-never-passed']);
    expect(film.effect).toBeNull();
    expect(film.looks(3, 'healthy')).toEqual(['check-passed']);
    expect(film.situation).toBe('watching');
  });

  test('whose check was changed must pass again before it convicts', () => {
    const film = afterDeploy();
    film.hash = 'check-2';
    film.looks(5, 'sick', 20 * second);
    expect(film.situation).toBe('unarmed');
    expect(film.effect).toBeNull();
  });

  test('that is down is reminded of and its recovery is told', () => {
    const film = new Film().provenGood();
    film.now += 30 * hour;
    film.looks(3, 'sick', minute);
    expect(film.looks(30, 'sick', minute)).toEqual(['reminder']);
    expect(film.looks(3, 'healthy', minute)).toEqual(['recovered']);
    expect(film.last.headline).toContain('healthy again after');
    expect(film.situation).toBe('steady');
  });

  test('that cannot be seen for three minutes makes the monitor say that it is blind, once', () => {
    const film = new Film().provenGood();
    expect(film.looks(6, 'unknown', minute)).toEqual(['monitor-blind']);
    expect(film.look('healthy')).toEqual(['monitor-sees']);
    expect(film.situation).toBe('steady');
  });

  test('in Heroku’s maintenance mode is not judged', () => {
    const film = afterDeploy();
    film.world.maintenance = true;
    expect(film.looks(10, 'sick', 20 * second)).toEqual([]);
    expect(film.situation).toBe('watching');
    expect(film.effect).toBeNull();
  });

  test('in a maintenance window is not judged, and what was open is closed', () => {
    const always = { days: [], startMinute: 0, durationMs: 24 * hour, zone: 'UTC' };
    const film = new Film({ maintenance: [always] });
    film.release();
    expect(film.looks(20, 'sick', minute)).toEqual([]);
    expect(film.looks(3, 'healthy')).toEqual([]);
    expect(film.situation).toBe('watching');
  });
});

describe('a release that never became current', () => {
  test('because its release command failed is reported, and the good one stays', () => {
    const film = new Film().provenGood();
    film.release({ status: 'failed', current: false });
    expect(film.look('healthy', { news: true })).toEqual(['release-phase-failed']);
    expect(film.last.headline).toContain('v1 is still live');
    expect(film.look('healthy', { news: true })).toEqual([]);
    expect(film.situation).toBe('steady');
  });

  test('because it is pending for more than an hour is reported as stuck', () => {
    const film = new Film().provenGood();
    film.release({ status: 'pending', current: false });
    expect(film.look('healthy', { news: true })).toEqual([]);
    expect(film.state.pending?.version).toBe(2);
    expect(film.looks(70, 'healthy', minute)).toEqual(['release-stuck']);
  });
});

describe('the version endpoint', () => {
  const check = (bodies: [string, string], commit: string | null = null) => {
    const film = new Film({ version: '/version' });
    film.world.versionBody = bodies[0];
    film.provenGood();
    film.world.versionBody = bodies[1];
    film.world.commit = commit;
    film.release();
    film.world.dynos = up(2);
    film.look('healthy');
    return film.looks(130, 'healthy').filter((kind) => kind.startsWith('version'));
  };

  test('must change when other code is deployed', () => {
    expect(check(['1.0.0', '1.0.0'])).toEqual(['version-unchanged']);
    expect(check(['1.0.0', '1.0.1'])).toEqual([]);
  });

  test('must name the commit where it names one', () => {
    const commit = '1a5f89db30c1f0a6c2d3e4f5a6b7c8d9e0f1a2b3';
    expect(check(['v1', '{"commit":"1a5f89d"}'], commit)).toEqual([]);
    expect(check(['v1', '{"commit":"9c0ffee1"}'], commit)).toEqual(['version-mismatch']);
  });
});
