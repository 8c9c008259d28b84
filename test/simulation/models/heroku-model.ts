/** Heroku as far as releases go: an app-only-appending ledger, release phases, rollbacks, dynos. */
import type { Release } from '../../../lib/core/release.ts';
import type { Scheduler } from '../scheduler.ts';
import type { AppPlan, Quality } from '../story/story.ts';
import { foundApp } from './found-app.ts';

/** What is deployed. Two releases of the same code share it, its release command included. */
export type Code = {
  readonly id: string;
  readonly quality: Quality;
  readonly command: Phase | null;
};

export type ModelRelease = {
  readonly id: string;
  readonly version: number;
  status: Release['status'];
  eligible: boolean;
  /** When it first ran; null: it never did. */
  liveAt: number | null;
  readonly description: string;
  readonly user: string;
  readonly code: Code;
  readonly configBroken: boolean;
  readonly plans: readonly string[];
  readonly createdAt: number;
  /** By truth, whatever the description seems to say. */
  readonly made: 'deploy' | 'config' | 'add-on' | 'human-rollback' | 'lastgood';
};

export type ModelApp = {
  readonly plan: AppPlan;
  /** Oldest first. */
  readonly releases: ModelRelease[];
  current: ModelRelease;
  currentSince: number;
  previous: ModelRelease | null;
  web: number;
  /** By its name nobody finds it: since when, and whether it lives on; null: it is there. */
  gone: { readonly at: number; readonly how: 'deleted' | 'renamed' } | null;
  /** Of its add-ons, as they are now. */
  plans: readonly string[];
  maintenance: boolean;
  releasedAt: number;
  /** What Heroku showed before the newest change, and until when. */
  stale: {
    readonly until: number;
    readonly releases: readonly Release[];
    readonly releasedAt: number;
  } | null;
};

export type Phase = { readonly ms: number; readonly fails: boolean };
type NewRelease = Pick<ModelRelease, 'code' | 'configBroken' | 'description' | 'made'> & {
  /** Left out: the description does not tell of an add-on's own user. */
  readonly user?: string;
};

export const prebootMs = 180_000;
const bootMs = { good: 8_000, slow: 50_000 } as const;

/** For so long after a change a read can still show what was there before it. */
export const staleMs = 10_000;

export class HerokuModel {
  readonly apps = new Map<string, ModelApp>();
  /** Heroku's clock against the true one. */
  skewMs = 0;
  /** Who hears of each release as it changes: the webhook. */
  onRelease: (app: string, release: ModelRelease) => void = () => {};
  private readonly scheduler: Scheduler;

  constructor(scheduler: Scheduler, plans: readonly AppPlan[]) {
    this.scheduler = scheduler;
    for (const plan of plans) this.apps.set(plan.name, foundApp(plan, scheduler.now));
  }

  app(name: string): ModelApp {
    const app = this.apps.get(name);
    if (app === undefined) throw new Error(`the story has no app ${name}`);
    return app;
  }

  /**
   * Adds a release; without a release command it is current at once. The command runs for every
   * release of the code, rollbacks and changed config vars included, and for no add-on's (Dev
   * Center: Release Phase).
   */
  release(name: string, wanted: NewRelease): ModelRelease {
    const app = this.app(name);
    this.keepStale(app);
    const version = (app.releases.at(-1)?.version ?? 0) + 1;
    const createdAt = this.shownTime();
    const release: ModelRelease = {
      ...wanted,
      plans: app.plans,
      id: `${name}-r${version}`,
      version,
      user: wanted.user ?? `${wanted.made}@example.com`,
      createdAt,
      status: 'pending',
      eligible: false,
      liveAt: null,
    };
    app.releases.push(release);
    const { command } = wanted.code;
    if (command === null || wanted.made === 'add-on') this.settle(app, release, true);
    else this.runPhase(app, release, command);
    this.onRelease(name, release);
    return release;
  }

  /** Heroku's rollback: the old code and the old config vars, and the add-ons as they are. */
  rollBack(name: string, target: ModelRelease, made: ModelRelease['made']): ModelRelease {
    return this.release(name, {
      code: target.code,
      configBroken: target.configBroken,
      description: `Rollback to v${target.version}`,
      made,
    });
  }

  /** Newest first, as the Platform API shows it. */
  view(app: ModelApp): readonly Release[] {
    return app.releases
      .slice(-50)
      .reverse()
      .map((release) => ({
        id: release.id,
        version: release.version,
        status: release.status,
        current: release === app.current,
        eligibleForRollback: release.eligible,
        description: release.description,
        userEmail: release.user,
        artifact: release.code.id,
        slugId: release.code.id,
        addonPlans: release.plans,
        createdAt: release.createdAt,
      }));
  }

  /** When the dynos of what is current answer; null: they crash instead. */
  bootedAt(app: ModelApp): number | null {
    if (app.current.code.quality === 'crash') return null;
    const slow = app.current.code.quality === 'slow-boot';
    return app.currentSince + (slow ? bootMs.slow : bootMs.good);
  }

  /** The release whose dynos still run beside those of the current one, for all to see. */
  rollingOut(app: ModelApp): ModelRelease | null {
    return this.scheduler.now < app.currentSince + app.plan.rollMs ? app.previous : null;
  }

  private runPhase(app: ModelApp, release: ModelRelease, { ms, fails }: Phase): void {
    this.scheduler.after(ms, () => {
      this.keepStale(app);
      this.settle(app, release, !fails);
      this.onRelease(app.plan.name, release);
      return false;
    });
  }

  private settle(app: ModelApp, release: ModelRelease, well: boolean): void {
    release.status = well ? 'succeeded' : 'failed';
    release.eligible = well;
    if (!well) return;
    release.liveAt = this.scheduler.now;
    app.previous = app.current;
    app.current = release;
    app.currentSince = this.scheduler.now;
    app.releasedAt = this.shownTime();
  }

  /** Heroku's times are of its own clock, and of whole seconds. */
  private shownTime(): number {
    return Math.floor((this.scheduler.now + this.skewMs) / 1_000) * 1_000;
  }

  /** A read may show for ten seconds more what was there before a change. */
  private keepStale(app: ModelApp): void {
    const { releasedAt } = app;
    app.stale = { until: this.scheduler.now + staleMs, releases: this.view(app), releasedAt };
  }
}
