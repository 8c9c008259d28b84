/** Rollbacks of ours that nobody follows any more and that may still come. */
import { type Film, minute, second } from '../film.ts';
import { convicted, trouble, webDyno } from '../scenes.ts';

/** Heroku's answer to the rollback's call was lost. */
export const lost = { kind: 'trouble', trouble: trouble({ maybeDone: true }) } as const;

/** A rollback whose answer was lost, and somebody’s v3 that came in between. */
export function overtaken(): Film {
  const film = convicted();
  film.settle(lost);
  film.effect = null;
  film.release();
  film.world.dynos = webDyno('up', 3);
  film.look('healthy');
  film.said.length = 0;
  return film;
}

/** A rollback whose answer was lost twice, and that was given up. */
export function givenUp(): Film {
  const film = convicted();
  film.settle(lost);
  film.looks(16, 'sick', minute);
  film.effect = null;
  film.looks(3, 'sick', 30 * second);
  if (film.situation !== 'escalated') throw new Error(film.situation);
  film.said.length = 0;
  return film;
}
