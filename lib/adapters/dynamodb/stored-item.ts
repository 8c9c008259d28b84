import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../dynamodb.ts';

/** An item in DynamoDB's own form. */
export type StoredItem = Record<string, AttributeValue>;

/** An item as DynamoDB keeps it. `writer` tells the write of one save from every other. */
export function toStored(item: Item, writer: string): StoredItem {
  const { key, revision, body, outbox, expiresAt } = item;
  return {
    key: { S: key },
    revision: { N: String(revision) },
    body: { S: body },
    outbox: { S: outbox },
    writer: { S: writer },
    ...(expiresAt === undefined ? {} : { expiresAt: { N: String(expiresAt) } }),
  };
}

/**
 * What somebody else put into the table comes with an empty body, which is no JSON: its reader
 * refuses it for that one key, where an error here would stop every app of the batch.
 */
export function toItem(key: string, stored: StoredItem): Item {
  const number = Number(stored['revision']?.N);
  const revision = Number.isSafeInteger(number) ? number : 0;
  const body = stored['body']?.S;
  const outbox = stored['outbox']?.S;
  const ours = revision > 0 && body !== undefined && outbox !== undefined;
  return ours ? { key, revision, body, outbox } : { key, revision, body: '', outbox: '' };
}
