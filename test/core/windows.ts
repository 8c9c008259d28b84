/** Films that go on in a maintenance window of apps.yml. */

import { Film, hour, minute, second } from './film.ts';
import { everyDay } from './fixtures.ts';

/** A window that opens so long after the film's beginning, on its day, for so long. */
function windowAt(film: Film, durationMs: number) {
  const minuteOfDay = Math.ceil((film.now % (24 * hour)) / minute);
  return { days: everyDay, startMinute: minuteOfDay, durationMs, zone: 'UTC' };
}

/** A film that goes on from where another one is, with a window that opens within the minute. */
export function goOnInWindow(film: Film, durationMs: number): Film {
  const next = new Film({ ...film.app, maintenance: [windowAt(film, durationMs)] });
  Object.assign(next.world, film.world);
  Object.assign(next, { state: film.state, now: film.now, pulse: film.now });
  next.now = Math.ceil(film.now / minute) * minute;
  return next;
}

/** A good release that has run for a while. */
export function steady(): Film {
  const film = new Film().provenGood();
  film.now += 2 * hour;
  film.looks(3, 'healthy', minute);
  return film;
}

/** The same, called down, and then a window. */
export function down(): Film {
  const film = steady();
  film.looks(4, 'sick', 20 * second);
  if (film.state.incident === null) throw new Error('no incident');
  return goOnInWindow(film, 2 * hour);
}
