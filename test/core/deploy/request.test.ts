// What is taken at the door for deploys, and what is refused with all of its faults.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeployRequest, readDeployRequest } from '../../../lib/core/deploy/request.ts';
import { deployExpiry, newDeploy, parseDeploy } from '../../../lib/core/deploy.ts';
import { limits } from '../../../lib/core/limits.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { dawn } from '../film.ts';
import { deployId } from './ask.ts';

const trust = { tokens: [new Secret('the-token')], apps: [{ name: 'shop' }, { name: 'blog' }] };

function read(request: Partial<DeployRequest>) {
  const headers = { authorization: 'Bearer the-token' };
  const whole = { method: 'POST', path: '/deploys', wait: undefined, headers, body: undefined };
  return readDeployRequest({ ...whole, isBase64Encoded: false, ...request }, trust);
}

/** The fault of a body, and its status. */
function refusal(request: Partial<DeployRequest>) {
  const plan = read(request);
  if (plan.kind !== 'refuse') throw new Error(JSON.stringify(plan));
  return plan.refusal;
}

const told = (body: unknown) => read({ body: JSON.stringify(body) });

describe('a deploy is told of', () => {
  test.each([
    [{ app: 'shop' }, { app: 'shop', commit: null, version: null }],
    [
      { app: 'blog', version: 45 },
      { app: 'blog', commit: null, version: 45 },
    ],
    [
      { app: 'shop', commit: '1A5f89d' },
      { app: 'shop', commit: '1a5f89d', version: null },
    ],
    [
      { app: 'shop', commit: 'a'.repeat(40), version: null },
      { app: 'shop', commit: 'a'.repeat(40), version: null },
    ],
  ])('by %j', (body, expected) => {
    expect(told(body)).toEqual({ kind: 'tell', told: expected });
  });

  test.each(['/deploys/', '//deploys', '//deploys//'])('at %s', (path) => {
    expect(read({ path, body: '{"app":"shop"}' })).toMatchObject({ kind: 'tell' });
  });

  test('in base64, as a body that is not known to be text comes', () => {
    const body = Buffer.from('{"app":"shop"}').toString('base64');
    expect(read({ body, isBase64Encoded: true })).toMatchObject({ kind: 'tell' });
    expect(refusal({ body }).status).toBe(400);
  });
});

describe('a body is refused', () => {
  test.each<[unknown, string]>([
    [[], 'the body: expected a JSON object, came an empty list'],
    [null, 'the body: expected a JSON object, came nothing'],
    ['shop', 'the body: expected a JSON object, came "shop"'],
    [{}, 'app: it is missing'],
    [{ app: 7 }, 'app: expected a text, came 7 (a number)'],
    [{ app: 'shop', commit: 'abc123' }, 'commit: expected 7 to 40 hexadecimal digits, came "abc12'],
    [{ app: 'shop', commit: 'f'.repeat(41) }, 'commit: expected 7 to 40 hexadecimal digits'],
    [{ app: 'shop', commit: 'main-branch' }, 'commit: expected 7 to 40 hexadecimal digits'],
    [{ app: 'shop', commit: 1234567 }, 'commit: expected 7 to 40 hexadecimal digits, came 1234567'],
    [{ app: 'shop', version: 0 }, "version: expected Heroku's number of the release"],
    [{ app: 'shop', version: 'v45' }, "version: expected Heroku's number of the release"],
    [{ app: 'shop', version: 4.5 }, "version: expected Heroku's number of the release"],
    [{ app: 'shop', sha: 'abc' }, 'sha: expected one of app, commit, version'],
    [{ app: 'shop', constructor: 1 }, 'constructor: expected one of app, commit, version'],
  ])('%j', (body, expected) => {
    const { status, error } = refusal({ body: JSON.stringify(body) });
    expect(status).toBe(400);
    expect(error).toContain(expected);
  });

  test('with all of its faults at once, and what was expected', () => {
    const body = JSON.stringify({ app: '', commit: 'x', version: -1, a: 1, b: 2 });
    const { error, expected } = refusal({ body });
    expect(error.split('; ').map((fault) => fault.split(':')[0])).toEqual([
      'app',
      'commit',
      'version',
      'a',
      'b',
    ]);
    expect(expected).toHaveLength(3);
  });

  test('when it is too large, before it is read', () => {
    const body = ' '.repeat(limits.deployBytesMax + 1);
    expect(refusal({ body })).toMatchObject({ status: 413 });
    expect(refusal({ body: `${'x'.repeat(limits.deployBytesMax)}` }).status).toBe(400);
  });

  test('of an app that apps.yml does not name, with those that it does', () => {
    expect(refusal({ body: '{"app":"shpo"}' })).toEqual({
      status: 404,
      error: 'apps.yml names no app "shpo"',
      expected: ['shop', 'blog'],
    });
  });
});

describe('a verdict is asked for', () => {
  const path = `/deploys/${deployId}`;
  test.each([
    [undefined, 0],
    ['0', 0],
    ['25', 25_000],
  ])('with a wait of %s', (wait, waitMs) => {
    const plan = read({ method: 'GET', path, wait });
    expect(plan).toEqual({ kind: 'ask', id: deployId, waitMs });
  });

  test.each(['26', '-1', '1.5', '', 'x', '1e1', '١'])('and not with a wait of %j', (wait) => {
    expect(refusal({ method: 'GET', path, wait })).toMatchObject({ status: 400 });
  });

  test.each(['x', '..', '%2e%2e', `${deployId}0`, deployId.toUpperCase(), 'app#shop'])(
    'and not for %j, which is no id',
    (id) =>
      expect(refusal({ method: 'GET', path: `/deploys/${id}` })).toMatchObject({ status: 404 }),
  );
});

describe('a call is refused', () => {
  test.each([
    ['GET', '/deploys', 'POST'],
    ['PUT', '/deploys', 'POST'],
    ['POST', `/deploys/${deployId}`, 'GET'],
    ['DELETE', `/deploys/${deployId}`, 'GET'],
  ])('%s %s', (method, path, allow) => {
    expect(refusal({ method, path })).toMatchObject({ status: 405, allow });
  });

  test.each(['/', '/deploy', '/deploys/a/b', '/deploysx', ''])('at %j', (path) => {
    expect(refusal({ path }).status).toBe(404);
  });

  test.each([{}, { authorization: 'Bearer wrong' }])('without the token: %j', (headers) => {
    const body = '{"app":"shop"}';
    expect(refusal({ headers, body })).toMatchObject({ status: 401 });
    const asked = { method: 'GET', path: `/deploys/${deployId}`, headers };
    expect(refusal(asked)).toMatchObject({ status: 401 });
  });

  test('without the token before anything is said of its body or of apps', () => {
    const headers = { authorization: 'Bearer wrong' };
    for (const body of ['{"app":"nobody"}', '[', ' '.repeat(limits.deployBytesMax + 1)]) {
      expect(refusal({ headers, body }).status).toBe(401);
    }
  });
});

test('nothing makes it throw, and whoever has no token gets nothing done', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const path = fc.oneof(fc.constantFrom('/deploys', `/deploys/${deployId}`), text);
  const request = fc.record({
    method: fc.oneof(fc.constantFrom('POST', 'GET'), text),
    path,
    wait: fc.option(text, { nil: undefined }),
    headers: fc.dictionary(fc.constantFrom('authorization', 'cookie'), text),
    body: fc.option(fc.oneof(text, fc.json()), { nil: undefined }),
    isBase64Encoded: fc.boolean(),
  });
  fc.assert(
    fc.property(request, (asked) => {
      const plan = readDeployRequest(asked, trust);
      expect(plan.kind).toBe('refuse');
    }),
    { numRuns: 3_000 },
  );
});

test('a deploy comes back as it was kept, until its days are over', () => {
  const what = { app: 'shop', commit: '1a5f89d', version: 45 };
  const deploy = newDeploy(what, { id: deployId, now: dawn, state: null });
  const text = JSON.stringify(deploy);
  expect(parseDeploy(text, dawn)).toEqual(deploy);
  const endsAt = deployExpiry(deploy) * 1_000;
  expect(endsAt - dawn).toBe(limits.deployDaysMax * 86_400_000);
  expect(parseDeploy(text, endsAt - 1)).toEqual(deploy);
  expect(parseDeploy(text, endsAt)).toBeNull();
  for (const broken of ['', '{}', 'null', text.slice(0, -9)]) {
    expect(parseDeploy(broken, dawn)).toBeNull();
  }
});
