import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { limits } from '../core/limits.ts';
import { awsClientConfig, awsTrouble } from './aws.ts';
import { type Clock, systemClock } from './clock.ts';
import { readBatch } from './dynamodb/read-batch.ts';
import { type StoredItem, toItem, toStored } from './dynamodb/stored-item.ts';
import type { AwsClientOptions } from './settings.ts';
import { StoreError, storeError } from './store-error.ts';

/** One thing that is kept, with the revision that a later write must have seen. */
export type Item = {
  readonly key: string;
  /** 1 for what was saved first, and one more each time. */
  readonly revision: number;
  /** JSON text. Empty: what stands in the table is not an item of lastgood. */
  readonly body: string;
  /** JSON text. */
  readonly outbox: string;
  /**
   * Epoch seconds, and only written: DynamoDB's time to live deletes the item some time after it.
   * Left out: it is kept for ever.
   */
  readonly expiresAt?: number;
};

/** A table of items. It keeps and compares revisions; what they mean is not its business. */
export type Store = {
  /** Strongly consistent. Throws StoreError. */
  load(key: string): Promise<Item | null>;
  /** Strongly consistent; what is not there is not in the map. Throws StoreError. */
  loadMany(keys: readonly string[]): Promise<ReadonlyMap<string, Item>>;
  /**
   * Writes the item if the table still holds `expectedRevision` of it (0: nothing at all). `lost`:
   * somebody else wrote since. Throws StoreError; then it is not known whether it was written.
   */
  save(item: Item, expectedRevision: number): Promise<'saved' | 'lost'>;
};

/** `clock` is for the waits between asking again for keys that DynamoDB left unprocessed. */
export type StoreOptions = {
  readonly table: string;
  readonly aws: AwsClientOptions;
  readonly clock?: Clock;
};

/** A store in one DynamoDB table whose only key is `key`, a string. */
export function createStore({ table, aws, clock = systemClock }: StoreOptions): Store {
  const access = { table, client: new DynamoDBClient(awsClientConfig(aws)), clock };
  return {
    load: async (key) => {
      const stored = await read(access, key);
      return stored === null ? null : toItem(key, stored);
    },
    loadMany: async (keys) => {
      const items = new Map<string, Item>();
      const distinct = [...new Set(keys)];
      for (let start = 0; start < distinct.length; start += limits.batchGetKeysMax) {
        const batch = distinct.slice(start, start + limits.batchGetKeysMax);
        for (const item of await readBatch(access, batch)) items.set(item.key, item);
      }
      return items;
    },
    save: (item, expectedRevision) => save(access, item, expectedRevision),
  };
}

/** What every call on the table needs. */
export type Access = {
  readonly table: string;
  readonly client: DynamoDBClient;
  readonly clock: Clock;
};

async function save(
  access: Access,
  item: Item,
  expectedRevision: number,
): Promise<'saved' | 'lost'> {
  // The SDK sends a put again when its answer was lost. The first one may have been carried out,
  // and then the second fails on its own revision: the token tells our write from another's.
  const writer = randomUUID();
  const action = `Saving "${item.key}" in the table ${access.table}`;
  refuseTooLarge(item, action);
  try {
    await access.client.send(
      new PutItemCommand({
        TableName: access.table,
        Item: toStored(item, writer),
        ...condition(expectedRevision),
      }),
    );
    return 'saved';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw storeError(action, item.key, awsTrouble(error));
    }
    const stored = await read(access, item.key);
    return stored?.['writer']?.S === writer ? 'saved' : 'lost';
  }
}

function condition(expectedRevision: number) {
  if (expectedRevision === 0) {
    return {
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': 'key' },
    };
  }
  return {
    ConditionExpression: '#revision = :expected',
    ExpressionAttributeNames: { '#revision': 'revision' },
    ExpressionAttributeValues: { ':expected': { N: String(expectedRevision) } },
  };
}

async function read({ table, client }: Access, key: string): Promise<StoredItem | null> {
  try {
    const answer = await client.send(
      new GetItemCommand({ TableName: table, Key: { key: { S: key } }, ConsistentRead: true }),
    );
    return answer.Item ?? null;
  } catch (error) {
    throw storeError(`Loading "${key}" from the table ${table}`, key, awsTrouble(error));
  }
}

function refuseTooLarge({ key, body, outbox }: Item, action: string): void {
  const bytes = Buffer.byteLength(key) + Buffer.byteLength(body) + Buffer.byteLength(outbox);
  if (bytes <= limits.itemBytesMax) return;
  throw new StoreError(
    key,
    `${action} failed: it has ${bytes} bytes, and at most ${limits.itemBytesMax} are kept. ` +
      'Send its outbox first, or remember less of it.',
    false,
  );
}
