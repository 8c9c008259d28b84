import { expect, test } from 'vitest';
import { createMemoryStore } from '../../lib/local/memory-store.ts';

const item = (revision: number, body = '{}') => ({ key: 'app#shop', revision, body, outbox: '[]' });

test('it gives back what was saved, and nothing where nothing was', async () => {
  const store = createMemoryStore();
  expect(await store.load('app#shop')).toBeNull();
  expect(await store.save(item(1), 0)).toBe('saved');
  expect(await store.load('app#shop')).toEqual(item(1));
  const many = await store.loadMany(['app#shop', 'app#blog']);
  expect([...many.keys()]).toEqual(['app#shop']);
});

test('a write that has not seen the newest revision is lost, as in the table', async () => {
  const store = createMemoryStore([item(2, '"first"')]);
  expect(await store.save(item(1), 0)).toBe('lost');
  expect(await store.save(item(2, '"late"'), 1)).toBe('lost');
  expect(await store.save(item(3, '"next"'), 2)).toBe('saved');
  expect(await store.save(item(3, '"again"'), 2)).toBe('lost');
  expect((await store.load('app#shop'))?.body).toBe('"next"');
});
