import { join } from 'node:path';
import type { AwsClientOptions, Settings } from '../adapters/settings.ts';
import { forgetAddress, publishAddress } from './cloud/cloud-address.ts';
import { lockDirectory } from './cloud/directory-lock.ts';
import { startMessaging } from './cloud/messaging.ts';
import { startTable } from './cloud/table.ts';

/** Where table, queue and topic are, and what an SDK client is told to reach them. */
export type Cloud = {
  readonly table: { readonly name: string; readonly aws: AwsClientOptions };
  readonly queue: { readonly url: string; readonly aws: AwsClientOptions };
  /** null: the queue is a real one, and what it does with its dead letters is its own affair. */
  readonly deadLetterQueue: { readonly url: string; readonly aws: AwsClientOptions } | null;
  readonly topic: { readonly arn: string; readonly aws: AwsClientOptions };
  /** Ends the embedded parts. Close first what works with them. */
  close(): Promise<void>;
};

export type CloudOptions = {
  /** Where the embedded parts keep their state across restarts; null: in memory. */
  readonly directory: string | null;
  /** The real things, by name; each that is null is embedded. */
  readonly use: Pick<Settings, 'table' | 'queueUrl' | 'topicArn'>;
};

/**
 * The cloud on one machine: what is named is the real thing, reached with the SDK's own credentials
 * and endpoints; the rest is answered inside this process, on loopback only. Throws a
 * ConfigurationError when the directory cannot be used or another lastgood is running on it.
 */
export async function startCloud({ directory, use }: CloudOptions): Promise<Cloud> {
  const inside = (name: string) => (directory === null ? null : join(directory, name));
  const lock = directory === null ? null : lockDirectory(directory);
  if (directory !== null) forgetAddress(directory);
  let address: { forget(): void } | null = null;
  const starting = [
    startTable(use.table, inside('dynamodb')),
    startMessaging(use, inside('messaging')),
  ] as const;
  const close = async () => {
    address?.forget();
    for (const part of await Promise.allSettled(starting)) {
      if (part.status === 'fulfilled') await part.value.close();
    }
    lock?.release();
  };
  try {
    const [table, messaging] = await Promise.all(starting);
    const { queue, deadLetterQueue, topic } = messaging;
    if (directory !== null) {
      address = publishAddress(directory, { table: table.port, messaging: messaging.port });
    }
    return { table: { name: table.name, aws: table.aws }, queue, deadLetterQueue, topic, close };
  } catch (error) {
    await close();
    throw error;
  }
}
