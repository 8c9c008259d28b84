import { describe, expect, test } from 'vitest';
import type { Check } from '../../lib/core/app.ts';
import { checkHash } from '../../lib/core/check-hash.ts';
import { Secret } from '../../lib/core/secret.ts';
import { testApp } from './film.ts';

const base = testApp().check;
const hash = (change: Partial<Check> = {}) => checkHash(testApp({ check: { ...base, ...change } }));

describe('the check’s hash', () => {
  test('is a short text, the same each time', () => {
    expect(hash()).toMatch(/^[0-9a-f]{16}$/);
    expect(hash()).toBe(hash());
  });

  const changes: { readonly [Key in keyof Check]: Check[Key] } = {
    health: '/other',
    headers: { 'x-a': new Secret('1') },
    status: [[200, 299]],
    checkstring: 'fine',
    contains: ['up'],
    lacks: ['down'],
    matches: '^ok$',
    json: [{ path: '$.db', value: 'up' }],
    withinMs: 500,
    certificateMs: 1,
    timeoutMs: 1,
    redirects: 1,
  };
  test.each(Object.entries(changes))('changes with %s', (key, value) => {
    expect(hash({ [key]: value })).not.toBe(hash());
  });

  // Were it another one in a new version of lastgood, every app would have to arm anew.
  test('is the same in every version', () => {
    const json = [
      { path: '$.db', value: 'up' },
      { path: '$.cache', value: 'up' },
    ];
    const lists = { contains: ['b', 'c', 'a', 'b'], lacks: ['z', 'y'], json };
    expect(
      hash({
        ...lists,
        status: [
          [301, 301],
          [200, 299],
        ],
      }),
    ).toBe('09a9a0cbc4eb79db');
  });

  test('tells what is expected from what is forbidden', () => {
    expect(hash({ contains: ['up'] })).not.toBe(hash({ lacks: ['up'] }));
    expect(hash({ checkstring: null })).not.toBe(hash({ checkstring: 'null' }));
  });

  test('does not change with the order in which anything is written', () => {
    const reversed = Object.fromEntries(Object.entries(base).reverse()) as Check;
    expect(checkHash(testApp({ check: reversed }))).toBe(hash());
    expect(hash({ contains: ['a', 'b'] })).toBe(hash({ contains: ['b', 'a'] }));
    const [a, b] = [new Secret('1'), new Secret('2')];
    expect(hash({ headers: { a, b } })).toBe(hash({ headers: { b, a } }));
    const db = { path: 'db', value: 'up' };
    const cache = { path: 'cache', value: 'up' };
    expect(hash({ json: [db, cache] })).toBe(hash({ json: [cache, db] }));
  });

  test('changes with the ends of a range, and with nothing else about several of them', () => {
    expect(hash({ status: [[200, 204]] })).not.toBe(hash({ status: [[204, 200]] }));
    const [ok, moved] = [[200, 299] as const, [301, 301] as const];
    expect(hash({ status: [ok, moved] })).toBe(hash({ status: [moved, ok] }));
    expect(hash({ contains: ['a', 'b', 'c'] })).toBe(hash({ contains: ['c', 'a', 'b'] }));
  });

  test('changes with a header’s name, but not with its case nor with its value', () => {
    const named = hash({ headers: { 'x-key': new Secret('one') } });
    expect(hash({ headers: { 'x-key': new Secret('two') } })).toBe(named);
    expect(hash({ headers: { 'X-Key': new Secret('one') } })).toBe(named);
    expect(hash({ headers: { 'x-other': new Secret('one') } })).not.toBe(named);
  });

  test('does not change with what is not the check', () => {
    expect(checkHash(testApp({ rollback: 'off', watchMs: 1 }))).toBe(checkHash(testApp()));
  });
});
