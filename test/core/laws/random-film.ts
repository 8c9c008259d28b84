/** Plays a random film, and writes down every decision for the laws to judge. */
import type { Alert } from '../../../lib/core/alert.ts';
import type { App } from '../../../lib/core/app.ts';
import type { Effect } from '../../../lib/core/draft.ts';
import type { Others } from '../../../lib/core/others.ts';
import type { Reading } from '../../../lib/core/reading.ts';
import type { Dyno, Release } from '../../../lib/core/release.ts';
import { fence, type RollbackOutcome } from '../../../lib/core/settle-rollback.ts';
import type { State } from '../../../lib/core/state.ts';
import { Film, minute, second } from '../film.ts';
import { trouble } from '../scenes.ts';
import { RandomWorld } from './random-world.ts';
import type { Fate, Step } from './steps.ts';

/** One decision: of a look, or of what a rollback's call brought. */
export type Frame = {
  readonly at: number;
  /** null: no look, but the outcome of a call. */
  readonly verdict: Reading['verdict'] | null;
  readonly before: State;
  readonly after: State;
  readonly alerts: readonly Alert[];
  readonly effect: Effect | null;
  readonly hash: string;
  /** True while Heroku's maintenance mode is on. */
  readonly maintenance: boolean;
  /** How the other apps are. */
  readonly others: Others | null;
  /** What Heroku would show of the dynos. */
  readonly dynos: readonly Dyno[] | null;
  /** What really runs, whether or not anybody has read it. */
  readonly current: Release | null;
};

/** One call that went out, and the release that Heroku made of it. */
export type Post = {
  readonly effect: Effect;
  readonly at: number;
  readonly fate: Fate;
  readonly release: Release | null;
  /** Heroku's releases when it arrived there. */
  readonly arrivedAt: readonly Release[];
};

const quickApp: Partial<App> = {
  watchMs: minute,
  verifyMs: 20 * second,
  probationMs: 120 * minute,
};
const quickLimits = {
  limits: { cooldownMs: 10 * minute, perAppADay: 3, fleetAnHour: 3, fleetAtOnce: 1 },
};

/** The call's answer never came; whether it was carried out is another matter. */
const lost: RollbackOutcome = { kind: 'trouble', trouble: trouble({ maybeDone: true }) };

export class RandomFilm {
  readonly film: Film;
  readonly steps: readonly Step[];
  readonly frames: Frame[] = [];
  readonly posts: Post[] = [];
  private readonly world: RandomWorld;
  private readonly unknownAfter: ReadonlySet<number>;
  private late: { readonly at: number; readonly arrive: () => void } | null = null;
  private looked = 0;

  /** `unknownAfter`: after these looks, counted from 1, comes one more that nobody can judge. */
  constructor(
    steps: readonly Step[],
    options: {
      readonly app?: Partial<App>;
      readonly unknownAfter?: ReadonlySet<number>;
      readonly github?: Film['world']['github'];
    } = {},
  ) {
    this.steps = steps;
    this.unknownAfter = options.unknownAfter ?? new Set();
    this.film = new Film({ ...quickApp, ...options.app }, quickLimits);
    this.film.world.github = options.github ?? null;
    this.world = new RandomWorld(this.film);
    this.world.release(false);
    this.play({ do: 'looks', count: 20, everyMs: 5 * second });
    for (const step of steps) this.play(step);
  }

  private play(step: Step): void {
    if (step.do === 'blip') this.look(step.verdict, 5 * second);
    else if (step.do !== 'looks') this.world.happen(step);
    else for (let i = 0; i < step.count; i += 1) this.look(this.world.health(), step.everyMs);
  }

  private look(verdict: Reading['verdict'], after: number): void {
    const { film, world } = this;
    if (this.late !== null && film.now + after >= this.late.at) {
      this.late.arrive();
      this.late = null;
    }
    world.showDynos();
    world.showOthers();
    const reading = world.reached ? {} : { reachedApp: false };
    this.record(verdict, () => film.look(verdict, { after, reading }));
    this.perform();
    this.looked += 1;
    const { name } = film.state.situation;
    // In a warm-up a look can end it, whatever its reading is.
    const booting = name === 'warmup' || name === 'verifying';
    if (!this.unknownAfter.has(this.looked) || booting) return;
    this.record('unknown', () => film.look('unknown', { after: 0 }));
    this.perform();
  }

  private record(verdict: Reading['verdict'] | null, decide: () => void): void {
    const { film } = this;
    const before = film.state;
    const spoken = film.said.length;
    film.effect = null;
    decide();
    this.frames.push({
      at: film.now,
      verdict,
      before,
      after: film.state,
      alerts: film.said.slice(spoken),
      effect: film.effect,
      hash: film.hash,
      maintenance: film.world.maintenance,
      others: film.world.others,
      dynos: film.world.dynos,
      current: this.world.current,
    });
  }

  /** Does with a decided rollback what the conductor does: one more fresh read, then the call. */
  private perform(): void {
    const { effect, world, now } = this.film;
    const { fate } = this.world;
    if (effect === null || fate === 'worker-died') return;
    const outcome = world.trouble === null ? this.send(effect) : null;
    const unread: RollbackOutcome = { kind: 'trouble', trouble: trouble({ maybeDone: false }) };
    const settled = outcome ?? unread;
    this.record(null, () => this.film.settle(settled));
    if (fate === 'late' && settled === lost) {
      const arrive = () => this.world.rollBack(effect.intent.target.version);
      this.late = { at: now + 40 * second, arrive };
    }
  }

  private send(effect: Effect): RollbackOutcome {
    const { world, fate } = { world: this.film.world, fate: this.world.fate };
    if (fate === 'overtaken') this.world.release(false);
    const reason = fence(effect.intent, world.releases);
    if (reason !== null) return { kind: 'withheld', reason };
    if (fate === 'raced') this.world.release(false);
    const arrivedAt = world.releases;
    const outcome = this.answer(effect);
    const release = world.releases.find((one) => !arrivedAt.some(({ id }) => id === one.id));
    this.posts.push({ effect, at: this.film.now, fate, release: release ?? null, arrivedAt });
    return outcome;
  }

  /** Heroku's side of the call. */
  private answer({ intent }: Effect): RollbackOutcome {
    const { world } = this;
    const { version } = intent.target;
    switch (world.fate) {
      case 'accepted':
      case 'raced':
        return { kind: 'accepted', release: world.rollBack(version) };
      case 'accepted-pending': {
        const release = world.rollBack(version, { status: 'pending', current: false });
        return { kind: 'accepted', release };
      }
      case 'done-but-lost':
        world.rollBack(version);
        return lost;
      case 'refused':
        return {
          kind: 'trouble',
          trouble: trouble({ kind: 'forbidden', canRetry: false }),
        };
      case 'no-room':
        return { kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) };
      case 'late':
      case 'lost':
      case 'overtaken':
      case 'worker-died':
        return lost;
      default:
        return world.fate satisfies never;
    }
  }
}
