// What the webhook needs and no more, so that it starts fast and its role may do little.

import { loadConfiguration } from '../lib/adapters/configuration-file.ts';
import { createLog, type Log } from '../lib/adapters/log.ts';
import { processEnvironment, type Settings } from '../lib/adapters/settings.ts';
import { createQueue, type Queue } from '../lib/adapters/sqs.ts';
import type { WebhookTrust } from '../lib/core/webhook.ts';
import { readSecrets } from './read-secrets.ts';
import { required } from './required.ts';

export type Door = { readonly log: Log; readonly queue: Queue; readonly trust: WebhookTrust };

/** Throws a ConfigurationError for anything that is missing or malformed. */
export async function wireDoor(settings: Settings): Promise<Door> {
  const { queueUrl } = required(settings, ['queueUrl']);
  const [{ apps }, heroku, github] = await Promise.all([
    loadConfiguration(settings.appsPath, processEnvironment()),
    readSecrets(settings.webhookSecrets, settings.webhookSecretParameter),
    readSecrets(settings.githubSecrets, settings.githubSecretParameter),
  ]);
  const trust = { secrets: { heroku, github }, apps };
  return { log: createLog(), queue: createQueue({ queueUrl, aws: {} }), trust };
}
