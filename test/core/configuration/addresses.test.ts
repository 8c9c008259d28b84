import { describe, expect, test } from 'vitest';
import { faultsOf, read } from './read.ts';

describe('an address is refused', () => {
  test.each([
    'shop.example.com/health',
    'ftp://shop.example.com',
    'https://',
    'https://me:word@shop.example.com/',
    'https://me@shop.example.com/',
    '//shop.example.com/health',
    '/\\shop.example.com/health',
    '/health check',
    '/health#top',
    'https://shop.example.com:99999/',
    `/${'a'.repeat(3000)}`,
  ])('%s', (address) => {
    const faults = faultsOf(`apps:\n  shop:\n    health: '${address}'\n`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('apps.yml:3:13 apps.shop.health: expected a path that begins with');
    expect(faults[0]).not.toContain('word');
  });
});

const longest = (start: string) => `${start}${'a'.repeat(2_048 - start.length)}`;

describe('an address of 2,048 characters is taken, and none that is longer', () => {
  test.each(['/', 'https://a.example/'])('%s', (start) => {
    const withHealth = (health: string) => faultsOf(`apps: { shop: { health: '${health}' } }`);
    expect(withHealth(longest(start))).toEqual([]);
    expect(withHealth(`${longest(start)}a`)).toHaveLength(1);
  });
});

describe('an address for all apps is refused', () => {
  test.each([
    'https://me@status.example/',
    'https://:word@status.example/',
    `${longest('https://status.example/')}a`,
    'status.example',
    'https://a b.example/',
    'on',
  ])('%s', (address) => {
    const faults = faultsOf(`platformStatus: '${address}'\napps: { shop: { health: /h } }\n`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(
      'apps.yml:1:17 platformStatus: expected a whole http(s) URL without credentials or #, or off',
    );
  });
});

test('the address of the platform can be left out by a word', () => {
  const statusOf = (written: string) =>
    read(`platformStatus: ${written}\napps: { shop: { health: /h } }\n`).platformStatus;
  expect(statusOf('off')).toBeNull();
  expect(statusOf('https://status.example/')).toBe('https://status.example/');
});
