/**
 * The topics, and the table that has the outbox, for a command that sends: the real ones by their
 * names, those in a directory, or those inside the lastgood that is running on that directory.
 */
import { existsSync } from 'node:fs';
import type { Store } from '../adapters/dynamodb.ts';
import { createStore } from '../adapters/dynamodb.ts';
import type { AwsClientOptions, Settings } from '../adapters/settings.ts';
import { ConfigurationError } from '../core/configuration-error.ts';
import { readAddress } from './cloud/cloud-address.ts';
import { isLocked } from './cloud/directory-lock.ts';
import { embeddedAws } from './cloud/embedded-aws.ts';
import { embeddedTopicArn } from './cloud/messaging.ts';
import { startCloud } from './cloud.ts';
import { openTable } from './open-table.ts';

/** One topic: how it is called here, and how it is reached. */
export type OpenTopic = {
  readonly name: 'alerts' | 'chat';
  readonly arn: string;
  readonly aws: AwsClientOptions;
};

export type OpenTopics = {
  readonly topics: readonly OpenTopic[];
  /** null: a topic is named, and no table; then there is no outbox. */
  readonly store: Store | null;
  close(): Promise<void>;
};

type Named = Pick<Settings, 'table' | 'queueUrl' | 'topicArn' | 'chatTopicArn'>;

/** Opens them. Throws a ConfigurationError that says what to name, or to wait for. */
export async function openTopics(settings: Named, directory: string): Promise<OpenTopics> {
  const { topicArn, chatTopicArn, table } = settings;
  const chat: readonly OpenTopic[] =
    chatTopicArn === null ? [] : [{ name: 'chat', arn: chatTopicArn, aws: {} }];
  const beside = existsSync(directory);
  if (topicArn !== null) {
    const opened = table !== null || beside ? await openTable({ table, directory }) : null;
    return {
      topics: [{ name: 'alerts', arn: topicArn, aws: {} }, ...chat],
      store: opened?.store ?? null,
      close: async () => opened?.close(),
    };
  }
  if (!beside) {
    throw new ConfigurationError('The topic of the alerts', [
      `there is no ${directory}: lastgood has not run here; start it, name another ` +
        'configuration by --config, or the topic on AWS by LASTGOOD_TOPIC_ARN',
    ]);
  }
  const embedded = isLocked(directory)
    ? await openRunning(settings, directory)
    : await openClosed(settings, directory);
  return { ...embedded, topics: [...embedded.topics, ...chat] };
}

async function openClosed(settings: Named, directory: string): Promise<OpenTopics> {
  const cloud = await startCloud({ directory, use: settings });
  return {
    topics: [{ name: 'alerts', ...cloud.topic }],
    store: createStore({ table: cloud.table.name, aws: cloud.table.aws }),
    close: () => cloud.close(),
  };
}

async function openRunning({ table }: Named, directory: string): Promise<OpenTopics> {
  const { messaging } = readAddress(directory);
  if (messaging === null) {
    throw new ConfigurationError('The topic of the alerts', [
      `another lastgood works on ${directory} and does not say where its topic answers; try ` +
        'again in a moment, or, if it has a real topic, name it by LASTGOOD_TOPIC_ARN',
    ]);
  }
  const opened = await openTable({ table, directory });
  return {
    topics: [{ name: 'alerts', arn: embeddedTopicArn, aws: embeddedAws(messaging) }],
    store: opened.store,
    close: opened.close,
  };
}
