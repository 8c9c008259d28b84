import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createStore, type Store } from '../../lib/adapters/dynamodb.ts';
import { limits } from '../../lib/core/limits.ts';
import type { State } from '../../lib/core/state.ts';
import { afterDeploy, convicted, rolledBack, trouble } from '../core/scenes.ts';
import { undisturbed } from '../undisturbed.ts';
import { type Asked, callDeploys } from './call-deploys.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { startSsm } from './ssm-server.ts';
import { type Stage, setStage } from './stage.ts';

const token = 'the-token-of-today';
const apps = 'apps: { shop: { health: ORIGIN/health, checkstring: ok } }';

let stage: Stage;
let deploys: Lambda;
let store: Store;

beforeAll(async () => {
  stage = await setStage(apps, () => {});
  const { name, aws } = stage.cloud.table;
  store = createStore({ table: name, aws });
  deploys = await startLambda(stage.bundle('deploys'), {
    ...stage.environment,
    LASTGOOD_DEPLOY_TOKEN: `${token},the-token-before`,
  });
}, 60_000);

afterAll(async () => {
  await deploys.close();
  await stage.close();
});

const call = (asked: Asked, to: { to?: Lambda; timeoutMs?: number } = {}) =>
  callDeploys({ by: token, ...asked }, { to: deploys, ...to });
const tell = (body: object) => call({ body: JSON.stringify(body) });
const ask = (id: string, wait?: string, timeoutMs?: number) =>
  call(
    { method: 'GET', path: `/deploys/${id}`, ...(wait === undefined ? {} : { wait }) },
    timeoutMs === undefined ? {} : { timeoutMs },
  );

/** What the sweep and the watch would have stored of the app. */
async function remember(state: State): Promise<void> {
  const before = await store.load('app#shop');
  const revision = (before?.revision ?? 0) + 1;
  const item = { key: 'app#shop', revision, body: JSON.stringify(state), outbox: '[]' };
  expect(await store.save(item, revision - 1)).toBe('saved');
}

describe('a deploy that is told of', () => {
  afterEach(() => stage.receive());

  test('is kept for its days, wakes its app, and is pending', async () => {
    const { status, headers, body } = await tell({ app: 'shop', version: 2 });
    expect({ status, headers }).toEqual({
      status: 202,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    });
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      app: 'shop',
      commit: null,
      version: 2,
      verdict: 'pending',
      final: false,
      reasons: [expect.any(String)],
      release: null,
      rolledBackTo: null,
      since: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await stage.receive()).toEqual([{ kind: 'watch', app: 'shop', reason: 'deploy told' }]);
    const { name, aws } = stage.cloud.table;
    const stored = await new DynamoDBClient(aws).send(
      new GetItemCommand({ TableName: name, Key: { key: { S: `deploy#${body.id}` } } }),
    );
    const daysLeft = (Number(stored.Item?.['expiresAt']?.N) - Date.now() / 1000) / 86_400;
    expect(daysLeft).toBeGreaterThan(limits.deployDaysMax - 1);
    expect(daysLeft).toBeLessThanOrEqual(90);
    expect(await ask(body.id)).toMatchObject({ status: 200, body: { ...body } });
  });

  test('comes to the verdict that the stored state of its app holds', async () => {
    const { body } = await tell({ app: 'shop', version: 2 });
    const refused = convicted();
    refused.settle({ kind: 'trouble', trouble: trouble({ canRetry: false }) });
    const verdicts: string[] = [];
    for (const film of [afterDeploy(), convicted(), refused, rolledBack()]) {
      await remember(film.state);
      verdicts.push((await ask(body.id)).body.verdict);
    }
    expect(verdicts).toEqual(['pending', 'pending', 'bad', 'rolled-back']);
  });

  test('is answered as soon as its verdict changes, while somebody waits', async () => {
    await remember(afterDeploy().state);
    const { body } = await tell({ app: 'shop', version: 2 });
    const startedAt = performance.now();
    const waiting = ask(body.id, '25', 30_000);
    await remember(rolledBack().state);
    expect((await waiting).body).toMatchObject({ verdict: 'rolled-back', final: true });
    // The wait would have been over after 25 s.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  test('is answered as it is at the end of the wait, or of what the call may take', async () => {
    await remember(afterDeploy().state);
    const { body } = await tell({ app: 'shop', version: 2 });
    for (const [wait, timeoutMs] of [
      ['1', 30_000],
      ['25', limits.deployReserveMs + 1_000],
    ] as const) {
      const { tookMs, verdict } = await undisturbed(async () => {
        const startedAt = performance.now();
        const answered = await ask(body.id, wait, timeoutMs);
        return { tookMs: performance.now() - startedAt, verdict: answered.body.verdict };
      });
      expect(verdict).toBe('pending');
      expect(tookMs).toBeGreaterThan(900);
      expect(tookMs).toBeLessThan(limits.deployReserveMs + 1_000);
    }
  });

  test('is answered at once when its verdict is final', async () => {
    await remember(rolledBack().state);
    const { body } = await tell({ app: 'shop', version: 2 });
    const startedAt = performance.now();
    expect((await ask(body.id, '25', 30_000)).body.verdict).toBe('rolled-back');
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});

describe('nothing is kept or queued for', () => {
  afterEach(async () => expect(await stage.receive()).toEqual([]));
  const body = '{"app":"shop"}';

  test.each<[string, Asked, number]>([
    ['a call without the token', { body, headers: {} }, 401],
    ['a call with another token', { body, by: 'a-guess' }, 401],
    ['the token and nothing else', { body: '' }, 400],
    ['an app that is not in apps.yml', { body: '{"app":"blog"}' }, 404],
    ['a body that is too large', { body: ' '.repeat(limits.deployBytesMax + 1) }, 413],
    ['a DELETE', { method: 'DELETE' }, 405],
    ['another path', { body, path: '/' }, 404],
    ['an id that nobody was given', { method: 'GET', path: `/deploys/${'0'.repeat(8)}` }, 404],
  ])('%s', async (_what, asked, status) => {
    const answered = await call(asked);
    expect(answered).toMatchObject({
      status,
      body: { error: expect.stringMatching(/.{10}/), expected: expect.any(Array) },
    });
    if (status === 401) expect(answered.headers).toMatchObject({ 'www-authenticate': 'Bearer' });
    if (status === 405) expect(answered.headers).toMatchObject({ allow: 'POST' });
  });

  test('an id of the right form that is not there', async () => {
    const { status } = await ask('00000000-0000-4000-8000-000000000000');
    expect(status).toBe(404);
  });
});

test('the token that is being replaced is taken too', async () => {
  const { status } = await call({ body: '{"app":"shop"}', by: 'the-token-before' });
  expect(status).toBe(202);
  await stage.receive();
});

test('a deploy that the queue does not take is kept all the same, and the log says so', async () => {
  const cutOff = await startLambda(stage.bundle('deploys'), {
    ...stage.environment,
    LASTGOOD_QUEUE_URL: `${stage.cloud.queue.url}-that-is-gone`,
    LASTGOOD_DEPLOY_TOKEN: token,
  });
  const { status, body } = await call({ body: '{"app":"shop"}' }, { to: cutOff });
  expect(status).toBe(202);
  expect((await ask(body.id)).status).toBe(200);
  expect(cutOff.log).toContainEqual(expect.objectContaining({ level: 'error' }));
  await cutOff.close();
});

test('with the token in an SSM parameter, and no other secret, it opens', async () => {
  const ssm = await startSsm();
  ssm.parameters.set('/lastgood/deploy-token', token);
  const lambda = await startLambda(stage.bundle('deploys'), {
    ...stage.environment,
    AWS_ENDPOINT_URL_SSM: ssm.url,
    LASTGOOD_DEPLOY_TOKEN_PARAMETER: '/lastgood/deploy-token',
  });
  expect((await call({ body: '{"app":"shop"}' }, { to: lambda })).status).toBe(202);
  expect(ssm.asked).toEqual([{ Names: ['/lastgood/deploy-token'], WithDecryption: true }]);
  for (const log of [lambda.log, deploys.log]) {
    expect(log.length).toBeGreaterThan(0);
    expect(JSON.stringify(log)).not.toContain(token);
  }
  await Promise.all([lambda.close(), ssm.close()]);
});
