/**
 * Worlds that differ only in when they are, and in which worker is called A, are the same world:
 * every instant is counted from now, and the workers stand in the order of what they do.
 */
import { createHash } from 'node:crypto';
import type { Item } from '../../lib/adapters/dynamodb.ts';
import { dawn } from '../core/fixtures.ts';
import { alertsOf } from './books.ts';
import type { SmallWorld, Worker } from './small-world.ts';

/** Epoch milliseconds of these days, and the same as they stand in the ids of alerts. */
const plainInstants = /\b179\d{10}\b/g;
const idInstants = new RegExp(`\\b${dawn.toString(36).slice(0, 3)}[0-9a-z]{5}\\b`, 'g');

/** Same text, same world. */
export function fingerprint(world: SmallWorld): string {
  const { now, releases, earlier, sick, healthyOnce, fault, happened, waits, books } = world;
  const stale = earlier[0]?.id === releases[0]?.id ? null : earlier.map(({ id }) => id);
  const rest = { releases, stale, sick, healthyOnce, fault, happened, waits, books };
  const items = Object.values(world.items).map((item) => shownAt(now, item, shownItem));
  const workers = world.workers.map((worker) => shownAt(now, worker, shownWorker));
  const parts = [textAt(now, skeletonOf(JSON.stringify(rest))), ...items, ...workers.toSorted()];
  return createHash('md5').update(parts.join('\n')).digest('base64');
}

function shownItem({ key, body, outbox }: Item) {
  return [key, body, alertsOf(outbox).map(({ id }) => id)];
}

/** A worker's name does not matter; of what it loaded, all but the words of alerts does. */
function shownWorker({ name: _name, key: _key, item, ...worker }: Worker) {
  const outbox = alertsOf(item?.outbox).map(({ id }) => id);
  return { ...worker, item: { ...item, outbox } };
}

/** A text without its instants, as short as can be, and the instants that were in it. */
type Skeleton = { readonly hash: string; readonly instants: readonly number[] };

const skeletons = new WeakMap<object, Skeleton>();

/** An item and a worker stay what they are in world after world: each is taken apart once. */
function shownAt<T extends object>(now: number, value: T, shown: (value: T) => unknown): string {
  const skeleton = skeletons.get(value) ?? skeletonOf(JSON.stringify(shown(value)));
  skeletons.set(value, skeleton);
  return textAt(now, skeleton);
}

function skeletonOf(text: string): Skeleton {
  const instants: number[] = [];
  const take = (radix: number) => (instant: string) => {
    instants.push(Number.parseInt(instant, radix));
    return 't';
  };
  const bare = text.replace(plainInstants, take(10)).replace(idInstants, take(36));
  return { hash: createHash('md5').update(bare).digest('base64'), instants };
}

function textAt(now: number, { hash, instants }: Skeleton): string {
  return `${hash} ${instants.map((instant) => instant - now).join()}`;
}
