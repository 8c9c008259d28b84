/** Plays a random film on a small world, and writes down every decision for the laws to judge. */
import type { Alert } from '../../../lib/core/alert.ts';
import type { App } from '../../../lib/core/app.ts';
import type { Effect } from '../../../lib/core/draft.ts';
import type { Reading } from '../../../lib/core/reading.ts';
import type { Release } from '../../../lib/core/release.ts';
import { fence } from '../../../lib/core/settle-rollback.ts';
import type { State } from '../../../lib/core/state.ts';
import { Film, minute, second } from '../film.ts';
import { trouble, webDyno } from '../scenes.ts';
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
  readonly current: Release | null;
};

/** One POST that went out, and whether Heroku made a release of it. */
export type Post = {
  readonly effect: Effect;
  readonly at: number;
  readonly fate: Fate;
  readonly release: Release | null;
  /** Heroku's releases when it arrived there. */
  readonly arrivedAt: readonly Release[];
};

export const quickApp: Partial<App> = {
  watchMs: minute,
  verifyMs: 20 * second,
  probationMs: 120 * minute,
};
export const quickLimits = {
  limits: { cooldownMs: 10 * minute, perAppADay: 3, fleetAnHour: 3, fleetAtOnce: 1 },
};

export class RandomFilm {
  readonly film: Film;
  readonly frames: Frame[] = [];
  readonly posts: Post[] = [];
  /** What goes wrong of itself in a release. */
  private readonly sick = new Set<string>();
  private fate: Fate = 'accepted';
  private dynos: string = 'up';
  private dependencyDown = false;
  private blind = false;
  private reached = true;
  private late: { at: number; arrive: () => void } | null = null;

  readonly steps: readonly Step[];
  private readonly unknownAfter: ReadonlySet<number>;

  /** `unknownAfter`: after these looks, counted from 1, comes one more that nobody can judge. */
  constructor(
    steps: readonly Step[],
    options: { readonly app?: Partial<App>; readonly unknownAfter?: ReadonlySet<number> } = {},
  ) {
    this.steps = steps;
    this.unknownAfter = options.unknownAfter ?? new Set();
    this.film = new Film({ ...quickApp, ...options.app }, quickLimits);
    this.film.release();
    this.looks(20, 5 * second);
    for (const step of steps) this.play(step);
  }

  private play(step: Step): void {
    const { film } = this;
    const { world } = film;
    switch (step.do) {
      case 'looks':
        return this.looks(step.count, step.everyMs);
      case 'blip':
        return this.look(step.verdict, 5 * second);
      case 'deploy':
        return this.release(step.sick, step.plans ? { addonPlans: [...step.plans] } : {});
      case 'redeploy':
        return this.redeploy(step.back);
      case 'config':
        return this.release(step.sick, {
          description: 'Set FOO config vars',
          artifact: this.current?.artifact ?? null,
        });
      case 'add-on':
        return this.release(false, {
          description: 'Update REDIS by heroku-redis',
          artifact: this.current?.artifact ?? null,
        });
      case 'human-rollback':
        return this.rollBackByHand(step.back);
      case 'pending':
        film.release({ status: 'pending', current: false, createdAt: film.now });
        return;
      case 'pending-ends':
        return this.endPending(step.status);
      case 'dependency':
        this.dependencyDown = step.down;
        return;
      case 'blind':
        this.blind = step.on;
        return;
      case 'no-contact':
        this.reached = !step.on;
        return;
      case 'heroku':
        world.trouble =
          step.trouble === 'none' ? null : trouble({ canRetry: step.trouble === 'passing' });
        return;
      case 'maintenance':
        world.maintenance = step.on;
        return;
      case 'platform':
        world.platform = step.red ? { color: 'red', detail: 'Apps is red' } : null;
        return;
      case 'fleet':
        world.fleetFull = step.full ? 'one is under way' : null;
        return;
      case 'dynos':
        this.dynos = step.state;
        return;
      case 'scale':
        world.web = step.web;
        return;
      case 'ineligible':
        film.change(`release-${this.backTo(step.back)}`, { eligibleForRollback: false });
        return;
      case 'new-check':
        film.hash = `${film.hash}+`;
        return;
      case 'fate':
        this.fate = step.fate;
        return;
      default:
        return step satisfies never;
    }
  }

  private looks(count: number, everyMs: number): void {
    for (let i = 0; i < count; i += 1) this.look(this.health(), everyMs);
  }

  private look(verdict: Reading['verdict'], after: number): void {
    const { film } = this;
    if (this.late !== null && film.now + after >= this.late.at) {
      this.late.arrive();
      this.late = null;
    }
    const { version } = this.current ?? { version: 0 };
    film.world.dynos = this.dynos === 'unseen' ? null : webDyno(this.dynos, version);
    const reading = this.reached ? {} : { reachedApp: false };
    this.record(verdict, () => film.look(verdict, { after, reading }));
    this.perform();
    const index = this.frames.filter((frame) => frame.verdict !== null).length;
    const { name } = film.state.situation;
    const booting = name === 'warmup' || name === 'verifying';
    if (this.unknownAfter.has(index) && !booting) {
      this.record('unknown', () => film.look('unknown', { after: 0 }));
      this.perform();
    }
  }

  private health(): Reading['verdict'] {
    if (this.blind) return 'unknown';
    const sick = this.dependencyDown || this.sick.has(this.current?.id ?? '');
    return sick ? 'sick' : 'healthy';
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
      current: this.current,
    });
  }

  /** Does with a decided rollback what the conductor does: one more fresh read, then the call. */
  private perform(): void {
    const { effect, world, now } = this.film;
    if (effect === null || this.fate === 'worker-died') return;
    if (world.trouble !== null) {
      const failed = trouble({ maybeDone: false });
      return this.settle({ kind: 'trouble', trouble: failed });
    }
    const reason = fence(effect.intent, world.releases);
    if (reason !== null) return this.settle({ kind: 'withheld', reason });
    if (this.fate === 'raced') this.release(false);
    const arrivedAt = world.releases;
    const release = this.sendTo(effect);
    this.posts.push({ effect, at: now, fate: this.fate, release, arrivedAt });
  }

  /** Heroku's side of the call. */
  private sendTo(effect: Effect): Release | null {
    const lost = { kind: 'trouble', trouble: trouble({ maybeDone: true }) } as const;
    switch (this.fate) {
      case 'accepted':
      case 'raced': {
        const release = this.rollBack(effect.intent.target.version);
        this.settle({ kind: 'accepted', release });
        return release;
      }
      case 'accepted-pending': {
        const change = { status: 'pending', current: false } as const;
        const release = this.rollBack(effect.intent.target.version, change);
        this.settle({ kind: 'accepted', release });
        return release;
      }
      case 'done-but-lost': {
        const release = this.rollBack(effect.intent.target.version);
        this.settle(lost);
        return release;
      }
      case 'late': {
        const arrive = () => this.rollBack(effect.intent.target.version);
        this.late = { at: this.film.now + 40 * second, arrive };
        this.settle(lost);
        return null;
      }
      case 'refused': {
        const refusal = trouble({ kind: 'forbidden', canRetry: false });
        this.settle({ kind: 'trouble', trouble: refusal });
        return null;
      }
      case 'no-room':
        this.settle({ kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) });
        return null;
      case 'lost':
      case 'worker-died':
        this.settle(lost);
        return null;
      default:
        return this.fate satisfies never;
    }
  }

  private settle(outcome: Parameters<Film['settle']>[0]): void {
    this.record(null, () => this.film.settle(outcome));
  }

  get current(): Release | null {
    return this.film.world.releases.find((release) => release.current) ?? null;
  }

  private release(sick: boolean, change: Partial<Release> = {}): void {
    const { id } = this.film.release(change);
    if (sick) this.sick.add(id);
  }

  private backTo(back: number): number {
    const newest = this.film.world.releases[0]?.version ?? 1;
    return Math.max(1, newest - back);
  }

  private redeploy(back: number): void {
    const version = this.backTo(back);
    const old = this.film.world.releases.find((release) => release.version === version);
    this.release(this.sick.has(old?.id ?? ''), { artifact: old?.artifact ?? 'slug-1' });
  }

  private rollBackByHand(back: number): void {
    const version = this.backTo(back);
    const old = this.film.world.releases.find((release) => release.version === version);
    if (old?.status === 'succeeded') this.rollBack(version);
  }

  private rollBack(version: number, change: Partial<Release> = {}): Release {
    const old = this.film.world.releases.find((release) => release.version === version);
    const artifact = old?.artifact ?? null;
    const description = `Rollback to v${version}`;
    const release = this.film.release({ description, artifact, ...change });
    if (this.sick.has(old?.id ?? '')) this.sick.add(release.id);
    return release;
  }

  private endPending(status: 'succeeded' | 'failed'): void {
    const pending = this.film.world.releases.find((release) => release.status === 'pending');
    if (pending === undefined) return;
    const newest = pending.version > (this.current?.version ?? 0);
    const current = status === 'succeeded' && newest;
    // Heroku's list shows a release's success by the time at which it became current.
    this.film.change(pending.id, { status, current, createdAt: this.film.now });
  }
}
