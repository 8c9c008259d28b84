import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { limits } from '../../core/limits.ts';
import { awsTrouble } from '../aws.ts';
import type { Access, Item } from '../dynamodb.ts';
import { StoreError, storeError } from '../store-error.ts';
import { toItem } from './stored-item.ts';

/**
 * Reads at most `batchGetKeysMax` items. DynamoDB may leave keys for another time: they are asked
 * for again, at growing distances and not for ever. Throws StoreError.
 */
export async function readBatch(access: Access, keys: readonly string[]): Promise<readonly Item[]> {
  const items: Item[] = [];
  let open: readonly string[] = keys;
  let waitMs: number = limits.batchGetWaitMs;
  for (let attempt = 1; attempt <= limits.batchGetAttemptsMax; attempt += 1) {
    const answer = await askBatch(access, open);
    items.push(...answer.items);
    open = answer.unprocessed;
    if (open.length === 0) return items;
    await access.clock.sleep(waitMs);
    waitMs = Math.min(waitMs * 2, limits.batchGetWaitMsMax);
  }
  const [first = ''] = open;
  throw new StoreError(
    first,
    `${batchName(access.table, open)} failed: DynamoDB left them unprocessed ` +
      `${limits.batchGetAttemptsMax} times. The next run tries again; if it lasts, ` +
      'look for throttling.',
    true,
  );
}

async function askBatch({ table, client }: Access, keys: readonly string[]) {
  const request = { Keys: keys.map((key) => ({ key: { S: key } })), ConsistentRead: true };
  try {
    const answer = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: request } }),
    );
    const unprocessed = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    return {
      items: (answer.Responses?.[table] ?? []).map((stored) =>
        toItem(stored['key']?.S ?? '', stored),
      ),
      unprocessed: unprocessed.flatMap(({ key }) => key?.S ?? []),
    };
  } catch (error) {
    throw storeError(batchName(table, keys), keys[0] ?? '', awsTrouble(error));
  }
}

function batchName(table: string, keys: readonly string[]): string {
  const others = keys.length > 1 ? ` and ${keys.length - 1} more` : '';
  return `Loading "${keys[0] ?? ''}"${others} from the table ${table}`;
}
