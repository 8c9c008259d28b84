/** An embedded table for the tests of one file, and a key of its own for each of them. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createStore, type Item, type Store } from '../../../lib/adapters/dynamodb.ts';
import { type Cloud, startCloud } from '../../../lib/local/cloud.ts';

export let cloud: Cloud;
export let store: Store;
export let key: string;
let keys = 0;

beforeAll(async () => {
  const use = { table: null, queueUrl: null, topicArn: null };
  cloud = await startCloud({ directory: null, use });
  store = createStore({ table: cloud.table.name, aws: cloud.table.aws });
});
afterAll(() => cloud.close());
beforeEach(() => {
  keys += 1;
  key = `app:test-${keys}`;
});

export function item(revision: number, body = '{"state":"well"}'): Item {
  return { key, revision, body, outbox: '[]' };
}
