// Which of GitHub's events wake which apps.

import { describe, expect, test } from 'vitest';
import { limits } from '../../../lib/core/limits.ts';
import type { WebhookPlan } from '../../../lib/core/webhook/plan.ts';
import { testApp } from '../fixtures.ts';
import { fixture, fromGithub, receive, trust } from './requests.ts';

const deployment = fixture('github/deployment-status.json');
const workflow = fixture('github/workflow-run.json');

type Fields = Record<string, unknown>;

/** The event of a deployment with another status, and a repository of another name. */
function deployed(status: Fields, repository = 'acme/shop'): WebhookPlan {
  const event = JSON.parse(deployment);
  const body = {
    ...event,
    deployment_status: { ...event.deployment_status, ...status },
    repository: { ...event.repository, full_name: repository },
  };
  return receive(fromGithub('deployment_status', JSON.stringify(body)), { ...trust, apps });
}

function ran(run: Fields, repository = 'acme/shop', action = 'completed'): WebhookPlan {
  const event = JSON.parse(workflow);
  const body = {
    ...event,
    action,
    workflow_run: { ...event.workflow_run, ...run },
    repository: { ...event.repository, full_name: repository },
  };
  return receive(fromGithub('workflow_run', JSON.stringify(body)), { ...trust, apps });
}

const apps = [
  testApp({ name: 'shop-eu', environment: 'Production', repository: 'Acme/Shop' }),
  testApp({ name: 'shop-us', environment: 'production', repository: 'acme/shop-us' }),
  testApp({ name: 'shop-us-api', repository: 'acme/shop' }),
  testApp({ name: 'blog', check: { ...testApp().check, health: 'https://blog.example.com/up' } }),
  testApp({ name: 'tools', check: { ...testApp().check, health: '/up' } }),
];
const names = ({ messages }: WebhookPlan) => messages.map(({ app }) => app);
const nowhere = { environment: 'review-4711', environment_url: '' };

describe('a deployment wakes the app', () => {
  test('whose environment it names, in the repository of that app', () => {
    expect(deployed({ environment_url: '' })).toEqual({
      status: 202,
      messages: [
        { kind: 'watch', app: 'shop-eu', reason: 'github: deployment to production success' },
      ],
      reason: 'github: deployment to production success',
    });
    expect(names(deployed({ environment_url: '' }, 'acme/shop-us'))).toEqual(['shop-us']);
    expect(names(deployed({ environment_url: '' }, 'acme/other'))).toEqual([]);
  });

  test('of that name, where the app names no environment', () => {
    expect(names(deployed({ ...nowhere, environment: 'blog' }, 'acme/anything'))).toEqual(['blog']);
    expect(names(deployed({ ...nowhere, environment: 'Shop-US-API' }))).toEqual(['shop-us-api']);
    // An app that names its environment is known by that and no more by its name.
    expect(names(deployed({ ...nowhere, environment: 'shop-eu' }))).toEqual([]);
  });

  test('that is named in the deployment alone', () => {
    expect(names(deployed({ environment: undefined, environment_url: undefined }))).toEqual([
      'shop-eu',
    ]);
  });

  test.each([
    ['https://blog.example.com/', ['blog']],
    ['https://blog.example.com:443/elsewhere?x=1', ['blog']],
    ['HTTPS://BLOG.example.com', ['blog']],
    ['https://blog.example.com:8443/', []],
    ['https://blog.example.com.evil.example/', []],
    ['https://shop-us-1a2b3c4d5e6f.herokuapp.com/', ['shop-us']],
    ['https://shop-us-api-1a2b3c4d5e6f.herokuapp.com/', ['shop-us-api']],
    ['https://shop-us-api.herokuapp.com/', ['shop-us-api']],
    ['https://tools.herokuapp.com/', ['tools']],
    ['https://tools-1a2b3c4d5e6.herokuapp.com/', []],
    ['https://tools.herokuapp.com.example/', []],
    ['https://x.tools.herokuapp.com/', []],
    ['tools.herokuapp.com', []],
    ['', []],
    [7, []],
    [null, []],
  ])('whose address is %s', (url, expected) => {
    expect(names(deployed({ ...nowhere, environment_url: url }, 'acme/elsewhere'))).toEqual(
      expected,
    );
  });

  test.each(['success', 'failure', 'error'])('when it ended: %s', (state) => {
    expect(deployed({ state })).toMatchObject({ status: 202, messages: [{ app: 'shop-eu' }] });
  });

  test.each(['queued', 'pending', 'in_progress', 'waiting', 'inactive', 'x'])(
    'and nobody while it is %s',
    (state) => expect(deployed({ state })).toMatchObject({ status: 204, messages: [] }),
  );
});

describe('a workflow wakes the apps of its repository', () => {
  test('when it succeeded', () => {
    expect(ran({})).toMatchObject({
      status: 202,
      messages: [{ app: 'shop-eu' }, { app: 'shop-us-api' }],
      reason: 'github: workflow deploy of acme/shop success',
    });
    expect(names(ran({}, 'ACME/shop-us'))).toEqual(['shop-us']);
  });

  test.each<[string, WebhookPlan]>([
    ['it failed', ran({ conclusion: 'failure' })],
    ['it was cancelled', ran({ conclusion: 'cancelled' })],
    ['it has no end yet', ran({ conclusion: null }, 'acme/shop', 'in_progress')],
    ['it is asked for', ran({ conclusion: 'success' }, 'acme/shop', 'requested')],
    ['it is of a repository of no app', ran({}, 'acme/elsewhere')],
  ])('and nobody when %s', (_what, plan) => {
    expect(plan).toMatchObject({ status: 204, messages: [] });
  });

  test('and of very many the first ones, for the sweep looks at all', () => {
    const many = Array.from({ length: limits.wokenAppsMax + 7 }, (_, index) =>
      testApp({ name: `app-${index}`, repository: 'acme/shop' }),
    );
    const plan = receive(fromGithub('workflow_run', workflow), { ...trust, apps: many });
    expect(plan.messages).toHaveLength(limits.wokenAppsMax);
    expect(plan.reason).toMatch(/^first 50 of 57 apps; github: workflow deploy/);
  });
});

describe('an event of GitHub', () => {
  test('ping is answered with success', () => {
    const plan = receive(fromGithub('ping', fixture('github/ping.json')));
    expect(plan).toMatchObject({ status: 204, messages: [] });
    expect(plan.reason).toMatch(/^ping/);
  });

  test.each(['push', 'deployment', 'constructor', '__proto__', ''])('%j is ignored', (name) => {
    expect(receive(fromGithub(name, deployment))).toMatchObject({ status: 204, messages: [] });
  });

  test('may come as a form, which is what GitHub sends where nobody chose', () => {
    const body = new URLSearchParams({ payload: deployment }).toString();
    const { headers, ...rest } = fromGithub('deployment_status', body);
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    expect(receive({ ...rest, headers: form })).toMatchObject({ messages: [{ app: 'shop-eu' }] });
    const base64 = Buffer.from(body).toString('base64');
    expect(receive({ ...rest, headers: form, body: base64, isBase64Encoded: true }).status).toBe(
      202,
    );
    expect(receive({ ...rest, headers }).status).toBe(400);
  });

  test.each([
    '',
    '[',
    'null',
    '{}',
    '{"deployment_status":{}}',
    '{"deployment_status":{"state":7}}',
  ])('is none: %j', (body) => {
    expect(receive(fromGithub('deployment_status', body))).toMatchObject({
      status: 400,
      messages: [],
    });
    expect(receive(fromGithub('workflow_run', body)).status).toBe(400);
  });

  test.each(['/github/', '//github'])('may come to %s', (path) => {
    expect(receive({ ...fromGithub('ping', '{}'), path }).status).toBe(204);
  });

  test('without its name is refused', () => {
    const { headers, ...rest } = fromGithub('ping', '{}');
    const { 'x-github-event': _none, ...others } = headers;
    expect(receive({ ...rest, headers: others })).toMatchObject({ status: 400, messages: [] });
  });
});
