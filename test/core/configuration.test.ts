// What a good apps.yml becomes.

import { describe, expect, test } from 'vitest';
import type { App } from '../../lib/core/app.ts';
import { read } from './configuration/read.ts';
import { everyDay } from './fixtures.ts';

const minute = 60_000;

test('an app that says only where its health is has every default of the design', () => {
  expect(read('apps: { shop: { health: /health } }')).toEqual({
    cadence: { sweepMs: minute, watchMs: 5_000 },
    limits: { cooldownMs: 60 * minute, perAppADay: 2, fleetAnHour: 3, fleetAtOnce: 1 },
    remindMs: 30 * minute,
    blindMs: 3 * minute,
    control: [],
    platformStatus: 'https://status.heroku.com/api/v4/current-status',
    digest: { minute: 540, zone: 'UTC' },
    apps: [
      {
        name: 'shop',
        check: {
          health: '/health',
          headers: {},
          status: [[200, 200]],
          checkstring: null,
          contains: [],
          lacks: [],
          matches: null,
          json: [],
          withinMs: null,
          certificateMs: 14 * 24 * 60 * minute,
          timeoutMs: 10_000,
          redirects: 0,
        },
        version: null,
        rollback: 'auto',
        probationMs: 24 * 60 * minute,
        sustained: { failures: 3, forMs: 30_000 },
        recovered: 3,
        warmupMs: null,
        watchMs: 10 * minute,
        verifyMs: minute,
        releasePhase: 'act',
        maintenance: [],
        repository: null,
        environment: null,
        checks: 'off',
      },
    ],
  });
});

describe('a key is taken as it is written', () => {
  test.each<[string, (app: App) => unknown, unknown]>([
    ['status: 204', ({ check }) => check.status, [[204, 204]]],
    ['status: 2xx', ({ check }) => check.status, [[200, 299]]],
    ['status: "200"', ({ check }) => check.status, [[200, 200]]],
    ['status: 200-204', ({ check }) => check.status, [[200, 204]]],
    [
      'status: [200, 3xx]',
      ({ check }) => check.status,
      [
        [200, 200],
        [300, 399],
      ],
    ],
    ['checkstring: " ok "', ({ check }) => check.checkstring, 'ok'],
    ['contains: up', ({ check }) => check.contains, ['up']],
    ['contains: [up, well]', ({ check }) => check.contains, ['up', 'well']],
    ['contains: []', ({ check }) => check.contains, []],
    ['lacks: down', ({ check }) => check.lacks, ['down']],
    ['matches: "^o[k]+$"', ({ check }) => check.matches, '^o[k]+$'],
    [
      'json: { $.db: up, $.n: 5, $.ok: true, $.error: null }',
      ({ check }) => check.json,
      [
        { path: '$.db', value: 'up' },
        { path: '$.n', value: 5 },
        { path: '$.ok', value: true },
        { path: '$.error', value: null },
      ],
    ],
    ['within: 2s', ({ check }) => check.withinMs, 2_000],
    ['certificate: 0d', ({ check }) => check.certificateMs, 0],
    ['timeout: 1500ms', ({ check }) => check.timeoutMs, 1_500],
    ['redirects: 5', ({ check }) => check.redirects, 5],
    ['version: /version', ({ version }) => version, '/version'],
    ['rollback: off', ({ rollback }) => rollback, 'off'],
    ['rollback: ask', ({ rollback }) => rollback, 'ask'],
    ['probation: always', ({ probationMs }) => probationMs, null],
    ['probation: 1h', ({ probationMs }) => probationMs, 60 * minute],
    ['sustained: { failures: 5 }', ({ sustained }) => sustained, { failures: 5, forMs: 30_000 }],
    ['sustained: { for: 1m }', ({ sustained }) => sustained, { failures: 3, forMs: minute }],
    ['recovered: 1', ({ recovered }) => recovered, 1],
    ['warmup: 0s', ({ warmupMs }) => warmupMs, 0],
    ['watch: 1h', ({ watchMs }) => watchMs, 60 * minute],
    ['verify: 0s', ({ verifyMs }) => verifyMs, 0],
    ['repository: acme/shop', ({ repository }) => repository, 'acme/shop'],
    ['repository: A_c-1/.git-hub', ({ repository }) => repository, 'A_c-1/.git-hub'],
    ['environment: production', ({ environment }) => environment, 'production'],
    ['environment: "Live (EU) / büro"', ({ environment }) => environment, 'Live (EU) / büro'],
    ['releasePhase: hold', ({ releasePhase }) => releasePhase, 'hold'],
    [
      'maintenance: [{ days: [Sun, Sat], start: "23:05", for: 1h, zone: Europe/Berlin }]',
      ({ maintenance }) => maintenance,
      [{ days: [0, 6], startMinute: 1385, durationMs: 60 * minute, zone: 'Europe/Berlin' }],
    ],
    [
      'maintenance: [{ start: 9:00, for: 23h, zone: UTC }]',
      ({ maintenance }) => maintenance,
      [{ days: everyDay, startMinute: 540, durationMs: 23 * 60 * minute, zone: 'UTC' }],
    ],
  ])('%s', (line, part, expected) => {
    const [app] = read(`apps: { shop: { health: /h, ${line} } }`).apps;
    expect(app && part(app)).toEqual(expected);
  });

  test('a whole address as well as a path', () => {
    const url = 'https://shop.example.com:8443/healthz?deep=1';
    expect(read(`apps: { shop: { health: "${url}" } }`).apps[0]?.check.health).toBe(url);
  });

  test('the keys for all apps', () => {
    const configuration = read(`
cadence: { sweep: 2s, watch: 100ms }
limits: { cooldown: 0s, perAppADay: 1, fleetAnHour: 9, fleetAtOnce: 2 }
remind: 1h
blind: 10s
control: [https://example.com/, http://example.org]
platformStatus: off
apps: { shop: { health: /h, timeout: 1s } }`);
    expect(configuration).toMatchObject({
      cadence: { sweepMs: 2_000, watchMs: 100 },
      limits: { cooldownMs: 0, perAppADay: 1, fleetAnHour: 9, fleetAtOnce: 2 },
      remindMs: 60 * minute,
      blindMs: 10_000,
      control: ['https://example.com/', 'http://example.org'],
      platformStatus: null,
      digest: { minute: 540, zone: 'UTC' },
    });
  });
});

describe('defaults', () => {
  const configuration = read(`
defaults: { health: /health, timeout: 5s, sustained: { failures: 5 }, contains: [ok] }
apps:
  plain:
  other: { health: /well, timeout: 7s, sustained: { for: 1m }, contains: [] }
`);

  test('hold for an app that says nothing, which may be empty', () => {
    const [plain] = configuration.apps;
    expect(plain).toMatchObject({
      name: 'plain',
      check: { health: '/health', timeoutMs: 5_000, contains: ['ok'] },
      sustained: { failures: 5, forMs: 30_000 },
    });
  });

  test('give way to what an app says, each key as a whole', () => {
    const [, other] = configuration.apps;
    expect(other).toMatchObject({
      name: 'other',
      check: { health: '/well', timeoutMs: 7_000, contains: [] },
      sustained: { failures: 3, forMs: minute },
    });
  });

  test('may be empty', () => {
    expect(read('defaults:\napps: { shop: { health: /h } }').apps).toHaveLength(1);
  });
});

test('apps stay in the order of the file', () => {
  const { apps } = read('defaults: { health: /h }\napps: { zoo: , art: , m-1: }');
  expect(apps.map(({ name }) => name)).toEqual(['zoo', 'art', 'm-1']);
});

describe('headers', () => {
  const text = `
apps:
  shop:
    health: /h
    headers: { Authorization: "Bearer \${env:TOKEN}", X-Plain: "a b" }
`;

  test('take values from the environment', () => {
    const headers = read(text, { TOKEN: 'abc' }).apps[0]?.check.headers ?? {};
    expect(headers['Authorization']?.reveal()).toBe('Bearer abc');
    expect(headers['X-Plain']?.reveal()).toBe('a b');
  });

  test('never print', () => {
    const printed = JSON.stringify(read(text, { TOKEN: 'abc' }));
    expect(printed).toContain('"Authorization":"[secret]"');
    expect(printed).not.toContain('abc');
  });
});
