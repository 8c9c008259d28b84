import { randomUUID } from 'node:crypto';
import type { Clock } from '../../adapters/clock.ts';
import { createControl } from '../../adapters/control.ts';
import { createHeroku } from '../../adapters/heroku.ts';
import { createHttpProbe } from '../../adapters/http-probe.ts';
import type { Log } from '../../adapters/log.ts';
import { createPlatformStatus } from '../../adapters/platform-status.ts';
import type { Settings } from '../../adapters/settings.ts';
import type { TopicMessage } from '../../adapters/sns.ts';
import type { Configuration } from '../../core/app.ts';
import { limits } from '../../core/limits.ts';
import type { World } from '../../world.ts';
import { createMemoryStore } from '../memory-store.ts';

/** What one command looks at, and who hears of it. */
export type VerifyWork = {
  /** Of the one app. */
  readonly configuration: Configuration;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  /** Gets each alert in the form in which it would go to the topic. */
  readonly onAlert: (alert: TopicMessage) => void;
};

/**
 * The world of one command: the adapters of production for the app and for Heroku, and table, topic
 * and queue in this process. It needs no AWS, and nothing of it outlives the command.
 */
export function createVerifyWorld(work: VerifyWork): World {
  const { configuration, settings, clock, log, onAlert } = work;
  const { herokuApiUrl, herokuApiKey } = settings;
  return {
    clock,
    log,
    configuration,
    shardAppsMax: limits.shardAppsMax,
    probe: createHttpProbe({ clock }),
    control: createControl({ urls: [herokuApiUrl, ...configuration.control], clock }),
    heroku: createHeroku({ baseUrl: herokuApiUrl, token: herokuApiKey, clock }),
    subscriptions: [],
    // The job that runs the command shows its outcome at GitHub itself.
    github: null,
    platformStatus: createPlatformStatus({ url: configuration.platformStatus, clock }),
    store: createMemoryStore(),
    topic: {
      publish: async (message) => {
        onAlert(message);
        return { ok: true, messageId: randomUUID() };
      },
    },
    chatTopic: null,
    // Only a watch that hands itself on sends there; this one sees its app through.
    queue: { send: async () => ({ ok: true }) },
    identity: randomUUID,
  };
}
