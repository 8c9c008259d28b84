import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { functionUrlEvent, type Sent } from './function-url-event.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { type SsmServer, startSsm } from './ssm-server.ts';
import { type Stage, setStage } from './stage.ts';

const secret = 'the-secret-of-today';
const githubSecret = 'the-github-secret';
const release = fixture('heroku/webhook-release-update.json');
const workflow = fixture('github/workflow-run.json');

const apps = `
defaults: { checkstring: ok, repository: acme/shop }
apps: { shop-eu: { health: ORIGIN/health }, shop-us: { health: ORIGIN/health } }`;

let stage: Stage;
let webhook: Lambda;

beforeAll(async () => {
  stage = await setStage(apps, () => {});
  webhook = await startLambda(stage.bundle('webhook'), {
    ...stage.environment,
    LASTGOOD_WEBHOOK_SECRET: `the-secret-of-yesterday,${secret}`,
    LASTGOOD_GITHUB_SECRET: githubSecret,
  });
}, 60_000);

afterAll(async () => {
  await webhook.close();
  await stage.close();
});

const post = (sent: Sent, to = webhook) => to.invoke(functionUrlEvent(sent));
const githubHeaders = (event: string, body: string) => ({
  'X-GitHub-Event': event,
  'X-Hub-Signature-256': `sha256=${createHmac('sha256', githubSecret).update(body).digest('hex')}`,
});
const answer = (statusCode: number) => ({
  ok: true,
  value: expect.objectContaining({ statusCode }),
});
const wakesTheShop = { kind: 'watch', app: 'shop-eu', reason: 'webhook: release v44 succeeded' };

describe('a signed release of an app of ours', () => {
  test.each<[string, Partial<Sent>]>([
    ['as text', { secret }],
    ['in base64', { secret, base64: true }],
    ['under the secret that is being replaced', { secret: 'the-secret-of-yesterday' }],
  ])('%s is put on the queue', async (_how, sent) => {
    expect(await post({ body: release, ...sent })).toEqual(answer(202));
    expect(await stage.receive()).toEqual([wakesTheShop]);
  });

  test("at GitHub's door wakes every app of the repository", async () => {
    const body = workflow;
    const headers = githubHeaders('workflow_run', body);
    expect(await post({ body, path: '/github', headers })).toEqual(answer(202));
    const reason = 'github: workflow deploy of acme/shop success';
    expect(await stage.receive()).toEqual(
      expect.arrayContaining([
        { kind: 'watch', app: 'shop-eu', reason },
        { kind: 'watch', app: 'shop-us', reason },
      ]),
    );
  });

  test('is answered with nothing in it', async () => {
    const outcome = await post({ body: release, secret });
    expect(outcome).toEqual({ ok: true, value: { statusCode: 202 } });
    await stage.receive();
  });
});

describe('nothing is queued for', () => {
  afterEach(async () => expect(await stage.receive()).toEqual([]));

  test('a call without a signature', async () => {
    expect(await post({ body: release })).toEqual(answer(401));
  });

  test('a call signed with another secret', async () => {
    expect(await post({ body: release, secret: 'a-guess' })).toEqual(answer(401));
  });

  test('a signature over other bytes', async () => {
    const { headers } = functionUrlEvent({ body: release, secret });
    const other = release.replace('shop-eu', 'shop-us');
    expect(await post({ body: other, headers })).toEqual(answer(401));
  });

  test('a body that is too large, even when it is signed', async () => {
    const body = ' '.repeat(limits.webhookBytesMax + 1);
    expect(await post({ body, secret })).toEqual(answer(413));
  });

  test("a call signed for the other's door", async () => {
    const headers = githubHeaders('workflow_run', workflow);
    expect(await post({ body: workflow, headers })).toEqual(answer(401));
    expect(await post({ body: release, secret, path: '/github' })).toEqual(answer(401));
  });

  test('a path at which there is no door', async () => {
    expect(await post({ body: release, secret, path: '/deploys' })).toEqual(answer(404));
  });

  test("GitHub's ping", async () => {
    const headers = githubHeaders('ping', '{}');
    expect(await post({ body: '{}', path: '/github', headers })).toEqual(answer(204));
  });

  test('signed bytes that are not an event', async () => {
    expect(await post({ body: 'hello', secret })).toEqual(answer(400));
  });

  test('an app that is not in apps.yml', async () => {
    const body = release.replace('shop-eu', 'blog-eu');
    expect(await post({ body, secret })).toEqual(answer(204));
  });

  test.each(['GET', 'PUT', 'DELETE'])('a %s, whatever it says', async (method) => {
    const outcome = await post({ body: release, secret, method });
    expect(outcome).toEqual({ ok: true, value: { statusCode: 405, headers: { allow: 'POST' } } });
  });
});

test('a release that the queue does not take is answered so that Heroku sends it again', async () => {
  const cutOff = await startLambda(stage.bundle('webhook'), {
    ...stage.environment,
    LASTGOOD_QUEUE_URL: `${stage.cloud.queue.url}-that-is-gone`,
    LASTGOOD_WEBHOOK_SECRET: secret,
  });
  expect(await post({ body: release, secret }, cutOff)).toEqual(answer(503));
  expect(cutOff.log).toContainEqual(expect.objectContaining({ level: 'error' }));
  await cutOff.close();
});

describe('with the secret in an SSM parameter', () => {
  let ssm: SsmServer;
  let lambda: Lambda;

  beforeAll(async () => {
    ssm = await startSsm();
    lambda = await startLambda(stage.bundle('webhook'), {
      ...stage.environment,
      AWS_ENDPOINT_URL_SSM: ssm.url,
      LASTGOOD_WEBHOOK_SECRET_PARAMETER: '/lastgood/webhook-secret',
    });
  });
  afterAll(() => Promise.all([lambda.close(), ssm.close()]));

  test('a failed start is told, and made good by the next call', async () => {
    expect(await post({ body: release, secret }, lambda)).toEqual(answer(500));
    const [failure] = lambda.log.filter(({ message }) => message === 'the function failed');
    expect(JSON.stringify(failure)).toContain('/lastgood/webhook-secret');
    ssm.parameters.set('/lastgood/webhook-secret', secret);
    expect(await post({ body: release, secret }, lambda)).toEqual(answer(202));
    expect(await stage.receive()).toEqual([wakesTheShop]);
  });

  test('the parameter is read once, decrypted, and with no other', async () => {
    const before = ssm.asked.length;
    expect(await post({ body: release }, lambda)).toEqual(answer(401));
    expect(ssm.asked).toHaveLength(before);
    expect(ssm.asked.at(-1)).toEqual({
      Names: ['/lastgood/webhook-secret'],
      WithDecryption: true,
    });
  });

  test('the log holds neither the secret nor a signature', () => {
    const { headers } = functionUrlEvent({ body: release, secret });
    for (const log of [lambda.log, webhook.log]) {
      expect(log.length).toBeGreaterThan(0);
      expect(JSON.stringify(log)).not.toContain(secret);
      expect(JSON.stringify(log)).not.toContain(headers['Heroku-Webhook-Hmac-SHA256']);
    }
  });
});

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}
