import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createStore } from '../../../lib/adapters/dynamodb.ts';
import type { AwsClientOptions } from '../../../lib/adapters/settings.ts';
import { listen } from '../aws/listen.ts';
import { cloud, item, key, store } from './on-table.ts';

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
