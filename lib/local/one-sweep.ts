import type { Log } from '../adapters/log.ts';
import type { Settings } from '../adapters/settings.ts';
import type { Configuration } from '../core/app.ts';
import type { QueueMessage } from '../core/queue-message.ts';
import { sweep, sweepShard, type Tell } from '../sweep.ts';
import type { World } from '../world.ts';
import { createClosing } from './closing.ts';
import { createMachineWorld, readSecrets } from './machine/world.ts';

/** What one sweep works on. */
export type OneSweepOptions = {
  readonly configuration: Configuration;
  readonly settings: Settings;
  readonly directory: string | null;
  readonly log: Log;
  /** Hears what became of each app. */
  readonly tell: Tell;
};

/**
 * Looks at every app once and ends. Shards that a sweep puts on the queue are swept here as well;
 * close looks that it asks for are not taken: the next sweep asks for them again.
 */
export async function sweepOnce(options: OneSweepOptions): Promise<void> {
  const closing = createClosing();
  try {
    const secrets = await readSecrets(options.settings);
    const { world } = await createMachineWorld(options, secrets, closing);
    await sweepAll(world, options.tell);
  } finally {
    await closing.close();
  }
}

async function sweepAll(world: World, tell: Tell): Promise<void> {
  const messages: QueueMessage[] = [];
  const queue: World['queue'] = {
    ...world.queue,
    send: async (message) => {
      messages.push(message);
      return { ok: true };
    },
  };
  const here = { ...world, queue };
  await sweep(here, tell);
  for (const message of messages) {
    if (message.kind === 'shard') await sweepShard(here, message, tell);
  }
}
