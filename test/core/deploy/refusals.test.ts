// What a caller of the door for deploys is told when it is refused.

import { describe, expect, test } from 'vitest';
import {
  type DeployRequest,
  type DeployTrust,
  noSuchDeploy,
  readDeployRequest,
} from '../../../lib/core/deploy/request.ts';
import { limits } from '../../../lib/core/limits.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { deployId } from './ask.ts';

const trust: DeployTrust = { tokens: [new Secret('the-token')], apps: [{ name: 'shop' }] };

function refusal(request: Partial<DeployRequest>, apps = trust.apps) {
  const headers = { authorization: 'Bearer the-token' };
  const whole = { method: 'POST', path: '/deploys', wait: undefined, headers, body: undefined };
  const asked = { ...whole, isBase64Encoded: false, ...request };
  const plan = readDeployRequest(asked, { ...trust, apps });
  if (plan.kind !== 'refuse') throw new Error(JSON.stringify(plan));
  return plan.refusal;
}

const path = `/deploys/${deployId}`;
const unknown = {
  status: 404,
  error: 'there is no such deploy, or no more',
  expected: [`an id that POST /deploys answered in the last ${limits.deployDaysMax} days`],
};
const waits = [`wait: a whole number of seconds from 0 to ${limits.deployWaitMsMax / 1000}`];

describe('a caller is told', () => {
  test.each<[string, Partial<DeployRequest>, object]>([
    [
      'which paths there are',
      { path: '/x//y' },
      {
        status: 404,
        error: 'there is nothing at /x/y',
        expected: ['POST /deploys', 'GET /deploys/ID'],
      },
    ],
    [
      'that another path only ends like one of them',
      { path: `/v1${path}` },
      { status: 404, error: `there is nothing at /v1${path}`, expected: expect.anything() },
    ],
    [
      'which method a path takes',
      { method: 'PUT' },
      { status: 405, error: 'PUT is not taken here', expected: ['POST'], allow: 'POST' },
    ],
    [
      'which header brings the token',
      { headers: {} },
      {
        status: 401,
        error: 'the token is missing or not the right one',
        expected: ['the header Authorization: Bearer TOKEN, with what LASTGOOD_DEPLOY_TOKEN is'],
      },
    ],
    [
      'how much it may say',
      { body: ' '.repeat(limits.deployBytesMax + 1) },
      {
        status: 413,
        error: 'the body is too large',
        expected: [`at most ${limits.deployBytesMax} bytes`],
      },
    ],
    [
      'how long it may wait',
      { method: 'GET', path, wait: 'long' },
      { status: 400, error: 'wait: expected seconds, came "long"', expected: waits },
    ],
    ['that what is no id is none', { method: 'GET', path: `${path}0` }, unknown],
    [
      'that what only ends like an id is none',
      { method: 'GET', path: `/deploys/0${deployId}` },
      unknown,
    ],
  ])('%s', (_what, request, expected) => {
    expect(refusal(request)).toEqual(expected);
  });

  test('nothing of an allowed method where none is in question', () => {
    expect(refusal({ headers: {} })).not.toHaveProperty('allow');
  });

  test('the same of an id that is well-formed and not there', () => {
    expect(noSuchDeploy).toEqual(unknown);
  });

  test('that a body is wanting', () => {
    expect(refusal({}).error).toBe('the body: expected a JSON object, came nothing');
  });

  test('of umlauts by their bytes, and of base64 by what it stands for', () => {
    const half = limits.deployBytesMax / 2;
    expect(refusal({ body: 'ü'.repeat(half) }).status).toBe(400);
    expect(refusal({ body: 'ü'.repeat(half + 1) }).status).toBe(413);
    const body = Buffer.alloc(limits.deployBytesMax, ' ').toString('base64');
    expect(refusal({ body, isBase64Encoded: true }).status).toBe(400);
  });

  test('the names of twenty apps, and that there are more', () => {
    const names = Array.from({ length: 21 }, (_, at) => `app-${at}`);
    const apps = names.map((name) => ({ name }));
    const { expected } = refusal({ body: '{"app":"shpo"}' }, apps);
    expect(expected).toEqual([...names.slice(0, 20), '…']);
    const few = refusal({ body: '{"app":"shpo"}' }, apps.slice(0, 20));
    expect(few.expected).toEqual(names.slice(0, 20));
  });

  test('that an empty name is none', () => {
    const { error } = refusal({ body: '{"app":""}' });
    expect(error).toBe('app: expected a text that is not empty, came ""');
  });
});
