/** One alert of every kind that the core says, each from a film in which it is true. */
import type { Alert } from '../../lib/core/alert.ts';
import { dawn, Film, hour, minute, second } from './film.ts';
import { afterDeploy, convicted, rolledBack, trouble, webDyno } from './scenes.ts';

const lost = { kind: 'trouble', trouble: trouble({ maybeDone: true }) } as const;

/** By kind; the first of a kind that was said stands for it. */
export function everyAlert(): ReadonlyMap<string, Alert> {
  const scenes = [
    ...rollbackScenes,
    ...failureScenes,
    ...releaseScenes,
    ...appScenes,
    ...conditionScenes,
  ];
  const alerts = scenes.flatMap((scene) => scene().said);
  const byKind = new Map<string, Alert>();
  for (const alert of alerts) if (!byKind.has(alert.kind)) byKind.set(alert.kind, alert);
  return byKind;
}

type Scene = () => Film;

const rollbackScenes: readonly Scene[] = [
  () => {
    const film = afterDeploy();
    film.looks(3, 'sick', 20 * second);
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(15, 'healthy');
    return film;
  },
  () => {
    const film = afterDeploy({ rollback: 'ask' });
    film.looks(3, 'sick', 20 * second);
    film.looks(31, 'sick', minute);
    return film;
  },
  () => {
    const film = afterDeploy();
    film.world.web = 0;
    film.world.fleetFull = '1 rollback under way already (blog); limits.fleetAtOnce is 1';
    film.looks(3, 'sick', 20 * second);
    return film;
  },
];

const failureScenes: readonly Scene[] = [
  () => {
    const film = convicted();
    film.settle(lost);
    film.looks(15, 'sick', minute);
    film.effect = null;
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.look('sick', { news: true });
    return film;
  },
  () => {
    const film = convicted();
    const refusal = trouble({
      kind: 'forbidden',
      message: 'POST /apps/shop/releases answered 403 (forbidden).',
      advice: 'Give the token write access to shop.',
      canRetry: false,
      requestId: 'a1b2',
    });
    film.settle({ kind: 'trouble', trouble: refusal });
    return film;
  },
  () => {
    const film = convicted();
    film.release();
    film.accept();
    return film;
  },
  () => {
    const film = convicted();
    const rollback = film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.looks(20, 'sick', minute);
    film.change(rollback.id, { status: 'failed' });
    film.look('sick');
    return film;
  },
  () => {
    const film = convicted();
    film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.looks(70, 'sick', minute);
    return film;
  },
  () => verified('sick'),
  () => verified('unknown'),
];

function verified(verdict: 'sick' | 'unknown'): Film {
  const film = convicted();
  const rollback = film.accept();
  film.look('sick');
  film.world.dynos = webDyno('up', rollback.version);
  film.looks(15, verdict, minute);
  return film;
}

const releaseScenes: readonly Scene[] = [
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
    const film = rolledBack();
    film.release({ artifact: 'slug-2' });
    film.look('healthy');
    return film;
  },
];

const appScenes: readonly Scene[] = [
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

const conditionScenes: readonly Scene[] = [
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
];
