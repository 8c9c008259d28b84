import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../../lib/adapters/clock.ts';
import { createPlatformStatus } from '../../lib/adapters/platform-status.ts';
import { limits } from '../../lib/core/limits.ts';
import { fixture } from './heroku/fixture.ts';
import { json, type PlatformApi, startPlatformApi } from './heroku/platform-api.ts';
import { noSuchHost } from './probe/origin.ts';

let site: PlatformApi;
let now: number;
const clock: Clock = { now: () => now, monotonic: () => now, sleep: async () => {} };

beforeEach(async () => {
  now = Date.UTC(2026, 4, 14);
  site = await startPlatformApi();
  site.answer = (_seen, response) => json(response, 200, fixture('platform-status.json'));
});

afterEach(() => site.close());

test('tells the color of apps and the open incidents', async () => {
  expect(await create().apps()).toEqual({
    color: 'yellow',
    detail: 'Routing errors in the EU region',
  });
});

test.each(['green', 'red'])('tells %s', async (status) => {
  site.answer = (_seen, response) =>
    json(response, 200, { status: [{ system: 'Apps', status }], incidents: [] });
  expect(await create().apps()).toEqual({ color: status, detail: 'no incident is open' });
});

test('asks once for everybody, and again when the answer is old', async () => {
  const status = create();
  await Promise.all([status.apps(), status.apps(), status.apps()]);
  now += limits.platformStatusCacheMs;
  await status.apps();
  expect(site.seen).toHaveLength(1);
  now += 1;
  await status.apps();
  expect(site.seen).toHaveLength(2);
  now -= 60 * 60_000;
  await status.apps();
  expect(site.seen).toHaveLength(3);
});

test('knows a color again after the site was down', async () => {
  const status = create();
  const up = site.answer;
  site.answer = (_seen, response) => json(response, 503, {});
  expect((await status.apps()).color).toBe('unknown');
  site.answer = up;
  now += limits.platformStatusCacheMs + 1;
  expect((await status.apps()).color).toBe('yellow');
});

test('asks nobody when it is off', async () => {
  const off = createPlatformStatus({ url: null, clock });
  expect(await off.apps()).toEqual({
    color: 'unknown',
    detail: 'platformStatus is off in apps.yml',
  });
  expect(site.seen).toHaveLength(0);
});

test('shows a strange title safely', async () => {
  const title = `Routing\r\n\u001b[31mtrouble \u202e${'x'.repeat(5000)}`;
  site.answer = (_seen, response) =>
    json(response, 200, { status: [{ system: 'Apps', status: 'red' }], incidents: [{ title }] });
  const { detail } = await create().apps();
  expect(detail).toMatch(/^Routing trouble x+\.\.\.$/);
  expect(detail.length).toBeLessThanOrEqual(limits.herokuMessageCharactersMax);
});

test('still tells the color when incidents are of another shape', async () => {
  site.answer = (_seen, response) =>
    json(response, 200, { status: [null, { system: 'Apps', status: 'red' }], incidents: 'many' });
  expect((await create().apps()).color).toBe('unknown');
  site.answer = (_seen, response) =>
    json(response, 200, { status: [{ system: 'Apps', status: 'red' }], incidents: 'many' });
  expect(await create().apps()).toEqual({ color: 'red', detail: 'no incident is open' });
});

test.each<[string, PlatformApi['answer']]>([
  ['503', (_seen, response) => json(response, 503, appsAre('red'))],
  ['a redirect', (_seen, response) => response.writeHead(302, { location: '/' }).end()],
  ['a page', (_seen, response) => response.end('<html>')],
  ['nothing', (_seen, response) => response.end()],
  ['null', (_seen, response) => json(response, 200, null)],
  ['no apps', (_seen, response) => json(response, 200, { status: [] })],
  ['a new color', (_seen, response) => json(response, 200, appsAre('blue'))],
  ['a dropped connection', (_seen, response) => response.destroy()],
  ['silence', () => {}],
  ['a body beyond all bounds', (_seen, response) => response.end(Buffer.alloc(2 * 1024 * 1024))],
])('fails open on %s', async (_what, answer) => {
  site.answer = answer;
  const { color, detail } = await createPlatformStatus({
    url: site.url,
    clock,
    timeoutMs: 200,
  }).apps();
  expect(color).toBe('unknown');
  expect(detail).toMatch(/^the status site /);
});

test('fails open when there is no such host', async () => {
  const url = `http://${noSuchHost}`;
  expect(await createPlatformStatus({ url, clock }).apps()).toEqual({
    color: 'unknown',
    detail: 'the status site could not be asked: dns (ENOTFOUND)',
  });
});

function create() {
  return createPlatformStatus({ url: site.url, clock });
}

function appsAre(status: string): unknown {
  return { status: [{ system: 'Apps', status }], incidents: [] };
}
