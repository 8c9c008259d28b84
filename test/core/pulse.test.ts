import { expect, test } from 'vitest';
import { parsePulse, pulseKey, pulseText } from '../../lib/core/pulse.ts';
import { dawn } from './film.ts';

test('a pulse comes back as it was stored', () => {
  const pulse = new Map([
    ['shop', dawn],
    ['blog', dawn - 1],
  ]);
  expect(parsePulse(pulseText(dawn, pulse))).toEqual(pulse);
  expect(parsePulse(pulseText(dawn, new Map()))).toEqual(new Map());
});

test.each([
  ['nothing', ''],
  ['a text cut off', '{"at":1,"healthyAt":[["shop"'],
  ['no object', '[1]'],
  ['times that are texts', '{"at":1,"healthyAt":[["shop","noon"]]}'],
])('of %s nothing is known, and nothing breaks', (_name, text) => {
  expect(parsePulse(text)).toEqual(new Map());
});

test('a name like that of a built-in thing is a name like any other', () => {
  const pulse = new Map([['__proto__', dawn]]);
  expect(parsePulse(pulseText(dawn, pulse)).get('__proto__')).toBe(dawn);
  expect(parsePulse(pulseText(dawn, new Map())).get('constructor')).toBeUndefined();
});

test('every shard has a key of its own', () => {
  expect(new Set([0, 1, 2, 10].map(pulseKey)).size).toBe(4);
});
