/** Pauses for films and tables. */
import type { Pause } from '../../lib/core/pause.ts';
import { dawn, type Film, hour } from './film.ts';

/** Two hours by Anna, from dawn on. */
export function pauseOf(change: Partial<Pause> = {}): Pause {
  const times = { at: dawn, until: dawn + 2 * hour };
  return { app: 'shop', by: 'anna@laptop', why: null, ended: null, ...times, ...change };
}

/** Pauses the film's app for two hours from now. */
export function pauseFilm(film: Film, change: Partial<Pause> = {}): void {
  const pause = pauseOf({ at: film.now, until: film.now + 2 * hour, ...change });
  const own = pause.app !== null;
  film.world.pause = own ? { app: pause, fleet: null } : { app: null, fleet: pause };
}
