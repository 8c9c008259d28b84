import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { type Stage, setStage } from './stage.ts';

const asked: string[] = [];
let daveIsWell = true;
let stage: Stage;
let lambda: Lambda;

beforeAll(async () => {
  stage = await setStage(
    `
apps:
  alice: { health: ORIGIN/alice/health, checkstring: ok }
  bob: { health: ORIGIN/bob/health, checkstring: ok }
  dave: { health: ORIGIN/dave/health, checkstring: ok }
`,
    ({ url = '' }, response) => {
      asked.push(url);
      response.end(url.startsWith('/dave/') && !daveIsWell ? 'not today' : 'ok');
    },
  );
  lambda = await startLambda(stage.bundle('watch'), stage.environment);
}, 60_000);

beforeEach(() => {
  asked.length = 0;
});

afterAll(async () => {
  await lambda.close();
  await stage.close();
});

/** An SQS event (AWS Lambda developer guide, "Using Lambda with Amazon SQS"); ids are m0, m1, … */
const batch = (...messages: readonly unknown[]) => ({
  Records: messages.map((message, index) => ({
    messageId: `m${index}`,
    receiptHandle: `receipt-${index}`,
    body: typeof message === 'string' ? message : JSON.stringify(message),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1795435200000',
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: '1795435200001',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:lastgood',
    awsRegion: 'us-east-1',
  })),
});

const look = (app: string) => ({ kind: 'watch', app, reason: 'webhook: release v44 succeeded' });
const failing = (...ids: readonly string[]) => ({
  ok: true,
  value: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) },
});

/** Time for one look and no more: what is left then goes back to the queue. */
const shortMs = limits.watchReserveMs + 5_000;

test('a message has its app looked at, and is done with', async () => {
  expect(await lambda.invoke(batch(look('alice')), shortMs)).toEqual(failing());
  expect(asked).toContain('/alice/health');
  expect(asked).not.toContain('/bob/health');
});

test('a close look says what its probes came to', async () => {
  const before = lambda.log.length;
  expect(await lambda.invoke(batch(look('alice')), shortMs)).toEqual(failing());
  const metrics = lambda.log.slice(before).filter((line) => '_aws' in line);
  expect(metrics).toEqual([
    expect.objectContaining({ app: 'alice', ProbesMade: 1, ProbesLost: 0 }),
  ]);
});

test('a watch that is not over when its time is nearly up goes back to the queue', async () => {
  // Seen healthy `recovered` times its check is believed, and one sick reading calls for a close
  // look.
  for (const well of [true, true, true, false]) {
    daveIsWell = well;
    expect(await stage.receive()).toEqual([]);
    expect(await lambda.invoke(batch(look('dave')), shortMs)).toEqual(failing());
  }
  const left = await stage.receive();
  expect(left).toEqual([expect.objectContaining({ kind: 'watch', app: 'dave' })]);
});

test('a poisoned message comes back alone, and its neighbours are worked on', async () => {
  const event = batch('{"kind":"watch"}', look('alice'), 'hello', look('bob'));
  expect(await lambda.invoke(event, shortMs)).toEqual(failing('m0', 'm2'));
  expect(asked).toContain('/alice/health');
  expect(asked).toContain('/bob/health');
  const failures = lambda.log.filter(({ level }) => level === 'error');
  expect(failures).toHaveLength(2);
  expect(JSON.stringify(failures)).toContain('"messageId":"m2"');
});

test('two messages for one app share one close look', async () => {
  expect(await lambda.invoke(batch(look('alice'), look('alice')), shortMs)).toEqual(failing());
  expect(asked.filter((path) => path === '/alice/health')).toHaveLength(1);
});

test('a message for an app that apps.yml no longer names is done with', async () => {
  expect(await lambda.invoke(batch(look('carol')), shortMs)).toEqual(failing());
  expect(asked).toEqual([]);
});

test('a shard is swept and counted, without a heartbeat', async () => {
  const shard = { kind: 'shard', shard: 0, releasedAt: { alice: null, bob: null, dave: null } };
  expect(await lambda.invoke(batch(shard), shortMs)).toEqual(failing());
  expect([...asked].sort()).toEqual(['/alice/health', '/bob/health', '/dave/health']);
  const metrics = lambda.log.filter((line) => 'AppsLookedAt' in line);
  expect(metrics).toEqual([expect.objectContaining({ AppsLookedAt: 3, AppsFailed: 0 })]);
  expect(metrics[0]).not.toHaveProperty('Heartbeat');
});

test('when the table cannot be used, every message comes back', async () => {
  const lost = await startLambda(stage.bundle('watch'), {
    ...stage.environment,
    LASTGOOD_TABLE: 'no-such-table',
  });
  const outcome = await lost.invoke(batch(look('alice'), look('bob')), shortMs);
  await lost.close();
  expect(outcome).toEqual(failing('m0', 'm1'));
});
