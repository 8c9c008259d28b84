import { dawn } from '../../core/fixtures.ts';
import type { Simulation } from '../simulation.ts';
import type { Happening } from '../story/story.ts';

/** What people do that keeps nothing from being seen or told. */
const harmless: readonly Happening['do'][] = ['deploy', 'pause', 'resume', 'maintenance'];

/**
 * Since when nothing has failed: `calmSince`, or since the beginning where nothing ever does, so
 * that what is repeated each day can be held against the days.
 */
export function quietSince({ story }: Simulation, calmSince: number): number {
  const isQuiet = story.events.every(
    (event) => event.kind === 'happening' && harmless.includes(event.what.do),
  );
  return isQuiet ? dawn + story.armedMs : calmSince;
}
