/** What worlds have in common, so that the same dawn serves many of them. */
import type { App } from '../../../lib/core/app.ts';
import { mixSeeds, Random } from '../random.ts';
import type { AppPlan, Story } from './story.ts';

const minute = 60_000;
const second = 1_000;

/** What the apps of a world have in common, and how they are looked at: their dawn hangs on it. */
export type Surroundings = {
  readonly path: boolean;
  readonly recovered: number;
  readonly watchMs: number;
  readonly version: AppPlan['version'];
  readonly checks: App['checks'];
  readonly cadence: Pick<Story, 'sweepMs' | 'watchMs'>;
  readonly shardAppsMax: number;
};

/** How often is looked: the fewer looks between two deeds, the more worlds in an hour. */
const cadences = [
  { sweepMs: minute, watchMs: 20 * second },
  { sweepMs: 1.5 * minute, watchMs: 30 * second },
  { sweepMs: 2 * minute, watchMs: 30 * second },
  { sweepMs: 2 * minute, watchMs: 40 * second },
] as const;

/**
 * So few that most worlds find their dawn played already, and so many that each two values of two
 * different things meet.
 */
const surroundings = Array.from({ length: 200 }, (_, at) => makeSurroundings(at));

function makeSurroundings(at: number): Surroundings {
  const random = new Random(mixSeeds(1, at));
  return {
    path: random.chance(0.3),
    recovered: random.pick([2, 3]),
    watchMs: random.pick([2, 3]) * minute,
    checks: random.pick(['warn', 'warn', 'hold', 'off']),
    version: random.chance(0.3) ? random.pick(['named', 'unchanged', 'other', 'unread']) : null,
    cadence: random.pick(cadences),
    shardAppsMax: random.pick([100, 100, 1, 2]),
  };
}

/** Those of one world. */
export function pickSurroundings(random: Random): Surroundings {
  return surroundings[random.below(surroundings.length)] ?? makeSurroundings(0);
}
