/** Heroku and the app's surroundings as a random film plays with them. */
import type { Reading } from '../../../lib/core/reading.ts';
import type { Release } from '../../../lib/core/release.ts';
import { type Film, hour } from '../film.ts';
import { trouble, webDyno } from '../scenes.ts';
import type { Fate, Neighbour, Step } from './steps.ts';

/** Everything that can happen beside looks. */
export type Happening = Exclude<Step, { do: 'looks' | 'blip' }>;

export class RandomWorld {
  private readonly film: Film;
  /** Releases that are sick of themselves. */
  private readonly sick = new Set<string>();
  private dynos: string = 'up';
  private dependencyDown = false;
  private blind = false;
  private neighbour: Neighbour = 'well';
  private sickSince: number | null = null;
  /** Whose dynos are shown beside, or instead of, those of what runs now. */
  private old: number | null = null;
  private lagging = false;
  private shown = 0;
  private sweepsStopped = false;
  /** What becomes of the next rollback's call. */
  fate: Fate = 'accepted';
  /** True: requests reach the app, whatever it answers. */
  reached = true;

  constructor(film: Film) {
    this.film = film;
  }

  get current(): Release | null {
    return this.film.world.releases.find((release) => release.current) ?? null;
  }

  /** What a probe finds now. */
  health(): Reading['verdict'] {
    if (this.blind) return 'unknown';
    const sick = this.dependencyDown || this.sick.has(this.current?.id ?? '');
    return sick ? 'sick' : 'healthy';
  }

  /** Shows the dynos that belong to what runs now. */
  showDynos(): void {
    const version = this.current?.version ?? 0;
    if (version !== this.shown) this.old = this.lagging ? this.shown : null;
    if (!this.lagging) this.old = null;
    this.shown = version;
    const old = this.old === null ? [] : webDyno('up', this.old);
    const shown = [...webDyno(this.dynos, version), ...old];
    this.film.world.dynos = this.dynos === 'unseen' ? null : shown;
  }

  /** Shows the fleet of two as the sweeps saw it last. */
  showOthers(): void {
    const { world, now } = this.film;
    const is = this.neighbour;
    this.sickSince = this.health() === 'sick' ? (this.sickSince ?? now) : null;
    const since = is === 'sick-for-days' ? now - 48 * hour : this.sickSince;
    const isSick = is !== 'well' && since !== null;
    const releasedAt = (since ?? now) - (is === 'as-sick-released' ? 0 : 2 * hour);
    world.others = {
      sick: isSick ? [{ app: 'blog', since, releasedAt }] : [],
      fleet: 2,
      sweptAt: this.sweepsStopped ? (world.others?.sweptAt ?? null) : now,
    };
  }

  happen(step: Happening): void {
    const { world } = this.film;
    if (this.released(step)) return;
    switch (step.do) {
      case 'dependency':
        this.dependencyDown = step.down;
        break;
      case 'blind':
        this.blind = step.on;
        break;
      case 'no-contact':
        this.reached = !step.on;
        break;
      case 'heroku':
        world.trouble =
          step.trouble === 'none' ? null : trouble({ canRetry: step.trouble === 'passing' });
        break;
      case 'maintenance':
        world.maintenance = step.on;
        break;
      case 'platform':
        world.platform = step.red ? { color: 'red', detail: 'Apps is red' } : null;
        break;
      case 'fleet':
        world.fleetFull = step.full ? 'one is under way' : null;
        break;
      case 'dynos':
        this.dynos = step.state;
        break;
      case 'neighbour':
        this.neighbour = step.is;
        break;
      case 'sweeps':
        this.sweepsStopped = step.stop;
        break;
      case 'lag':
        this.lagging = step.on;
        break;
      case 'scale':
        world.web = step.web;
        break;
      case 'new-check':
        this.film.hash = `${this.film.hash}+`;
        break;
      case 'fate':
        this.fate = step.fate;
        break;
      default:
        throw new Error(`nothing is known of "${step.do}"`);
    }
  }

  /** Whether the step was one that concerns releases; if so, it has happened. */
  private released(step: Happening): boolean {
    const code = this.current?.artifact ?? null;
    switch (step.do) {
      case 'deploy':
        this.release(step.sick, step.plans ? { addonPlans: [...step.plans] } : {});
        return true;
      case 'redeploy':
        this.redeploy(step.back);
        return true;
      case 'config':
        this.release(step.sick, { description: 'Set FOO config vars', artifact: code });
        return true;
      case 'add-on':
        this.release(false, { description: 'Update REDIS by heroku-redis', artifact: code });
        return true;
      case 'human-rollback':
        if (this.past(step.back)?.status === 'succeeded') this.rollBack(this.backTo(step.back));
        return true;
      case 'pending':
        this.film.release({ status: 'pending', current: false });
        return true;
      case 'pending-ends':
        this.endPending(step.status);
        return true;
      case 'ineligible':
        this.film.change(this.past(step.back)?.id ?? '', { eligibleForRollback: false });
        return true;
      default:
        return false;
    }
  }

  release(sick: boolean, change: Partial<Release> = {}): void {
    const { id } = this.film.release(change);
    if (sick) this.sick.add(id);
  }

  /** Heroku carries out a rollback: the old code and configuration, and their health with them. */
  rollBack(version: number, change: Partial<Release> = {}): Release {
    const old = this.film.world.releases.find((release) => release.version === version);
    const artifact = old?.artifact ?? null;
    const description = `Rollback to v${version}`;
    const release = this.film.release({ description, artifact, ...change });
    if (this.sick.has(old?.id ?? '')) this.sick.add(release.id);
    return release;
  }

  private redeploy(back: number): void {
    const old = this.past(back);
    this.release(this.sick.has(old?.id ?? ''), { artifact: old?.artifact ?? 'slug-1' });
  }

  private past(back: number): Release | undefined {
    const version = this.backTo(back);
    return this.film.world.releases.find((release) => release.version === version);
  }

  private backTo(back: number): number {
    const newest = this.film.world.releases[0]?.version ?? 1;
    return Math.max(1, newest - back);
  }

  private endPending(status: 'succeeded' | 'failed'): void {
    const pending = this.film.world.releases.find((release) => release.status === 'pending');
    if (pending === undefined) return;
    const newest = pending.version > (this.current?.version ?? 0);
    const current = status === 'succeeded' && newest;
    // The film tells news by the time of the current release.
    this.film.change(pending.id, { status, current, createdAt: this.film.now });
  }
}
