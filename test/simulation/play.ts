/** Plays one story to its end, or to the first law that is broken. */

import { happen } from './happen.ts';
import { Host } from './host.ts';
import type { Violation } from './oracle/records.ts';
import { Simulation } from './simulation.ts';
import type { Story, StoryEvent } from './story/story.ts';

/** What one world came to. */
export type Played = {
  readonly violation: Violation | null;
  readonly steps: number;
  readonly virtualMs: number;
  readonly reach: ReadonlyMap<string, number>;
  /** The story as it was told, line by line; empty unless it was asked for. */
  readonly told: readonly string[];
};

/** What may be broken on purpose, to see that the oracle notices. */
export type Prepare = (simulation: Simulation) => void;

export async function play(
  story: Story,
  { tells = false, prepare }: { tells?: boolean; prepare?: Prepare } = {},
): Promise<Played> {
  const simulation = new Simulation(story, tells);
  prepare?.(simulation);
  const { scheduler, oracle, faults } = simulation;
  const beganAt = scheduler.now;
  const host = new Host(simulation);
  for (const event of story.events) {
    scheduler.after(event.at, () => {
      begin(simulation, event);
      return false;
    });
  }
  host.schedule();
  const sound = () => oracle.violations.length === 0;
  await scheduler.runUntil(beganAt + story.stormMs, sound);
  faults.endAll();
  simulation.ambushes.length = 0;
  simulation.tell(() => '*** nothing fails any more');
  const settleMs = 3 * story.sweepMs;
  if (sound()) await scheduler.runUntil(beganAt + story.stormMs + story.calmMs, sound);
  if (sound()) oracle.end(beganAt + story.stormMs + settleMs);
  return {
    violation: oracle.violations[0] ?? null,
    steps: scheduler.steps,
    virtualMs: scheduler.now - beganAt,
    reach: simulation.reach.counts,
    told: simulation.told,
  };
}

function begin(simulation: Simulation, event: StoryEvent): void {
  switch (event.kind) {
    case 'happening':
      happen(simulation, event.what);
      break;
    case 'fault': {
      const { fault, forMs, rate } = event;
      simulation.tell(() => `*** ${fault} at a rate of ${rate.toFixed(2)} for ${forMs / 1000} s`);
      simulation.faults.begin(fault, { until: simulation.now + forMs, rate });
      break;
    }
    case 'ambush':
      simulation.ambushes.push({ moment: event.moment, what: event.what });
      break;
    default:
      event satisfies never;
  }
}
