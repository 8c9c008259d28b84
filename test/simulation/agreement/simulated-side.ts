/** The simulated Heroku with one app, driven a step at a time; nothing in it fails. */
import type { Heroku } from '../../../lib/adapters/heroku.ts';
import { dawn, minute, second } from '../../core/fixtures.ts';
import { herokuDoor } from '../doors/heroku-door.ts';
import { happen } from '../happen.ts';
import { Invocation } from '../invocation.ts';
import { Simulation } from '../simulation.ts';
import type { AppPlan, Story } from '../story/story.ts';
import { answerSeen, see } from './seen.ts';
import type { Step } from './step.ts';

/** A release command ends only when it is let, an hour later by the simulation's clock. */
const commandMs = 60 * minute;
const idleMs = 2 * minute;

export class SimulatedSide {
  readonly simulation: Simulation;
  private readonly heroku: Heroku;
  private readonly name: string;

  constructor(plan: AppPlan) {
    this.name = plan.name;
    this.simulation = new Simulation(storyOf(plan));
    this.heroku = herokuDoor(this.simulation, new Invocation(this.simulation, 'look'));
  }

  get now(): number {
    return Math.floor(this.simulation.now);
  }

  get app() {
    return this.simulation.heroku.app(this.name);
  }

  async see() {
    return this.asked(see(this.heroku, this.name, 1));
  }

  /** Does what a step says; answers what came of a call. `finish` is done one by one instead. */
  async act(step: Exclude<Step, { do: 'finish' }>): Promise<unknown> {
    await this.pass(10 * second);
    const app = this.name;
    switch (step.do) {
      case 'rollback':
        return this.rollBack(step.back);
      case 'deploy': {
        const fails = step.command === 'fails';
        const phase = step.command === 'none' ? null : { ms: commandMs, fails };
        const quality = step.crashes ? 'crash' : 'good';
        return happen(this.simulation, { do: 'deploy', app, quality, phase, plans: false });
      }
      case 'config':
        return happen(this.simulation, { do: 'config', app, broken: false });
      case 'redeploy':
        return happen(this.simulation, { do: 'redeploy', app, back: 0 });
      case 'add-on':
      case 'expire':
      case 'scale':
      case 'maintenance':
        return happen(this.simulation, { ...step, app });
      default:
        return step satisfies never;
    }
  }

  /** Lets the oldest release command end; answers whose it was, and when; null: none runs. */
  async finishNext(): Promise<{ readonly version: number; readonly at: number } | null> {
    const pending = this.app.releases.find(({ status }) => status === 'pending');
    if (pending === undefined) return null;
    const at = pending.createdAt + commandMs;
    await this.pass(at + second - this.simulation.now);
    return { version: pending.version, at };
  }

  /** Dynos boot, or crash. */
  settle(): Promise<void> {
    return this.pass(idleMs);
  }

  private async rollBack(back: number | 'unknown') {
    const { releases } = this.app;
    const target = back === 'unknown' ? undefined : releases.at(-1 - back);
    const id = target?.id ?? 'no-such-release';
    return answerSeen(await this.asked(this.heroku.rollback(this.name, id)), 1);
  }

  private async asked<T>(answer: Promise<T>): Promise<T> {
    await this.pass(2 * second);
    return answer;
  }

  private pass(ms: number): Promise<void> {
    return this.simulation.scheduler.runUntil(Math.floor(this.simulation.now + ms), () => true);
  }
}

function storyOf(plan: AppPlan): Story {
  return {
    seed: 0,
    world: 0,
    plain: true,
    skipsDawn: false,
    patient: true,
    armedMs: 0,
    sweepMs: minute,
    watchMs: 20 * second,
    shardAppsMax: 100,
    limits: { cooldownMs: minute, perAppADay: 2, fleetAnHour: 3, fleetAtOnce: 1 },
    remindMs: 10 * minute,
    herokuSkewMs: 0,
    apps: [plan],
    events: [],
    stormMs: 0,
    calmMs: 0,
  };
}

/** When the app's first code was deployed. */
export const firstDeployAt = dawn - 3 * 24 * 60 * minute;
