import { describe, expect, test } from 'vitest';
import { faultsOf } from './read.ts';

describe('keys that do not go together are refused', () => {
  test.each([
    [
      'more time to be sure than there is to blame',
      'probation: 20s',
      'apps.shop.sustained: expected 3 failures over 30 s to fit into probation without warmup',
    ],
    [
      'a warm-up that leaves nothing of the probation',
      'warmup: 5m, probation: 5m',
      'to fit into probation without warmup (0 ms), came 30 s',
    ],
    [
      'more failures than the watch has time for',
      'sustained: { failures: 100 }',
      'expected 100 failures over 30 s to fit into watch (10 min), came 16 min 30 s',
    ],
    [
      'failures that time out and outlast the watch',
      'timeout: 30s, watch: 40s',
      'expected 3 failures over 30 s to fit into watch (40 s), came 1 min',
    ],
    [
      'a span that is longer than the watch',
      'sustained: { for: 11m }',
      'expected 3 failures over 11 min to fit into watch (10 min), came 11 min',
    ],
    [
      'readings that a sweep cannot take within the probation, and no watch to cover it',
      'probation: 2m, warmup: 30s, watch: 1m',
      'to fit into probation at one reading a sweep, or watch to cover it (90 s), came 2 min',
    ],
    [
      'a probe that outlasts a sweep',
      'timeout: 61s',
      'apps.shop.timeout: expected at most cadence.sweep (1 min)',
    ],
    ['slow that is later than dead', 'within: 10s', 'expected less than timeout (10 s)'],
    [
      'a text that must and must not be there',
      'contains: [ok, well], lacks: [el]',
      'apps.shop.lacks: expected nothing that checkstring or contains ask for, came "el"',
    ],
    [
      'a whole body that holds what it must not',
      'checkstring: not ok, lacks: ok',
      'apps.shop.lacks: expected nothing that checkstring or contains ask for, came "ok"',
    ],
    [
      'a whole body that lacks what it must hold',
      'checkstring: ok, contains: well',
      'apps.shop.contains: expected a part of checkstring, which is the whole body, came "well"',
    ],
    [
      'checks of a commit that is nowhere',
      'checks: warn',
      'apps.shop.checks: expected the key repository beside "warn": checks are asked for at GitHub',
    ],
    [
      'a window that begins again before it ends',
      'maintenance: [{ start: "9:00", for: 1d, zone: Europe/Berlin }]',
      'apps.shop.maintenance: expected windows that leave some time of the week, came windows ' +
        'that never end: nothing of the app would ever be told',
    ],
    [
      'windows of which one is always open',
      'maintenance: [{ days: [Sun], start: "0:00", for: 4d, zone: UTC }, ' +
        '{ days: [Thu], start: "1:00", for: 72h, zone: Europe/Berlin }]',
      'came windows that never end',
    ],
    [
      'values in a body that is not JSON',
      'checkstring: ok, json: { $.db: up }',
      'apps.shop.json: expected none, because checkstring is not JSON',
    ],
  ])('%s', (_what, keys, expected) => {
    const faults = faultsOf(`apps: { shop: { health: /h, ${keys} } }`);
    expect(faults.join('\n')).toContain(expected);
    expect(faults).toHaveLength(1);
  });
});

describe('keys that just go together are taken', () => {
  test.each([
    'probation: 30s',
    'probation: always, sustained: { failures: 5, for: 10m }',
    'sustained: { failures: 1, for: 0s }, watch: 1ms',
    'timeout: 30s, watch: 1m',
    'probation: 1m, watch: 1m',
    'probation: 2m, watch: 90s, warmup: 0s',
    'checks: warn, repository: acme/shop',
    'checkstring: ok, contains: " k "',
    'timeout: 1m, within: 59s, watch: 2m',
    'contains: [ok], lacks: [okay]',
    'checkstring: ok, contains: o, lacks: down',
    `checkstring: '{"db":"up"}', json: { $.db: up }`,
  ])('%s', (keys) => {
    expect(faultsOf(`apps: { shop: { health: /h, ${keys} } }`)).toEqual([]);
  });
});

test('a watch that is slower than the sweep is refused', () => {
  const faults = faultsOf('cadence: { sweep: 30s, watch: 31s }\napps: { shop: { health: /h } }');
  expect(faults).toContain(
    'apps.yml:1:1 cadence: expected watch (31 s) to be no longer than sweep (30 s)',
  );
});

test('a watch that is as slow as the sweep is taken', () => {
  expect(faultsOf('cadence: { sweep: 10s, watch: 10s }\napps: { shop: { health: /h } }')).toEqual(
    [],
  );
});

test('a misfit with a default is told where the key stands, once for all apps', () => {
  const faults = faultsOf('defaults:\n  health: /h\n  within: 10s\napps: { one: , two: }');
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^apps\.yml:3:3 defaults\.within: /);
});

test('a drill in milliseconds fits as well as a day', () => {
  const faults = faultsOf(`
cadence: { sweep: 500ms, watch: 50ms }
blind: 2s
apps:
  shop:
    health: /h
    timeout: 300ms
    sustained: { failures: 3, for: 200ms }
    warmup: 100ms
    watch: 2s
    verify: 300ms
    probation: 1m
`);
  expect(faults).toEqual([]);
});
