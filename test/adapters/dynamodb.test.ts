import { buffer } from 'node:stream/consumers';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createStore, type Item, type Store } from '../../lib/adapters/dynamodb.ts';
import type { AwsClientOptions } from '../../lib/adapters/settings.ts';
import { startCloud } from '../../lib/local/cloud.ts';
import { answering, json } from './aws/answering.ts';
import { listen } from './aws/listen.ts';

const use = { table: null, queueUrl: null, topicArn: null };
let cloud: Awaited<ReturnType<typeof startCloud>>;
let store: Store;
let key: string;
let keys = 0;

beforeAll(async () => {
  cloud = await startCloud({ directory: null, use });
  store = createStore({ table: cloud.table.name, aws: cloud.table.aws });
});
afterAll(() => cloud.close());
beforeEach(() => {
  keys += 1;
  key = `app:test-${keys}`;
});

function item(revision: number, body = '{"state":"well"}'): Item {
  return { key, revision, body, outbox: '[]' };
}

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

  test('that is not of lastgood comes with an empty body, which no reader takes for a state', async () => {
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

describe('a put whose answer was lost', () => {
  test('is saved, although the second try fails on its own first one', async () => {
    const door = await losingAnswers(1, cloud.table.aws);
    const through = createStore({ table: cloud.table.name, aws: door.aws });
    expect(await through.save(item(1), 0)).toBe('saved');
    expect(door.puts()).toBe(2);
    expect(await store.load(key)).toEqual(item(1));
    await door.close();
  });

  test('is lost when somebody else wrote the same revision before it', async () => {
    await store.save(item(1), 0);
    const door = await losingAnswers(1, cloud.table.aws);
    const through = createStore({ table: cloud.table.name, aws: door.aws });
    expect(await through.save(item(1), 0)).toBe('lost');
    await door.close();
  });

  test('is an error when no answer ever comes, because nobody knows then', async () => {
    const door = await losingAnswers(9, cloud.table.aws);
    const through = createStore({ table: cloud.table.name, aws: door.aws });
    await expect(through.save(item(1), 0)).rejects.toMatchObject({
      name: 'StoreError',
      key,
      canRetry: true,
    });
    expect(door.puts()).toBe(3);
    await door.close();
  });
});

describe('many items', () => {
  test('of no keys are asked of nobody', async () => {
    const nowhere = { ...cloud.table.aws, endpoint: 'http://127.0.0.1:1' };
    expect(await createStore({ table: 'lastgood', aws: nowhere }).loadMany([])).toEqual(new Map());
  });

  test('come by more than one batch, each once, and those that are not there do not', async () => {
    const all = Array.from({ length: 130 }, (_, index) => `${key}-${index}`);
    const there = all.filter((_, index) => index % 2 === 0);
    await Promise.all(there.map((name) => store.save({ ...item(1), key: name }, 0)));
    const items = await store.loadMany([...all, ...all.slice(0, 3)]);
    expect([...items.keys()].sort()).toEqual([...there].sort());
    expect(items.get(`${key}-64`)).toEqual({ ...item(1), key: `${key}-64` });
  });

  test('that DynamoDB leaves for another time are asked for again', async () => {
    const body = `"${'x'.repeat(330 * 1024)}"`;
    const names = Array.from({ length: 8 }, (_, index) => `${key}-${index}`);
    await Promise.all(names.map((name) => store.save({ ...item(1, body), key: name }, 0)));
    const waits: number[] = [];
    const clock = { ...systemClock, sleep: async (ms: number) => void waits.push(ms) };
    const patient = createStore({ table: cloud.table.name, aws: cloud.table.aws, clock });
    const items = await patient.loadMany(names);
    expect([...items.keys()].sort()).toEqual(names);
    expect(waits).toEqual([50]);
  });

  test('that are never given are an error after a bounded number of questions', async () => {
    const server = await answering(({ body }) =>
      json(200, { Responses: {}, UnprocessedKeys: JSON.parse(body).RequestItems }),
    );
    const waits: number[] = [];
    const clock = { ...systemClock, sleep: async (ms: number) => void waits.push(ms) };
    const throttled = createStore({ table: 'lastgood', aws: server.aws, clock });
    await expect(throttled.loadMany(['a', 'b'])).rejects.toThrow(
      'Loading "a" and 1 more from the table lastgood failed: DynamoDB left them unprocessed 8 times.',
    );
    expect(server.received).toHaveLength(8);
    expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 2000, 2000]);
    await server.close();
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

/** A door to the table that carries every request, and loses the answers of the first puts. */
async function losingAnswers(lost: number, aws: AwsClientOptions) {
  let puts = 0;
  const { url, close } = await listen(async (request, response) => {
    const isPut = String(request.headers['x-amz-target']).endsWith('.PutItem');
    if (isPut) puts += 1;
    const answer = await fetch(`${aws.endpoint}/`, {
      method: 'POST',
      headers: Object.entries(request.headers)
        .filter(([name]) => !['host', 'connection', 'content-length'].includes(name))
        .map(([name, value]): [string, string] => [name, String(value)]),
      body: await buffer(request),
    });
    const body = await answer.text();
    if (isPut && puts <= lost) response.destroy();
    else
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  });
  return { aws: { ...aws, endpoint: url }, puts: () => puts, close };
}
