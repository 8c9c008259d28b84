import { expect, test } from 'vitest';
import {
  parseLooks,
  parsePulse,
  parseReleasedApps,
  parseSickApps,
  pulseKey,
  pulseText,
} from '../../lib/core/pulse.ts';
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
  expect(parseSickApps(text)).toBeNull();
  expect(parseLooks(text)).toBeNull();
  expect(parseReleasedApps(text)).toBeNull();
});

test('the sick come back as they were stored, and when', () => {
  const sick = [
    { app: 'shop', since: dawn, releasedAt: dawn - 1 },
    { app: 'blog', since: dawn, releasedAt: null },
  ];
  expect(parseSickApps(pulseText(dawn + 5, new Map(), { sick }))).toMatchObject({
    at: dawn + 5,
    sick,
  });
});

test('whom the sweep could not look at comes back as it was stored, and when it was', () => {
  const missed = new Map([['shop', dawn - 60_000]]);
  expect(parseLooks(pulseText(dawn, new Map(), { missed }))).toEqual({ at: dawn, missed });
  expect(parseLooks(pulseText(dawn, new Map()))).toEqual({ at: dawn, missed: new Map() });
});

test('a pulse from before the sick were kept is read for what it holds', () => {
  const old = `{"at":${dawn},"healthyAt":[["shop",${dawn}]]}`;
  expect(parsePulse(old)).toEqual(new Map([['shop', dawn]]));
  expect(parseSickApps(old)).toMatchObject({ at: dawn, sick: [] });
  expect(parseReleasedApps(old)).toEqual({ at: dawn, released: new Map() });
});

test('those whose release is being watched come back as they were stored, and when', () => {
  const released = new Map([['shop', dawn - 1]]);
  const text = pulseText(dawn, new Map(), { released });
  expect(parseReleasedApps(text)).toEqual({ at: dawn, released });
});

test('a name like that of a built-in thing is a name like any other', () => {
  const pulse = new Map([['__proto__', dawn]]);
  expect(parsePulse(pulseText(dawn, pulse)).get('__proto__')).toBe(dawn);
  expect(parsePulse(pulseText(dawn, new Map())).get('constructor')).toBeUndefined();
});

test('every shard has a key of its own', () => {
  expect(new Set([0, 1, 2, 10].map(pulseKey)).size).toBe(4);
});
