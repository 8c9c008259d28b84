import { createHash } from 'node:crypto';
import type { App } from './app.ts';

/**
 * Identifies what is asked and expected of an app, so that a changed check is told from a changed
 * app (S13). The order in which anything is written does not matter. Secret header values take part
 * by their names only: nothing of them may end in the table.
 */
export function checkHash(app: App): string {
  const known = hashes.get(app.check);
  if (known !== undefined) return known;
  const hash = hashOf(app.check);
  hashes.set(app.check, hash);
  return hash;
}

/** A check never changes once it is read, and it is asked for by every look. */
const hashes = new WeakMap<App['check'], string>();

function hashOf({ headers, ...check }: App['check']): string {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const text = JSON.stringify(canonical({ ...check, names }));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Keys by name and lists by their text, except a range or another fixed pair of numbers. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    const range = items.every((item) => typeof item === 'number');
    return range ? items : items.toSorted(byText);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, canonical(item)] as const);
  return entries.toSorted(byText);
}

function byText(left: unknown, right: unknown): number {
  const [one, other] = [JSON.stringify(left), JSON.stringify(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}
