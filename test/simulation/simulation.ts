/** One simulated world: the models, the clock, the chance and the oracle that watches them. */
import type { App, Configuration } from '../../lib/core/app.ts';
import { dawn, everyDay, testApp } from '../core/fixtures.ts';
import { Faults } from './faults.ts';
import { HerokuModel } from './models/heroku-model.ts';
import { TableModel } from './models/table-model.ts';
import { Oracle } from './oracle/oracle.ts';
import { mixSeeds, Random } from './random.ts';
import { Reach } from './reach.ts';
import { Scheduler } from './scheduler.ts';
import type { AppPlan, Happening, Moment, Story, Window } from './story/story.ts';

export class Simulation {
  readonly story: Story;
  readonly scheduler = new Scheduler(dawn);
  readonly random: Random;
  readonly reach = new Reach();
  readonly faults: Faults;
  readonly heroku: HerokuModel;
  readonly table = new TableModel();
  readonly oracle: Oracle;
  /** Until now; what an invocation has begun with it keeps. */
  configuration: Configuration;
  /** How often each app's check was changed. */
  readonly checks = new Map<string, number>();
  readonly ambushes: { moment: Moment; what: Happening | { readonly do: 'crash' } }[] = [];
  /** What GitHub has taken of commits: `COMMIT STATE: DESCRIPTION`. */
  readonly atGitHub = new Set<string>();
  readonly told: string[] = [];
  identities = 0;
  private readonly tells: boolean;

  constructor(story: Story, tells = false) {
    this.story = story;
    this.tells = tells;
    this.random = new Random(mixSeeds(story.seed, story.world, 2));
    this.faults = new Faults(this.random, this.reach);
    this.heroku = new HerokuModel(this.scheduler, story.apps);
    this.heroku.skewMs = story.herokuSkewMs;
    this.configuration = configurationOf(story);
    this.oracle = new Oracle(this);
  }

  get now(): number {
    return this.scheduler.now;
  }

  /** Notes a line of the story, if anybody reads it. */
  tell(line: () => string): void {
    if (!this.tells) return;
    const seconds = ((this.now - dawn) / 1000).toFixed(3).padStart(10);
    this.told.push(`${seconds}  ${line()}`);
  }

  appOf(name: string): App {
    const app = this.configuration.apps.find((candidate) => candidate.name === name);
    if (app === undefined) throw new Error(`the story has no app ${name}`);
    return app;
  }

  /** The app's check is another one from now on; it asks for the same all the same. */
  changeCheck(name: string): void {
    const number = (this.checks.get(name) ?? 0) + 1;
    this.checks.set(name, number);
    const apps = this.configuration.apps.map((app) =>
      app.name === name ? { ...app, check: { ...app.check, lacks: [`error ${number}`] } } : app,
    );
    this.configuration = { ...this.configuration, apps };
  }
}

function configurationOf(story: Story): Configuration {
  return {
    cadence: { sweepMs: story.sweepMs, watchMs: story.watchMs },
    limits: story.limits,
    remindMs: story.remindMs,
    // No shorter than two sweeps, or every silence between them is blindness.
    blindMs: Math.max(180_000, 2 * story.sweepMs),
    control: [],
    platformStatus: 'https://status.example.com',
    digest: null,
    apps: story.apps.map(appOf),
  };
}

function appOf({ name, path, policy, version, window }: AppPlan): App {
  const at = (of: string) => (path ? of : `https://${name}.example.com${of}`);
  return {
    ...testApp({ name, repository: 'acme/shop', checks: 'warn', ...policy }),
    check: checkOf(at('/health')),
    version: version === null ? null : at('/version'),
    maintenance: window === null ? [] : [windowOf(window)],
  };
}

/** What is known of a check is kept with it, and need not be found anew in each world. */
function checkOf(health: string): App['check'] {
  const known = checks.get(health);
  if (known !== undefined) return known;
  const check = { ...testApp().check, health, withinMs: 2_000 };
  checks.set(health, check);
  return check;
}

const checks = new Map<string, App['check']>();

/** Each day, by the clocks of UTC. */
function windowOf({ fromMs, forMs }: Window): App['maintenance'][number] {
  const startMinute = Math.floor(((dawn + fromMs) % dayMs) / 60_000);
  return { days: everyDay, startMinute, durationMs: forMs, zone: 'UTC' };
}

const dayMs = 24 * 3_600_000;
