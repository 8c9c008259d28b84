import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStore } from '../../lib/adapters/dynamodb.ts';
import { parsePulse, pulseKey } from '../../lib/core/pulse.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { type Stage, setStage } from './stage.ts';

/** EventBridge's event of a schedule (EventBridge user guide, "Scheduled events"). */
const scheduled = {
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: '2026-11-23T12:00:00Z',
  region: 'us-east-1',
  resources: ['arn:aws:events:us-east-1:000000000000:rule/lastgood-production-sweep'],
  detail: {},
};

const apps = `
apps:
  alice: { health: ORIGIN/alice/health, checkstring: ok, headers: { x-key: "\${env:HEALTH_KEY}" } }
  bob: { health: ORIGIN/bob/health, checkstring: ok }
`;

const asked: { readonly path: string; readonly key: string | undefined }[] = [];
let stage: Stage;
let lambda: Lambda;

beforeAll(async () => {
  // The build refuses a configuration whose variables are not set.
  process.env['HEALTH_KEY'] = 'the-key-of-alice';
  stage = await setStage(apps, ({ url = '', headers }, response) => {
    asked.push({ path: url, key: headers['x-key']?.toString() });
    response.end(url.startsWith('/alice/') ? 'ok' : 'not today');
  });
  lambda = await startLambda(stage.bundle('sweep'), {
    ...stage.environment,
    HEALTH_KEY: 'the-key-of-alice',
  });
}, 60_000);

afterAll(async () => {
  delete process.env['HEALTH_KEY'];
  await lambda.close();
  await stage.close();
});

test('a scheduled event has every app probed, and the pulse of the healthy one kept', async () => {
  const began = Date.now();
  expect(await lambda.invoke(scheduled)).toEqual({
    ok: true,
    value: expect.objectContaining({ apps: 2, lookedAt: 2, healthy: 1, sick: 1, failed: 0 }),
  });
  expect(asked).toContainEqual({ path: '/alice/health', key: 'the-key-of-alice' });
  expect(asked).toContainEqual({ path: '/bob/health', key: undefined });
  const { name, aws } = stage.cloud.table;
  const item = await createStore({ table: name, aws }).load(pulseKey(0));
  const pulse = parsePulse(item?.body ?? '');
  expect([...pulse.keys()]).toEqual(['alice']);
  expect(pulse.get('alice')).toBeGreaterThanOrEqual(began);
});

test('its last line is the heartbeat, as CloudWatch reads it', async () => {
  await lambda.invoke(scheduled);
  const last = lambda.log.at(-1);
  expect(last).toMatchObject({
    _aws: { CloudWatchMetrics: [{ Namespace: 'lastgood', Dimensions: [['Deployment']] }] },
    Deployment: 'lastgood',
    AppsConfigured: 2,
    AppsLookedAt: 2,
    AppsFailed: 0,
    Heartbeat: 1,
  });
});

test('a sweep that cannot use its table fails loudly and says no heartbeat', async () => {
  const lost = await startLambda(stage.bundle('sweep'), {
    ...stage.environment,
    HEALTH_KEY: 'the-key-of-alice',
    LASTGOOD_TABLE: 'no-such-table',
  });
  expect(await lost.invoke(scheduled)).toMatchObject({ ok: false });
  await lost.close();
  expect(lost.log).toContainEqual(
    expect.objectContaining({ level: 'error', message: 'the function failed' }),
  );
  expect(JSON.stringify(lost.log)).not.toMatch(/Heartbeat|the-key-of-alice/);
});

test('a function that is told nothing names everything that is missing', async () => {
  const bare = await startLambda(stage.bundle('sweep'), {});
  const outcome = await bare.invoke(scheduled);
  await bare.close();
  expect(outcome).toMatchObject({ ok: false });
  for (const name of ['LASTGOOD_TABLE', 'LASTGOOD_QUEUE_URL', 'LASTGOOD_TOPIC_ARN']) {
    expect(JSON.stringify(outcome)).toContain(name);
  }
});
