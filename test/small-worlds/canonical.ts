/**
 * Worlds that differ only in when they are, and in which worker is called A, are the same world:
 * every instant is counted from now, and the workers stand in the order of what they do.
 */
import { createHash } from 'node:crypto';
import { dawn } from '../core/fixtures.ts';
import { alertsOf } from './books.ts';
import type { SmallWorld, Worker } from './small-world.ts';

/** Epoch milliseconds of these days, and the same as they stand in the ids of alerts. */
const instants = /\b179\d{10}\b/g;
const idInstants = new RegExp(`\\b${dawn.toString(36).slice(0, 3)}[0-9a-z]{5}\\b`, 'g');

/** Same text, same world. */
export function fingerprint(world: SmallWorld): string {
  const { now, releases, earlier, sick, healthyOnce, fault, happened, waits, books } = world;
  const items = Object.values(world.items).map(({ key, body, outbox }) => {
    return [key, body, alertsOf(outbox).map(({ id }) => id)];
  });
  const stale = earlier[0]?.id === releases[0]?.id ? null : earlier.map(({ id }) => id);
  const rest = { releases, stale, sick, healthyOnce, fault, happened, waits, books, items };
  const workers = world.workers.map((worker) => relative(JSON.stringify(shown(worker)), now));
  const text = [relative(JSON.stringify(rest), now), ...workers.toSorted()].join('\n');
  return createHash('md5').update(text).digest('base64');
}

/** A worker's name does not matter; of what it loaded, all but the words of alerts does. */
function shown({ name: _name, key: _key, item, ...worker }: Worker) {
  const outbox = alertsOf(item?.outbox).map(({ id }) => id);
  return { ...worker, item: { ...item, outbox } };
}

function relative(text: string, now: number): string {
  return text
    .replace(instants, (instant) => `t${Number(instant) - now}`)
    .replace(idInstants, (instant) => `t${Number.parseInt(instant, 36) - now}`);
}
