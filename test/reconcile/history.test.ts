// History over the real wire: what is kept, for how long, and that it never stands in the way.

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import { awsClientConfig } from '../../lib/adapters/aws.ts';
import { dayKey, entryKey, type HistoryEntry } from '../../lib/core/history.ts';
import { limits } from '../../lib/core/limits.ts';
import { replay } from '../../lib/core/replay.ts';
import { Secret } from '../../lib/core/secret.ts';
import { keepHistory } from '../../lib/reconcile/keep-history.ts';
import { readHistory } from '../../lib/reconcile/read-history.ts';
import { sweep } from '../../lib/sweep.ts';
import type { World } from '../../lib/world.ts';
import { Film } from '../core/film.ts';
import { quickApp, startTestWorld, type TestWorld } from '../world.ts';

let open: TestWorld | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function startShop(): Promise<TestWorld> {
  open = await startTestWorld((all) => {
    const shop = quickApp('shop', all[0]?.url ?? '');
    const headers = { authorization: new Secret('hush-hush') };
    return { apps: [{ ...shop, check: { ...shop.check, headers } }] };
  });
  await open.heroku.createApp('shop');
  return open;
}

const all = { last: limits.explainedMax, release: null } as const;

async function decisions({ store, clock }: World): Promise<HistoryEntry[]> {
  const { entries } = await readHistory(store, 'shop', { ...all, now: clock.now() });
  return entries.flatMap((entry) => (entry === null ? [] : [entry]));
}

/** A decision of a film, made at that time. */
function entryAt(at: number, revision: number): HistoryEntry {
  const film = new Film();
  film.now = at;
  film.release();
  film.look('healthy', { after: 0 });
  const [entry] = film.decisions;
  if (entry === undefined) throw new Error('nothing was decided');
  return { ...entry, revision };
}

describe('what sweeps decide', () => {
  test('is kept with its evidence, is made again the same, and expires after 90 days', async () => {
    const { world, cloud, counts } = await startShop();
    for (let i = 0; i < 8; i += 1) await sweep(world);
    const found = await decisions(world);
    expect(
      found.map(({ input, decision }) => [
        input.state.situation.name,
        decision.state.situation.name,
      ]),
    ).toContainEqual(['unarmed', 'watching']);
    expect(found.flatMap((entry) => replay(entry).differences)).toEqual([]);
    const last = found.at(-1);
    if (last === undefined) throw new Error('nothing was kept');
    const key = entryKey('shop', { at: last.input.now, revision: last.revision });
    const client = new DynamoDBClient(awsClientConfig(cloud.table.aws));
    for (const named of [key, dayKey('shop', last.input.now)]) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: cloud.table.name, Key: { key: { S: named } } }),
      );
      const days = (Number(Item?.['expiresAt']?.N) - last.input.now / 1000) / 86_400;
      expect(Math.round(days)).toBe(limits.historyDaysMax);
      expect(JSON.stringify(Item)).not.toContain('hush-hush');
    }
    client.destroy();
    expect(counts.saves).toBeGreaterThan(0);
  });

  test('goes on when the history cannot be written: logged, counted, and nothing is stopped', async () => {
    const { world, logged } = await startShop();
    const { store } = world;
    const broken: World = {
      ...world,
      store: {
        ...store,
        save: (item, expected) =>
          item.key.startsWith('history#')
            ? Promise.reject(new Error('the disk is full'))
            : store.save(item, expected),
      },
    };
    const report = await sweep(broken);
    expect(report).toMatchObject({ lookedAt: 1, healthy: 1, failed: 0, historyLost: 1 });
    expect(logged).toContainEqual(
      expect.objectContaining({ message: 'a decision was not kept in the history' }),
    );
    expect(await decisions(world)).toEqual([]);
    expect(await store.load('app#shop')).not.toBeNull();
  });

  test('that was lost to another worker leaves no entry: it was not decided', async () => {
    const { world } = await startShop();
    const { store } = world;
    const loser: World = {
      ...world,
      store: {
        ...store,
        save: async (item, expected) =>
          item.key.startsWith('app#') ? 'lost' : store.save(item, expected),
      },
    };
    expect(await sweep(loser)).toMatchObject({ historyLost: 0 });
    expect(await decisions(world)).toEqual([]);
  });
});

describe('reading the history', () => {
  test('leaves aside what is older than 90 days, which one machine never deletes', async () => {
    const { world } = await startShop();
    const now = world.clock.now();
    const day = 86_400_000;
    for (const [index, ago] of [100, 89, 0].entries()) {
      expect(await keepHistory(world, entryAt(now - ago * day, index + 1))).toBe(true);
    }
    const { entries } = await readHistory(world.store, 'shop', { ...all, now });
    expect(entries.map((entry) => entry?.revision)).toEqual([2, 3]);
  });

  test('answers the newest, says how many are older, and finds a release', async () => {
    const { world } = await startShop();
    const now = world.clock.now();
    for (const revision of [1, 2, 3]) {
      await keepHistory(world, entryAt(now - 3 + revision, revision));
    }
    const newest = await readHistory(world.store, 'shop', { now, last: 2, release: null });
    expect(newest.entries.map((entry) => entry?.revision)).toEqual([2, 3]);
    expect(newest.older).toBe(1);
    const ofOne = await readHistory(world.store, 'shop', { now, last: 9, release: 1 });
    expect(ofOne.entries).toHaveLength(3);
    const ofTwo = await readHistory(world.store, 'shop', { now, last: 9, release: 2 });
    expect(ofTwo).toEqual({ entries: [], older: 0 });
  });

  test('workers that write at once lose no entry', async () => {
    const { world } = await startShop();
    const now = world.clock.now();
    const written = await Promise.all(
      [1, 2, 3].map((revision) => keepHistory(world, entryAt(now, revision))),
    );
    expect(written).toEqual([true, true, true]);
    expect((await readHistory(world.store, 'shop', { ...all, now })).entries).toHaveLength(3);
  });
});
