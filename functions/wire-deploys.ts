// What the door for deploys needs and no more: no token of Heroku, no topic.

import { randomUUID } from 'node:crypto';
import { systemClock as clock } from '../lib/adapters/clock.ts';
import { loadConfiguration } from '../lib/adapters/configuration-file.ts';
import { createStore } from '../lib/adapters/dynamodb.ts';
import { createLog } from '../lib/adapters/log.ts';
import { processEnvironment, type Settings } from '../lib/adapters/settings.ts';
import { createQueue } from '../lib/adapters/sqs.ts';
import type { DeployTrust } from '../lib/core/deploy/request.ts';
import { deployTokens } from '../lib/core/setting.ts';
import type { DeployWorld } from '../lib/deploys.ts';
import { readSecrets } from './read-secrets.ts';
import { required } from './required.ts';

export type DeployDoor = { readonly world: DeployWorld; readonly trust: DeployTrust };

/** Throws a ConfigurationError for anything that is missing or malformed. */
export async function wireDeploys(settings: Settings): Promise<DeployDoor> {
  const { table, queueUrl } = required(settings, ['table', 'queueUrl']);
  const [{ apps }, tokens] = await Promise.all([
    loadConfiguration(settings.appsPath, processEnvironment()),
    readSecrets(settings.deployTokens, settings.deployTokenParameter, deployTokens),
  ]);
  const store = createStore({ table, aws: {} });
  const queue = createQueue({ queueUrl, aws: {} });
  const world = { clock, log: createLog(), store, queue, identity: randomUUID };
  return { world, trust: { tokens, apps } };
}
