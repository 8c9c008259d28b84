/** What EventBridge, SQS and Lambda do: they start invocations, twice, late, or not at all. */

import type { QueueMessage } from '../../lib/core/queue-message.ts';
import { sweep, sweepShard } from '../../lib/sweep.ts';
import { watch } from '../../lib/watch.ts';
import type { World } from '../../lib/world.ts';
import { worldOf } from './doors/world-of.ts';
import { Invocation } from './invocation.ts';
import { QueueModel } from './models/queue-model.ts';
import type { Simulation } from './simulation.ts';

const watchTimeMs = 265_000;

export class Host {
  readonly queue: QueueModel;
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.queue = new QueueModel(simulation, (message, done) => this.work(message, done));
    simulation.heroku.onRelease = (app) => this.ringWebhook(app);
  }

  /** The schedule: a sweep each minute, or as apps.yml has it. */
  schedule(): void {
    const { scheduler, faults, random, story } = this.simulation;
    scheduler.after(story.sweepMs, () => {
      this.schedule();
      if (faults.strikes('sweep-skipped', scheduler.now)) return false;
      this.startSweep();
      if (faults.strikes('sweep-doubled', scheduler.now)) {
        scheduler.after(random.between(0, 1_500), () => {
          this.startSweep();
          return true;
        });
      }
      return true;
    });
  }

  private startSweep(): void {
    const { faults, now, random, scheduler } = this.simulation;
    this.start('sweep', (world) => sweep(world)).catch(() => {});
    if (!faults.strikes('shard-late', now)) return;
    const releasedAt = Object.fromEntries(
      [...this.simulation.heroku.apps].map(([name, app]) => [name, Math.floor(app.releasedAt)]),
    );
    scheduler.after(random.between(1_000, 300_000), () => {
      const { apps, shardAppsMax } = this.simulation.story;
      const shards = Math.ceil(apps.length / shardAppsMax);
      const shard = { kind: 'shard', shard: random.below(shards), releasedAt } as const;
      this.start('shard', (world) => sweepShard(world, shard)).catch(() => {});
      return true;
    });
  }

  /** Heroku sends each change of a release twice, and now and then not at all. */
  private ringWebhook(app: string): void {
    const { faults, now } = this.simulation;
    for (const reason of ['create', 'update']) {
      if (!faults.strikes('webhook-lost', now)) this.queue.send({ kind: 'watch', app, reason });
    }
  }

  private work(message: QueueMessage, done: (well: boolean) => void): void {
    this.start(message.kind, async (world, invocation) => {
      invocation.onCrash = () => done(false);
      const deadline = world.clock.monotonic() + watchTimeMs;
      if (message.kind === 'watch') await watch(world, message.app, { deadline });
      else await sweepShard(world, message);
    }).then(
      () => done(true),
      () => done(false),
    );
  }

  private start<T>(
    name: string,
    run: (world: World, invocation: Invocation) => Promise<T>,
  ): Promise<T> {
    const invocation = new Invocation(this.simulation, name);
    const world = worldOf(this.simulation, this, invocation);
    return run(world, invocation).catch((error: unknown) => {
      this.simulation.tell(() => `${invocation.name} fails: ${String(error)}`);
      if (!(error instanceof Error) || error.name !== 'StoreError')
        this.simulation.oracle.broke(error);
      throw error;
    });
  }
}
