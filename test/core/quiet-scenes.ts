/** Films without a rollback, in which everything else is said. */
import { dawn, Film, hour, minute, second } from './film.ts';
import { afterDeploy, rolledBack, trouble, webDyno } from './scenes.ts';

/** A film that was played. */
export type Scene = () => Film;

/** Releases that come, fail, stick and are judged. */
export const releaseScenes: readonly Scene[] = [
  () => {
    const film = new Film({ version: '/version' }).provenGood();
    film.world.versionBody = '1.0.0';
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.looks(140, 'healthy');
    film.world.commit = '1a5f89db30c1f0a6c2d3e4f5a6b7c8d9e0f1a2b3';
    film.world.versionBody = '{"commit":"9c0ffee1"}';
    film.release();
    film.world.dynos = webDyno('up', 3);
    film.looks(140, 'healthy');
    film.world.versionBody = null;
    film.release();
    film.world.dynos = webDyno('up', 4);
    film.looks(140, 'healthy');
    return film;
  },
  () => {
    const film = new Film({ version: '/version' });
    film.world.versionBody = '1.0.0';
    film.provenGood();
    film.release();
    film.world.dynos = webDyno('up', 2);
    film.looks(140, 'healthy');
    return film;
  },
  () => {
    const film = afterDeploy();
    film.looks(10, 'unknown', 4 * minute);
    return film;
  },
  () => {
    const film = new Film().provenGood();
    film.release({ status: 'failed', current: false });
    film.look('healthy', { news: true });
    film.release({ status: 'pending', current: false });
    film.look('healthy', { news: true });
    film.looks(70, 'healthy', minute);
    return film;
  },
  () => {
    const film = new Film().provenGood();
    film.release();
    film.world.dynos = [...webDyno('up', 1), ...webDyno('up', 2)];
    film.looks(15, 'healthy', minute);
    film.world.dynos = webDyno('up', 2);
    film.looks(2, 'healthy', minute);
    return film;
  },
  () => {
    const film = rolledBack();
    film.release({ artifact: 'slug-2' });
    film.look('healthy');
    return film;
  },
];

/** Apps that go down and get well with no release to blame. */
export const appScenes: readonly Scene[] = [
  () => {
    const film = new Film().provenGood();
    film.hash = 'check-2';
    film.looks(3, 'healthy');
    return film;
  },
  () => {
    const film = new Film().provenGood();
    film.now += 30 * hour;
    film.looks(35, 'sick', minute);
    film.release();
    film.look('sick');
    return film;
  },
  () => {
    const film = new Film();
    film.release();
    film.looks(3, 'sick', 20 * second);
    film.looks(3, 'healthy');
    return film;
  },
  () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    film.looks(3, 'healthy');
    return film;
  },
];

/** Side conditions that come and go. */
export const conditionScenes: readonly Scene[] = [
  () => {
    const film = new Film().provenGood();
    film.looks(6, 'unknown', minute);
    film.look('healthy');
    for (let i = 0; i < 5; i += 1) {
      film.look('sick', { after: minute });
      film.look('healthy', { after: minute / 2 });
    }
    film.looks(20, 'healthy', minute);
    return film;
  },
  () => {
    const film = new Film({ check: { ...new Film().app.check, withinMs: 500 } }).provenGood();
    for (let i = 0; i < 4; i += 1) film.look('healthy', { reading: { slow: true } });
    film.looks(4, 'healthy');
    film.look('healthy', { reading: { certificateExpiresAt: dawn + 48 * hour } });
    film.look('healthy', { reading: { certificateExpiresAt: dawn + 900 * hour } });
    return film;
  },
  () => {
    const film = new Film().provenGood();
    const message = 'GET /apps/shop/releases answered 401 (unauthorized).';
    const advice = 'Renew HEROKU_API_KEY.';
    film.world.trouble = trouble({ kind: 'unauthorized', message, advice, canRetry: false });
    film.look('healthy', { news: true });
    film.world.trouble = null;
    film.look('healthy', { news: true });
    return film;
  },
  () => {
    const film = new Film().provenGood();
    const times = { at: film.now, until: film.now + hour };
    const pause = { app: 'shop', by: 'anna@laptop', why: 'big migration', ended: null, ...times };
    film.world.pause = { app: pause, fleet: null };
    film.looks(62, 'healthy', minute);
    return film;
  },
  () => {
    const film = new Film().provenGood();
    film.world.maintenance = true;
    film.looks(26, 'sick', 10 * minute);
    film.world.maintenance = false;
    film.looks(2, 'healthy');
    return film;
  },
];

/** Releases whose commit has no passing checks, and a GitHub that refuses. */
export const githubScenes: readonly Scene[] = [
  ...(['warn', 'hold'] as const).map((checks) => () => {
    const film = new Film({ repository: 'acme/shop', checks }).provenGood();
    film.world.github = { checks: { state: 'failing', passed: 1, names: ['lint', 'unit'] } };
    film.release();
    film.looks(3, 'healthy');
    film.world.github = { checks: { state: 'passing', passed: 2, names: [] } };
    film.looks(3, 'healthy', 3 * minute);
    return film;
  }),
  () => {
    const film = new Film({ repository: 'acme/shop', checks: 'warn' }).provenGood();
    film.world.github = {
      checks: {
        kind: 'not-found',
        message: 'GET /repos/acme/shop/commits/1a5f/status answered 404: Not Found',
        advice: 'check `repository: acme/shop` in apps.yml',
        canRetry: false,
        status: 404,
      },
    };
    film.release();
    film.looks(3, 'healthy');
    film.world.github = { checks: { state: 'passing', passed: 2, names: [] } };
    film.looks(3, 'healthy', minute);
    return film;
  },
];
