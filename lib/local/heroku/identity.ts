import { createHash } from 'node:crypto';

/**
 * A user as the API shows one. The id follows from the address, so that it is the same everywhere.
 */
export function userOf(email: string): { readonly id: string; readonly email: string } {
  return { id: stableUuid(email), email };
}

/** A UUID that is always the same for the same text. */
export function stableUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** A time stamp as the API writes one: to the second. */
export function timestamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
