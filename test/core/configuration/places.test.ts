// Where a fault is told to be: at the key or at its value, in maps, lists and aliases.

import { expect, test } from 'vitest';
import { formatPath } from '../../../lib/core/configuration/fault.ts';
import { limits } from '../../../lib/core/limits.ts';
import { faultsOf } from './read.ts';

/** The place and the path of every fault, without its words. */
const placesOf = (text: string) =>
  faultsOf(text).map((fault) => fault.slice('apps.yml:'.length).split(': ', 1)[0]);

test.each([
  ['a value', 'apps:\n  shop: { health: h }\n', '2:19 apps.shop.health'],
  ['a key', 'apps:\n  shop: { health: /h, x: 1 }\n', '2:23 apps.shop.x'],
  [
    'a value in a list',
    'control: [ https://a.example, b ]\napps: { shop: { health: /h } }\n',
    '1:31 control[1]',
  ],
  [
    'a key in a list',
    'apps:\n  shop:\n    health: /h\n    maintenance:\n' +
      '      - { start: "1:00", for: 1h, zone: UTC }\n' +
      '      - { start: "1:00", for: 1h, zone: UTC, x: 1 }\n',
    '6:46 apps.shop.maintenance[1].x',
  ],
  [
    'a value in a map in a list',
    'apps:\n  shop:\n    health: /h\n    maintenance: [{ start: "1:00", for: 1, zone: UTC }]\n',
    '4:41 apps.shop.maintenance[0].for',
  ],
  [
    'the name of a header',
    'apps:\n  shop: { health: /h, headers: { "a b": c } }\n',
    '2:34 apps.shop.headers.a b',
  ],
  [
    'a name that cannot be used',
    'apps:\n  shop: { health: /h, headers: { constructor: c } }\n',
    '2:34 apps.shop.headers.constructor',
  ],
  [
    'a value that is the same for every app',
    'defaults: { health: https://a.example/ }\napps: { shop: }\n',
    '1:21 defaults.health',
  ],
  [
    'a list in the place of a map',
    'apps:\n  shop: { health: /h, headers: [a] }\n',
    '2:32 apps.shop.headers',
  ],
  [
    'a key of an app that has a default as well',
    'defaults: { within: 1s }\napps:\n  shop: { health: /h, within: 10s }\n',
    '3:23 apps.shop.within',
  ],
  ['a value that is not written', 'apps:\n  shop: { health: }\n', '2:19 apps.shop.health'],
  ['a key that is not written', 'apps:\n  shop: { }\n', '2:3 apps.shop'],
  ['a key of the file that is not written', '# first\nremind: 1h\n', '2:1'],
  ['a key that is a number', 'apps:\n  12: { health: /h }\n', '2:3 apps.12'],
  [
    'a list in an alias',
    'control: &c [x]\nplatformStatus: off\napps: { shop: { health: /h, contains: *c } }\n',
    '1:14 control[0]',
  ],
])('%s is told where it stands', (_what, text, place) => {
  expect(placesOf(text)).toEqual([place]);
});

test('a key that stands twice is told at the second one, in lists too', () => {
  const window = '{ start: "1:00", for: 1h, zone: UTC, for: 2h }';
  const text = `apps:\n  shop:\n    health: /h\n    maintenance:\n      - ${window}\n`;
  expect(placesOf(text)).toEqual(['5:46 apps.shop.maintenance[0].for']);
});

test('a reference to the environment is refused in lists too, by its place', () => {
  const text = `apps:\n  shop: { health: /h, contains: [ok, "\${env:HOME}"] }\n`;
  expect(placesOf(text)).toEqual(['2:38 apps.shop.contains[1]']);
});

test('a path is written with dots, a place in a list in brackets', () => {
  expect(formatPath(['apps', 'shop', 'status', 1])).toBe('apps.shop.status[1]');
  expect(formatPath(['apps', 'a.b'])).toBe('apps.a.b');
  expect(formatPath([0, 'days'])).toBe('[0].days');
  expect(formatPath([])).toBe('');
});

test('as many slips of syntax as are shown are told without a word on more', () => {
  const slips = (count: number) => faultsOf('a: b: c\n'.repeat(count));
  const all = Array.from({ length: 40 }, (_, index) => slips(index + 1));
  for (const faults of all) expect(faults.length).toBeLessThanOrEqual(limits.syntaxFaultsMax + 1);
  const more = all.filter((faults) => faults.length > limits.syntaxFaultsMax);
  const few = all.filter((faults) => faults.length <= limits.syntaxFaultsMax);
  expect(few.flat().join()).not.toContain('mend the first ones');
  for (const faults of more) {
    const [shown, last] = faults.slice(-2);
    expect(last).toMatch(/: and [1-9]\d* more faults of syntax; mend the first ones$/);
    expect(last?.split(': ')[0]).toBe(shown?.split(': ')[0]);
  }
});
