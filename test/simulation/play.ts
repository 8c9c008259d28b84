/** Plays one story to its end, or to the first law that is broken. */

import { dawn } from '../core/fixtures.ts';
import { arm } from './armed.ts';
import { happen } from './happen.ts';
import { Host } from './host.ts';
import type { Violation } from './oracle/records.ts';
import { isOver } from './over.ts';
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
  if (story.skipsDawn) await arm(simulation);
  const beganAt = scheduler.now;
  const host = new Host(simulation);
  for (const event of story.events) {
    scheduler.after(dawn + event.at - beganAt, () => {
      begin(simulation, event);
      return false;
    });
  }
  host.schedule();
  const sound = () => oracle.violations.length === 0;
  await goThrough(simulation, dawn + story.stormMs, sound);
  faults.endAll(scheduler.now);
  simulation.ambushes.length = 0;
  simulation.tell(() => '*** nothing fails any more');
  await goThrough(simulation, dawn + story.stormMs + story.calmMs, sound);
  if (sound()) oracle.end(dawn + story.stormMs + settleSweeps * story.sweepMs);
  return {
    violation: oracle.violations[0] ?? null,
    steps: scheduler.steps,
    virtualMs: scheduler.now - beganAt,
    reach: simulation.reach.counts,
    told: simulation.told,
  };
}

/** The world goes on until then, unless nothing can happen in it any more. */
async function goThrough(simulation: Simulation, end: number, sound: () => boolean): Promise<void> {
  const { scheduler, story } = simulation;
  while (scheduler.now < end && sound()) {
    if (!story.patient && isOver(simulation)) return;
    await scheduler.runUntil(Math.min(end, scheduler.now + story.sweepMs), sound);
  }
}

/** So many sweeps after the last fault everything has had its time to settle. */
const settleSweeps = 3;

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
