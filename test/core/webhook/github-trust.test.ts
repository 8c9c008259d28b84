// Whom GitHub's door believes.

import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../lib/core/limits.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { fixture, fromGithub, githubSecret, receive, secret, trust } from './requests.ts';

const deployment = fixture('github/deployment-status.json');

describe('the signature', () => {
  const { headers } = fromGithub('deployment_status', deployment);
  const hex = headers['x-hub-signature-256'] ?? '';

  test('is as GitHub documents it', () => {
    // GitHub Docs, "Validating webhook deliveries", "Testing the webhook payload validation".
    const body = 'Hello, World!';
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const asked = { 'x-github-event': 'ping', 'x-hub-signature-256': signature };
    const secrets = { heroku: [], github: [new Secret("It's a Secret to Everybody")] };
    const plan = receive({ path: '/github', headers: asked, body }, { ...trust, secrets });
    expect(plan.status).toBe(204);
  });

  test.each<[string, string | undefined]>([
    ['none', undefined],
    ['an empty one', ''],
    ['the hex alone', hex.slice('sha256='.length)],
    ['one in capitals', hex.toUpperCase()],
    ['one that is cut', hex.slice(0, -1)],
    [
      'one of SHA-1',
      `sha1=${createHmac('sha1', 'the-github-secret').update(deployment).digest('hex')}`,
    ],
    [
      'one in base64',
      createHmac('sha256', 'the-github-secret').update(deployment).digest('base64'),
    ],
    [
      "one under Heroku's secret",
      fromGithub('ping', deployment, secret).headers['x-hub-signature-256'],
    ],
  ])('%s is refused', (_what, signature) => {
    const given = { ...headers, 'x-hub-signature-256': signature };
    const plan = receive({ path: '/github', headers: given, body: deployment });
    expect(plan).toMatchObject({ status: 401, messages: [] });
  });

  test('may be of either secret while one is being replaced', () => {
    const secrets = { heroku: [], github: [new Secret('newer'), githubSecret] };
    const request = fromGithub('deployment_status', deployment);
    expect(receive(request, { ...trust, secrets }).status).toBe(202);
  });

  test("opens GitHub's door and no other", () => {
    const request = fromGithub('deployment_status', deployment);
    expect(receive({ ...request, path: '/' })).toMatchObject({ status: 401, messages: [] });
  });

  test.each([[[]], [[new Secret('')]]])('is never right without a secret', (github) => {
    const request = fromGithub('deployment_status', deployment, new Secret(''));
    const plan = receive(request, { ...trust, secrets: { heroku: [secret], github } });
    expect(plan).toMatchObject({ status: 401, messages: [] });
    expect(plan.reason).toContain('set LASTGOOD_GITHUB_SECRET');
  });
});

test('a body that is too large is refused before its signature is looked at', () => {
  const large = ' '.repeat(limits.githubBytesMax + 1);
  expect(receive(fromGithub('ping', large))).toMatchObject({ status: 413, messages: [] });
  expect(receive(fromGithub('ping', ' '.repeat(limits.githubBytesMax))).status).toBe(204);
});
