import { randomUUID } from 'node:crypto';
import { systemClock } from '../lib/adapters/clock.ts';
import { loadConfiguration } from '../lib/adapters/configuration-file.ts';
import { createControl } from '../lib/adapters/control.ts';
import { createStore } from '../lib/adapters/dynamodb.ts';
import { createGitHub } from '../lib/adapters/github.ts';
import { createHeroku } from '../lib/adapters/heroku.ts';
import { createHttpProbe } from '../lib/adapters/http-probe.ts';
import { createLog, type Log } from '../lib/adapters/log.ts';
import { createPlatformStatus } from '../lib/adapters/platform-status.ts';
import {
  type AwsClientOptions,
  processEnvironment,
  type Settings,
} from '../lib/adapters/settings.ts';
import { createTopic } from '../lib/adapters/sns.ts';
import { createSubscriptions } from '../lib/adapters/sns-subscriptions.ts';
import { createQueue } from '../lib/adapters/sqs.ts';
import type { Configuration } from '../lib/core/app.ts';
import { limits } from '../lib/core/limits.ts';
import type { Secret } from '../lib/core/secret.ts';
import type { World } from '../lib/world.ts';
import { readGitHubToken } from './read-github-token.ts';
import { readHerokuApiKey } from './read-heroku-api-key.ts';
import { required } from './required.ts';

/**
 * The world of sweep and watch on AWS, where the SDK finds region and credentials by itself.
 * Throws a ConfigurationError for anything that is missing or malformed.
 */
export async function wire(settings: Settings): Promise<World> {
  const { table, queueUrl, topicArn } = required(settings, ['table', 'queueUrl', 'topicArn']);
  const [configuration, herokuApiKey, github] = await Promise.all([
    loadConfiguration(settings.appsPath, processEnvironment()),
    readHerokuApiKey(settings),
    readGitHubToken(settings),
  ]);
  return createWorld({
    configuration,
    herokuApiUrl: settings.herokuApiUrl,
    herokuApiKey,
    github: { apiUrl: settings.githubApiUrl, token: github },
    table: { name: table, aws: {} },
    queue: { url: queueUrl, aws: {} },
    topic: { arn: topicArn, aws: {} },
    chatTopic: settings.chatTopicArn === null ? null : { arn: settings.chatTopicArn, aws: {} },
  });
}

/** What differs from one world to the next; the local host brings its embedded cloud. */
export type WorldParts = {
  readonly configuration: Configuration;
  readonly herokuApiUrl: string;
  readonly herokuApiKey: Secret | null;
  /** Left out, or without a token: GitHub is neither asked nor told. */
  readonly github?: { readonly apiUrl: string; readonly token: Secret | null };
  readonly table: { readonly name: string; readonly aws: AwsClientOptions };
  readonly queue: { readonly url: string; readonly aws: AwsClientOptions };
  readonly topic: { readonly arn: string; readonly aws: AwsClientOptions };
  /** null: no chat is told. */
  readonly chatTopic: { readonly arn: string; readonly aws: AwsClientOptions } | null;
  /** Left out: JSON lines on standard output, where CloudWatch reads them. */
  readonly log?: Log;
};

/** Creates one adapter for each kind of I/O. Nothing is asked of anybody yet. */
export function createWorld(parts: WorldParts): World {
  const { configuration, herokuApiUrl, herokuApiKey, table, queue, topic, chatTopic } = parts;
  const clock = systemClock;
  return {
    clock,
    log: parts.log ?? createLog(),
    configuration,
    shardAppsMax: limits.shardAppsMax,
    probe: createHttpProbe({ clock }),
    control: createControl({ urls: [herokuApiUrl, ...configuration.control], clock }),
    heroku: createHeroku({ baseUrl: herokuApiUrl, token: herokuApiKey, clock }),
    github: githubOf(parts),
    platformStatus: createPlatformStatus({ url: configuration.platformStatus, clock }),
    store: createStore({ table: table.name, aws: table.aws }),
    topic: createTopic({ topicArn: topic.arn, aws: topic.aws }),
    chatTopic:
      chatTopic && createTopic({ topicArn: chatTopic.arn, aws: chatTopic.aws, form: 'chat' }),
    subscriptions: [topic, ...(chatTopic === null ? [] : [chatTopic])].map(({ arn, aws }) =>
      createSubscriptions({ topicArn: arn, aws }),
    ),
    queue: createQueue({ queueUrl: queue.url, aws: queue.aws }),
    identity: randomUUID,
  };
}

function githubOf({ github }: WorldParts): World['github'] {
  const token = github?.token ?? null;
  return github === undefined || token === null
    ? null
    : createGitHub({ baseUrl: github.apiUrl, token });
}
