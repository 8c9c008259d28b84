import type { Log } from '../adapters/log.ts';
import type { Settings } from '../adapters/settings.ts';
import type { Configuration } from '../core/app.ts';
import type { QueueMessage } from '../core/queue-message.ts';
import type { HerokuTrouble } from '../core/release.ts';
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
 * close looks that it asks for are not taken: the next sweep asks for them again. Answers why
 * Heroku could not list the apps; null: it could.
 */
export async function sweepOnce(options: OneSweepOptions): Promise<HerokuTrouble | null> {
  const closing = createClosing();
  try {
    const secrets = await readSecrets(options.settings);
    const { world } = await createMachineWorld(options, secrets, closing);
    return await sweepAll(world, options.tell);
  } finally {
    await closing.close();
  }
}

async function sweepAll(world: World, tell: Tell): Promise<HerokuTrouble | null> {
  const messages: QueueMessage[] = [];
  const queue: World['queue'] = {
    ...world.queue,
    send: async (message) => {
      messages.push(message);
      return { ok: true };
    },
  };
  let trouble: HerokuTrouble | null = null;
  const heroku: World['heroku'] = {
    ...world.heroku,
    apps: async () => {
      const answer = await world.heroku.apps();
      if (!answer.ok) trouble = answer.trouble;
      return answer;
    },
  };
  const here = { ...world, queue, heroku };
  await sweep(here, tell);
  for (const message of messages) {
    if (message.kind === 'shard') await sweepShard(here, message, tell);
  }
  return trouble;
}
