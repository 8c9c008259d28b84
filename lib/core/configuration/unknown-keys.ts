import { appSchema } from './app-schema.ts';
import { came } from './came.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Complaint, Path } from './fault.ts';
import { fileSchema } from './schema.ts';

/**
 * What valibot lets pass in maps: it tells only the first unknown key of each, takes `constructor`
 * for known, and takes a list for a map. Each unknown key comes with the word that was most likely
 * meant.
 */
export function unknownKeys(value: unknown): Complaint[] {
  return inSchema(fileSchema, value, []);
}

/** The parts of a valibot schema that lead to the maps in it. */
type Shape = {
  readonly message?: unknown;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly value?: Shape;
};

function inSchema(schema: Shape, value: unknown, path: Path): Complaint[] {
  const { entries, wrapped, item, value: each } = schema;
  if (wrapped !== undefined) return inSchema(wrapped, value, path);
  if (Array.isArray(value)) {
    if (item !== undefined) {
      return value.flatMap((one, index) => inSchema(item, one, [...path, index]));
    }
    const isMap = entries !== undefined || each !== undefined;
    return isMap ? [{ path, about: 'value', message: notAMap(schema, value) }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    if (entries !== undefined) {
      const known = Object.hasOwn(entries, key) ? entries[key] : undefined;
      return known ? inSchema(known, inner, here) : [unknownKey(here, Object.keys(entries))];
    }
    if (each === undefined) return [];
    return unsafeNames.has(key) ? [unsafeName(here)] : inSchema(each, inner, here);
  });
}

function notAMap({ message }: Shape, value: unknown): string {
  return `expected ${message}, came ${came(value)}`;
}

function unknownKey(path: Path, known: readonly string[]): Complaint {
  const key = String(path.at(-1));
  const message = `expected a known key, came "${key}"; ${advice(key, path, known)}`;
  return { path, about: 'key', message };
}

function advice(key: string, path: Path, known: readonly string[]): string {
  const isTop = path.length === 1;
  if (isTop && Object.hasOwn(appSchema.entries, key)) {
    return 'it belongs to an app, or to defaults for all of them';
  }
  if (Object.hasOwn(fileSchema.entries, key)) return 'it belongs to the top of the file';
  const meant = familiar.get(key.toLowerCase().replace(/[-_]/g, ''));
  const nearest = known.find((one) => one === meant) ?? didYouMean(key, known);
  return nearest === null ? `the keys are ${known.join(', ')}` : `did you mean ${nearest}?`;
}

/** What other monitors and the deploy action for Heroku call it. */
const familiar = new Map([
  ['body', 'contains'],
  ['delay', 'warmup'],
  ['expect', 'checkstring'],
  ['github', 'repository'],
  ['grace', 'warmup'],
  ['healthcheck', 'health'],
  ['interval', 'cadence'],
  ['keyword', 'contains'],
  ['repo', 'repository'],
  ['rollbackonhealthcheckfailed', 'rollback'],
  ['url', 'health'],
]);

/** valibot leaves these out of a map without a word, because they can harm a JavaScript object. */
const unsafeNames = new Set(['__proto__', 'constructor', 'prototype']);

function unsafeName(path: Path): Complaint {
  const message = `expected another name, came "${path.at(-1)}", which cannot be used here`;
  return { path, about: 'key', message };
}
