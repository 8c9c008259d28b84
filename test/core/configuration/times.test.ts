// Durations, times of day and time zones: what is taken, and what is said of what is not.

import { describe, expect, test } from 'vitest';
import { faultsOf, read } from './read.ts';

describe('the time of the digest', () => {
  const digestOf = (written: string) =>
    read(`digest: ${written}\napps: { shop: { health: /h } }\n`).digest;

  test('is a minute of the day in a zone, or off', () => {
    expect(digestOf('"09:30 Europe/Berlin"')).toEqual({ minute: 570, zone: 'Europe/Berlin' });
    expect(digestOf('"7:05 UTC"')).toEqual({ minute: 425, zone: 'UTC' });
    expect(digestOf('"0:00 UTC"')).toEqual({ minute: 0, zone: 'UTC' });
    expect(digestOf('23:59 UTC')).toEqual({ minute: 1_439, zone: 'UTC' });
    expect(digestOf('off')).toBeNull();
  });

  test.each([
    '09:00',
    '"09:00"',
    '24:00 UTC',
    '09:60 UTC',
    '09:00 Nowhere/Else',
    '09:00 +02:00',
    'on',
    'true',
    '9',
  ])('is not %s', (written) => {
    const faults = faultsOf(`digest: ${written}\napps: { shop: { health: /h } }\n`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(
      'digest: expected a time of day and its time zone such as "09:00 Europe/Berlin", or off, ' +
        'came ',
    );
  });
});

describe('a duration', () => {
  const such = 'expected a duration with its unit such as 500ms, 10s, 5m, 24h or 14d, came ';
  const write = (number: string) =>
    `expected a duration with its unit (write ${number}s or ${number}ms), came `;

  test.each([
    ['timeout: 10', write('10')],
    ['timeout: 1.25', write('1.25')],
    ['timeout: "1.25"', write('1.25')],
    ['timeout: a10', such],
    ['timeout: 10x', such],
    ['timeout: 1.x', such],
    ['timeout: true', such],
    ['timeout: [5]', such],
    ['sustained: { for: 0.5ms }', 'a duration of at most 366 days, in whole milliseconds, came '],
    ['sustained: { for: 367d }', 'expected a duration of at most 366 days, in whole milliseconds'],
    ['timeout: 0.5ms', 'expected a duration above zero and of at most 366 days, in whole mill'],
  ])('is not %s', (keys, expected) => {
    const faults = faultsOf(`apps: { shop: { health: /h, ${keys} } }`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(expected);
  });
});

test('a zone of a window is text', () => {
  const window = '{ start: "1:00", for: 1h, zone: 1 }';
  expect(faultsOf(`apps: { shop: { health: /h, maintenance: [${window}] } }`)[0]).toContain(
    'zone: expected a time zone such as Europe/Berlin, came 1 (a number)',
  );
});

test('what could not be found in what is read of a body is refused', () => {
  const large = `apps: { shop: { health: /h, checkstring: ${'a'.repeat(65_537)} } }`;
  expect(faultsOf(large)[0]).toContain('checkstring: expected text within the 65536 bytes read of');
});

test('more control URLs than are asked are refused', () => {
  const urls = (count: number) => Array(count).fill('https://a.example/').join(', ');
  const withControl = (count: number) =>
    faultsOf(`control: [${urls(count)}]\napps: { shop: { health: /h } }\n`);
  expect(withControl(10)).toEqual([]);
  expect(withControl(11)).toEqual(['apps.yml:1:10 control: expected at most 10 URLs, came a list']);
});
