import { limits } from '../limits.ts';
import { cutAtWord, oneLine } from '../plain-text.ts';

/**
 * Says what stands in the file in place of what was expected, in one short line. Credentials in a
 * URL are left out; what can be a secret as a whole must not be given to it.
 */
export function came(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  if (typeof value !== 'string') return `${String(value)} (${named[typeof value] ?? typeof value})`;
  const line = oneLine(value).replace(/\/\/[^/\s]*@/g, '//[credentials]@');
  return `"${cutAtWord(line, limits.cameCharactersMax)}"`;
}

const named: Readonly<Record<string, string>> = { number: 'a number', boolean: 'a yes or no' };
