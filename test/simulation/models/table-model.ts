/** DynamoDB as far as it is used: items with a revision, written only on the one that was seen. */
import type { Item } from '../../../lib/adapters/dynamodb.ts';

export class TableModel {
  readonly items = new Map<string, Item>();

  load(key: string): Item | null {
    return this.items.get(key) ?? null;
  }

  loadMany(keys: readonly string[]): ReadonlyMap<string, Item> {
    const found = keys.flatMap((key) => this.items.get(key) ?? []);
    return new Map(found.map((item) => [item.key, item]));
  }

  save(item: Item, expectedRevision: number): 'saved' | 'lost' {
    const revision = this.items.get(item.key)?.revision ?? 0;
    if (revision !== expectedRevision) return 'lost';
    this.items.set(item.key, item);
    return 'saved';
  }
}
