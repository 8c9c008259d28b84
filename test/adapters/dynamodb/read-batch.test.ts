import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { createStore } from '../../../lib/adapters/dynamodb.ts';
import { answering, json } from '../aws/answering.ts';
import { cloud, item, key, store } from './on-table.ts';

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
      'Loading "a" and 1 more from the table lastgood failed: ' +
        'DynamoDB left them unprocessed 8 times.',
    );
    expect(server.received).toHaveLength(8);
    expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 2000, 2000]);
    await server.close();
  });
});
