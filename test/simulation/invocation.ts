/** One run of a function: its calls into the world take time, and it may end at any of them. */
import type { Configuration } from '../../lib/core/app.ts';
import type { Release } from '../../lib/core/release.ts';
import { happen } from './happen.ts';
import type { Truth } from './models/router-model.ts';
import type { Simulation } from './simulation.ts';
import type { Moment } from './story/story.ts';

/** The bounds of a call: how long it takes at least, commonly, and when everything is slow. */
export type Span = { readonly from: number; readonly to: number; readonly slow: number };

/** What Heroku's status page showed; `unknown`: it could not be read. */
export type PlatformSeen = { readonly at: number; readonly color: 'red' | 'green' | 'unknown' };

/** Of so many calls the answer comes together with the effect; that saves a turn. */
const atOnce = 0.6;

export class Invocation {
  readonly id: number;
  readonly name: string;
  readonly skewMs: number;
  readonly configuration: Configuration;
  /** What its checks were when it began. */
  readonly checks: ReadonlyMap<string, number>;
  crashed = false;
  onCrash: () => void = () => {};
  /** Its newest probe and read of the releases, by app. */
  readonly probes = new Map<string, Truth>();
  readonly reads = new Map<
    string,
    { readonly at: number; readonly releases: readonly Release[] }
  >();
  readonly formations = new Map<string, { readonly at: number; readonly web: number }>();
  /** What colour it was shown of the platform, and when; nobody says for which app it asked. */
  readonly platforms: PlatformSeen[] = [];
  /** When it last read the pauses by themselves: a sweep's first read does not count. */
  pausesReadAt = 0;
  readonly beganAt: number;
  /** The rollback that it has claimed, by app. */
  readonly claims = new Map<string, { readonly at: number; readonly culprit: string }>();
  private readonly simulation: Simulation;

  constructor(simulation: Simulation, name: string) {
    simulation.identities += 1;
    this.simulation = simulation;
    this.beganAt = simulation.now;
    this.id = simulation.identities;
    this.name = `${name}.${this.id}`;
    this.configuration = simulation.configuration;
    this.checks = new Map(simulation.checks);
    const skewed = simulation.faults.strikes('clock-skew', simulation.now);
    this.skewMs = skewed ? Math.floor(simulation.random.between(-4_000, 4_000)) : 0;
  }

  /** What an app's look was shown of the platform; `unsure`: it is not certain what. */
  platformOf(app: string): 'red' | 'green' | 'unknown' | 'unsure' {
    const since = this.probes.get(app)?.at ?? 0;
    const [first, ...others] = this.platforms.filter(({ at }) => at >= since);
    if (first === undefined || others.some(({ color }) => color !== first.color)) return 'unsure';
    return first.color;
  }

  /** Nothing comes back to it any more. */
  crash(): void {
    if (this.crashed) return;
    this.crashed = true;
    this.simulation.tell(() => `${this.name} ends here, whatever it was about to do`);
    this.onCrash();
  }

  /**
   * A call: it arrives after a while, has its effect, and the answer comes at once or after another
   * while. Both are moments at which others go on in between.
   */
  call<T>(span: Span, effect: () => T): Promise<T> {
    const { scheduler, random } = this.simulation;
    return new Promise((resolve, reject) => {
      scheduler.after(this.takes(span), () => {
        if (this.crashed && random.chance(0.5)) return false;
        this.mayCrash();
        if (this.crashed && random.chance(0.5)) return false;
        const settle = attempt(effect, resolve, reject);
        this.mayCrash();
        if (this.crashed) return false;
        if (random.chance(atOnce)) {
          settle();
          return true;
        }
        scheduler.after(this.takes(span) / 2, () => {
          if (!this.crashed) settle();
          return !this.crashed;
        });
        return false;
      });
    });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.simulation.scheduler.after(ms, () => {
        if (!this.crashed) resolve();
        return !this.crashed;
      });
    });
  }

  /** Whatever waits in ambush at this moment happens now. */
  comeTo(moment: Moment): void {
    const { ambushes } = this.simulation;
    for (let at = ambushes.findIndex((one) => one.moment === moment); at >= 0; ) {
      const [ambush] = ambushes.splice(at, 1);
      if (ambush?.what.do === 'crash') this.crash();
      else if (ambush !== undefined) happen(this.simulation, ambush.what);
      this.simulation.reach.count('moment', moment);
      at = ambushes.findIndex((one) => one.moment === moment);
    }
  }

  /** Web dynos, as its newest look at the app has read them; null: that look has not. */
  webDynos(name: string): number | null {
    const read = this.formations.get(name);
    return read === undefined || read.at < (this.probes.get(name)?.at ?? 0) ? null : read.web;
  }

  private mayCrash(): void {
    const { faults, now } = this.simulation;
    if (!this.crashed && faults.strikes('crash', now)) this.crash();
  }

  private takes({ from, to, slow }: Span): number {
    const { random, faults, now } = this.simulation;
    const whole = faults.strikes('slow', now) ? random.between(to, slow) : random.between(from, to);
    return whole / 1.5;
  }
}

function attempt<T>(
  effect: () => T,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): () => void {
  try {
    const value = effect();
    return () => resolve(value);
  } catch (error) {
    return () => reject(error);
  }
}
