import type { Item, Store } from '../adapters/dynamodb.ts';

/**
 * A store that lives as long as one command, with the table's own rule: a write counts only if it
 * has seen the newest revision (S14).
 */
export function createMemoryStore(items: readonly Item[] = []): Store {
  const stored = new Map(items.map((item) => [item.key, item]));
  return {
    load: async (key) => stored.get(key) ?? null,
    loadMany: async (keys) =>
      new Map(
        keys.flatMap((key) => {
          const item = stored.get(key);
          return item === undefined ? [] : [[key, item] as const];
        }),
      ),
    save: async (item, expectedRevision) => {
      if ((stored.get(item.key)?.revision ?? 0) !== expectedRevision) return 'lost';
      stored.set(item.key, item);
      return 'saved';
    },
  };
}
