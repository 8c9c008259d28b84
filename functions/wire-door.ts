// What the webhook needs and no more, so that it starts fast and its role may do little.

import { loadConfiguration } from '../lib/adapters/configuration-file.ts';
import { createLog, type Log } from '../lib/adapters/log.ts';
import { processEnvironment, type Settings } from '../lib/adapters/settings.ts';
import { createQueue, type Queue } from '../lib/adapters/sqs.ts';

import type { Secret } from '../lib/core/secret.ts';
import { webhookSecrets } from '../lib/core/setting.ts';
import { readParameter } from './read-parameter.ts';
import { required } from './required.ts';

export type Door = {
  readonly log: Log;
  readonly queue: Queue;
  /** None: every webhook is refused. */
  readonly secrets: readonly Secret[];
  readonly apps: ReadonlySet<string>;
};

/** Throws a ConfigurationError for anything that is missing or malformed. */
export async function wireDoor(settings: Settings): Promise<Door> {
  const { queueUrl } = required(settings, ['queueUrl']);
  const [configuration, secrets] = await Promise.all([
    loadConfiguration(settings.appsPath, processEnvironment()),
    settings.webhookSecretParameter === null
      ? settings.webhookSecrets
      : readParameter(settings.webhookSecretParameter, webhookSecrets),
  ]);
  return {
    log: createLog(),
    queue: createQueue({ queueUrl, aws: {} }),
    secrets,
    apps: new Set(configuration.apps.map(({ name }) => name)),
  };
}
