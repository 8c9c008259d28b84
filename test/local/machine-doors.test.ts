// Both doors of a lastgood on this machine, from the socket to the rollback, with a real Heroku's
// own deliveries.

import { expect, test } from 'vitest';
import type { DeployAnswer } from '../../lib/core/deploy/judge-deploy.ts';
import { shop } from '../../lib/local/drill/apps.ts';
import {
  type Delivery,
  deployToken,
  startMachineStage,
  startRecorder,
  webhookSecret,
} from './machine-stage.ts';

test('a pipeline tells of its deploy, and waits until it is rolled back', {
  timeout: 60_000,
}, async () => {
  const { machine, deployBad, descriptions, log } = await startMachineStage();
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${deployToken}` };
    const answer = await fetch(new URL(path, machine.deploysUrl), { ...init, headers });
    return { status: answer.status, body: (await answer.json()) as DeployAnswer };
  };
  const commit = await deployBad();
  const body = JSON.stringify({ app: shop, commit: commit.slice(0, 7), version: 4 });
  const told = await call('deploys', { method: 'POST', body });
  expect(told).toMatchObject({ status: 202, body: { app: shop, version: 4, verdict: 'pending' } });
  const verdicts: string[] = [];
  let answer = told;
  while (!answer.body.final) {
    answer = await call(`deploys/${told.body.id}?wait=25`);
    expect(answer.status).toBe(200);
    verdicts.push(answer.body.verdict);
  }
  // One answer that is held back, or on a slow machine some of them.
  expect(verdicts.pop()).toBe('rolled-back');
  expect(verdicts.filter((verdict) => !['pending', 'bad'].includes(verdict))).toEqual([]);
  expect(answer.body).toMatchObject({
    id: told.body.id,
    commit: 'bad0bad',
    final: true,
    release: { version: 4, description: 'Deploy bad0bad0' },
    rolledBackTo: { version: 3 },
    reasons: ['v4 failed its health check', 'v5 rolled it back to v3, which was seen healthy'],
  });
  expect(descriptions().at(-1)).toBe('Rollback to v3');
  // By commit, and told of only now: it is the same release.
  const late = await call('deploys', {
    method: 'POST',
    body: JSON.stringify({ app: shop, commit }),
  });
  expect(late.body).toMatchObject({ verdict: 'rolled-back', release: { version: 4 } });
  expect(late.body.id).not.toBe(told.body.id);
  expect((await fetch(new URL('deploys', machine.deploysUrl), { method: 'POST' })).status).toBe(
    401,
  );
  expect(JSON.stringify(log.all)).not.toContain(deployToken);
});

test("Heroku's webhooks may come doubled, out of order, late and again: one rollback comes of it", {
  timeout: 60_000,
}, async () => {
  const { heroku, machine, told, alerts, deployBad, descriptions, log } = await startMachineStage();
  const recorder = await startRecorder();
  await subscribe(heroku.apiUrl, recorder.url);
  await deployBad();
  const [first, second] = await released(recorder.deliveries, 2);
  expect([first, second].map((one) => eventOf(one).action)).toEqual(['create', 'update']);
  const answers = [
    await deliver(machine.webhookUrl, second),
    await deliver(machine.webhookUrl, first),
    await deliver(`${machine.webhookUrl}heroku`, first),
    // Not known to be text, it reaches the function in base64.
    await deliver(machine.webhookUrl, second, 'application/octet-stream'),
    await deliver(machine.webhookUrl, { ...first, raw: second.raw.subarray(1) }),
  ];
  expect(answers).toEqual([202, 202, 202, 202, 401]);
  await told('rolled-back');
  expect(descriptions().slice(2)).toEqual([
    expect.stringMatching(/^Deploy/),
    'Deploy bad0bad0',
    'Rollback to v3',
  ]);
  const said = alerts.length;
  const before = looks(log.all);
  for (const { raw, headers } of recorder.deliveries.all) {
    expect([202, 204]).toContain(await deliver(machine.webhookUrl, { raw, headers }));
  }
  // Every replay is looked at, and nothing comes of it.
  while (looks(log.all) === before) await log.count(log.all.length + 1);
  expect(heroku.rollbackCalls(shop)).toBe(1);
  expect(descriptions()).toHaveLength(5);
  expect(alerts.slice(said)).toEqual([]);
});

function looks(log: readonly { readonly message: string }[]): number {
  return log.filter(({ message }) => message === 'looked').length;
}

async function subscribe(apiUrl: string, url: string): Promise<void> {
  const include = ['api:release', 'dyno'];
  const answer = await fetch(`${apiUrl}/apps/${shop}/webhooks`, {
    method: 'POST',
    headers: {
      accept: 'application/vnd.heroku+json; version=3',
      authorization: 'Bearer token',
    },
    body: JSON.stringify({ include, level: 'sync', url, secret: webhookSecret }),
  });
  expect(answer.status).toBe(201);
}

type Recorded = Awaited<ReturnType<typeof startRecorder>>['deliveries'];

/** The first deliveries that are about a release. */
async function released(deliveries: Recorded, count: number): Promise<[Delivery, Delivery]> {
  for (;;) {
    const found = deliveries.all.filter((one) => eventOf(one).resource === 'release');
    const [first, second] = found;
    if (found.length >= count && first && second) return [first, second];
    await deliveries.count(deliveries.all.length + 1);
  }
}

function eventOf({ raw }: Delivery): { readonly action: string; readonly resource: string } {
  return JSON.parse(raw.toString('utf8'));
}

async function deliver(url: string, delivery: Delivery, type?: string): Promise<number> {
  const headers = {
    'content-type': type ?? String(delivery.headers['content-type']),
    'heroku-webhook-hmac-sha256': String(delivery.headers['heroku-webhook-hmac-sha256']),
  };
  const body = new Uint8Array(delivery.raw);
  return (await fetch(url, { method: 'POST', headers, body })).status;
}
