/** Where most films begin: a good release, a fresh one on top of it, a conviction. */
import type { Dyno, HerokuTrouble } from '../../lib/core/release.ts';
import { Film, minute, second } from './film.ts';

type FilmApp = ConstructorParameters<typeof Film>[0];

/** One web dyno in a state, on a release. */
export function webDyno(state: string, version: number): Dyno[] {
  return [{ name: 'web.1', type: 'web', state, releaseVersion: version }];
}

/** An app with a good v1, on which v2 was just deployed and is watched; nothing said is left. */
export function afterDeploy(app: FilmApp = {}): Film {
  const film = new Film(app).provenGood();
  film.now += minute;
  film.release();
  film.world.dynos = webDyno('up', 2);
  film.looks(2, 'healthy');
  if (film.situation !== 'watching') throw new Error(film.situation);
  film.said.length = 0;
  return film;
}

/** The same, convicted, with the rollback decided and not yet sent. */
export function convicted(app: FilmApp = {}): Film {
  const film = afterDeploy(app);
  film.looks(3, 'sick', 20 * second);
  if (film.situation !== 'rolling-back') throw new Error(film.situation);
  film.said.length = 0;
  return film;
}

/** The same, rolled back to v1 as v3 and healthy on it. */
export function rolledBack(app: FilmApp = {}): Film {
  const film = convicted(app);
  const rollback = film.accept();
  film.look('sick');
  film.world.dynos = webDyno('up', rollback.version);
  film.looks(30, 'healthy');
  if (film.situation !== 'rolled-back') throw new Error(film.situation);
  film.effect = null;
  film.said.length = 0;
  return film;
}

/** Heroku's POST brought no answer in time, unless it says otherwise. */
export function trouble(change: Partial<HerokuTrouble> = {}): HerokuTrouble {
  return {
    kind: 'timeout',
    message: 'POST /apps/shop/releases brought no answer.',
    advice: 'Wait.',
    canRetry: true,
    maybeDone: false,
    status: null,
    requestId: null,
    ...change,
  };
}
