import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { createStore } from '../../lib/adapters/dynamodb.ts';
import { answering, json } from './aws/answering.ts';
import { cloud, item, key, store } from './dynamodb/on-table.ts';

describe('one item', () => {
  test('that was never saved is null', async () => {
    expect(await store.load(key)).toBeNull();
  });

  test('comes back as it was saved', async () => {
    const saved = item(1, '{"text":"Ünïcode 🚀"}');
    expect(await store.save(saved, 0)).toBe('saved');
    expect(await store.load(key)).toEqual(saved);
  });

  test('is replaced when its revision is the expected one', async () => {
    await store.save(item(1), 0);
    expect(await store.save(item(2, '{"state":"sick"}'), 1)).toBe('saved');
    expect(await store.load(key)).toEqual(item(2, '{"state":"sick"}'));
  });

  test.each([
    ['nothing is expected and something is there', 0],
    ['an older revision is expected', 1],
    ['a newer revision is expected', 3],
  ])('is left alone when %s', async (_name, expected) => {
    await store.save(item(1), 0);
    await store.save(item(2), 1);
    expect(await store.save(item(9, '{"state":"mine"}'), expected)).toBe('lost');
    expect(await store.load(key)).toEqual(item(2));
  });

  test('is not made when a revision is expected and nothing is there', async () => {
    expect(await store.save(item(5), 4)).toBe('lost');
    expect(await store.load(key)).toBeNull();
  });

  test('goes to exactly one of many writers at once', async () => {
    for (const expected of [0, 1, 2]) {
      const writes = Array.from({ length: 12 }, (_, writer) =>
        store.save(item(expected + 1, `{"writer":${writer}}`), expected),
      );
      const results = await Promise.all(writes);
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      expect(await store.load(key)).toEqual(
        item(expected + 1, `{"writer":${results.indexOf('saved')}}`),
      );
    }
  });

  test('is refused, with what to do, when it is too large to keep', async () => {
    const large = item(1, 'x'.repeat(350 * 1024));
    await expect(store.save(large, 0)).rejects.toThrow(
      `Saving "${key}" in the table lastgood failed: it has 3`,
    );
    expect(await store.load(key)).toBeNull();
  });

  test('that is not of lastgood comes with an empty body, which is no state', async () => {
    const client = new DynamoDBClient({ ...cloud.table.aws });
    const foreign = { key: { S: key }, revision: { S: 'x' }, body: { N: '1' } };
    await client.send(new PutItemCommand({ TableName: cloud.table.name, Item: foreign }));
    expect(await store.load(key)).toEqual({ key, revision: 0, body: '', outbox: '' });
    expect(await store.loadMany([key])).toEqual(
      new Map([[key, { key, revision: 0, body: '', outbox: '' }]]),
    );
    expect(await store.save(item(1), 0)).toBe('lost');
  });
});

describe('an error', () => {
  test.each([
    ['ThrottlingException', 400, true, 'The next run tries again'],
    ['InternalServerError', 500, true, 'The next run tries again'],
    ['AccessDeniedException', 400, false, 'Allow GetItem, BatchGetItem and PutItem'],
    ['UnrecognizedClientException', 400, false, 'Check the AWS credentials'],
    ['ResourceNotFoundException', 400, false, 'Check LASTGOOD_TABLE'],
    ['ValidationException', 400, false, 'the one key `key`'],
  ])(
    '%s says whether trying again can help and what to do',
    async (name, status, canRetry, advice) => {
      const server = await answering(() => json(status, { __type: `x#${name}`, message: 'No.' }));
      const refused = createStore({ table: 'lastgood', aws: server.aws });
      const message = expect.stringMatching(
        new RegExp(`"app:shop".* lastgood failed: ${name}.*${advice}`),
      );
      const expected = { name: 'StoreError', key: 'app:shop', canRetry, message };
      await Promise.all([
        expect(refused.load('app:shop')).rejects.toMatchObject(expected),
        expect(refused.loadMany(['app:shop'])).rejects.toMatchObject(expected),
        expect(refused.save({ ...item(1), key: 'app:shop' }, 0)).rejects.toMatchObject(expected),
      ]);
      await server.close();
    },
  );

  test('of the network says that it was the network', async () => {
    const aws = { ...cloud.table.aws, endpoint: 'http://127.0.0.1:1' };
    await expect(createStore({ table: 'lastgood', aws }).load(key)).rejects.toMatchObject({
      canRetry: true,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
