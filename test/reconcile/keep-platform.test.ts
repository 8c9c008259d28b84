// What Heroku's status page has shown, in the fleet's item, beside others who write it.
import { expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import type { Item, Store } from '../../lib/adapters/dynamodb.ts';
import type { Log } from '../../lib/adapters/log.ts';
import { fleetKey, parseFleet } from '../../lib/core/fleet.ts';
import type { PlatformSeen } from '../../lib/core/platform.ts';
import { createMemoryStore } from '../../lib/local/memory-store.ts';
import { loadFleet, saveFleet } from '../../lib/reconcile/fleet-item.ts';
import { keepPlatform } from '../../lib/reconcile/keep-platform.ts';
import { dawn, minute } from '../core/fixtures.ts';

const red = { color: 'red', detail: 'Routing is down' };
const green = { color: 'green', detail: 'no incident is open' };
const held = { app: 'blog', culpritId: 'release-2', at: dawn };

/** A world whose table counts its writes. */
function tableAt(now: number, store: Store = createMemoryStore()) {
  const saves: Item[] = [];
  const warned: string[] = [];
  const counted: Store = {
    ...store,
    save: (item, expected) => {
      saves.push(item);
      return store.save(item, expected);
    },
  };
  const clock = { ...systemClock, now: () => now };
  const silent = () => {};
  const warn = (message: string) => void warned.push(message);
  const log: Log = { info: silent, warn, error: silent };
  return { world: { store: counted, clock, log }, store, saves, warned };
}

type Books = ReturnType<typeof tableAt>['world'];

async function keep(world: Books, seen: PlatformSeen): Promise<void> {
  await keepPlatform(world, await loadFleet(world), seen);
}

async function kept(world: Books) {
  return parseFleet((await world.store.load(fleetKey))?.body ?? '');
}

test('a page that was never red costs no write', async () => {
  const { world, saves } = tableAt(dawn);
  await keep(world, green);
  await keep(world, { color: 'unknown', detail: 'no answer' });
  expect(saves).toEqual([]);
});

test('red is written down beside the reservations, and green since then too', async () => {
  const { world, store } = tableAt(dawn);
  await saveFleet(world, { reservations: [held], platform: null }, 0);
  await keep(world, red);
  expect(await kept(world)).toEqual({ reservations: [held], platform: { ...red, at: dawn } });
  const later = tableAt(dawn + minute, store);
  await keep(later.world, green);
  const platform = { ...green, at: dawn + minute };
  expect(await kept(later.world)).toEqual({ reservations: [held], platform });
});

test('who was overtaken tries anew, and takes nothing back that others have written', async () => {
  const { world } = tableAt(dawn);
  const read = await loadFleet(world);
  await saveFleet(world, { reservations: [held], platform: null }, 0);
  await keepPlatform(world, read, red);
  expect(await kept(world)).toEqual({ reservations: [held], platform: { ...red, at: dawn } });
});

test('who is overtaken again and again gives up after five tries, and says so', async () => {
  const busy: Store = { ...createMemoryStore(), save: async () => 'lost' };
  const { world, saves, warned } = tableAt(dawn, busy);
  await keep(world, red);
  expect(saves).toHaveLength(5);
  expect(warned).toEqual(['what the status page shows was not kept: others wrote']);
});

test('an item that nobody can read is left alone', async () => {
  const { world, store, saves } = tableAt(dawn);
  await store.save({ key: fleetKey, revision: 1, body: '{', outbox: '[]' }, 0);
  await keep(world, red);
  expect(saves).toEqual([]);
  expect((await store.load(fleetKey))?.body).toBe('{');
});
