/** A release that Heroku is still putting to work. */
import type { Dyno } from '../../../lib/core/release.ts';
import { Film, minute, second } from '../film.ts';

/** One web dyno for each: its state and the release that it runs. */
export function dynos(...each: (readonly [state: string, version: number])[]): Dyno[] {
  return each.map(([state, releaseVersion], index) => ({
    name: `web.${index + 1}`,
    type: 'web',
    state,
    releaseVersion,
  }));
}

/** One dyno of the release, and one of the release before. */
export const both = dynos(['up', 2], ['up', 1]);

/** A good v1, and v2 past its warm-up, with the dynos that Heroku shows. */
export function pastWarmup(shown: Dyno[]): Film {
  const film = new Film().provenGood();
  film.now += minute;
  film.release();
  film.world.dynos = shown;
  film.look('healthy');
  film.look('healthy', { after: 76 * second });
  if (film.situation !== 'watching') throw new Error(film.situation);
  film.said.length = 0;
  return film;
}
