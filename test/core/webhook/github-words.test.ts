// What is written down of GitHub's events, and of how they are sent.

import { describe, expect, test } from 'vitest';
import { readGithubEvent } from '../../../lib/core/webhook/github-event.ts';
import { testApp } from '../fixtures.ts';

const check = { ...testApp().check, health: 'not a URL' };
const docs = { ...check, health: 'https://docs.example.com/' };
const apps = [
  testApp({ repository: 'acme/shop' }),
  testApp({ name: 'tools', check }),
  testApp({ name: 'tools-1', check }),
  testApp({ name: 'docs', check: docs }),
];

function read(event: string | undefined, body: unknown, contentType = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'x-github-event': event, 'content-type': contentType };
  const { status, messages, reason } = readGithubEvent({ text, headers }, apps);
  return [status, messages.map(({ app }) => app), reason];
}

const repository = { full_name: 'acme/shop' };
const run = { name: 'deploy', conclusion: 'success' };
const completed = { action: 'completed', workflow_run: run, repository };
const deployed = { deployment_status: { state: 'success', environment: 'shop' } };
const noEvent = (event: string) => `the body is signed, but it is no ${event} event of GitHub`;

describe('an event of GitHub', () => {
  test.each<[string, unknown, number, string]>([
    ['push', {}, 204, "nothing to do for GitHub's push"],
    ['deployment_status', {}, 400, noEvent('deployment_status')],
    ['workflow_run', {}, 400, noEvent('workflow_run')],
    ['deployment_status', deployed, 202, 'github: deployment to shop success'],
    [
      'deployment_status',
      { deployment_status: { state: 'success' } },
      204,
      'github: deployment to no environment success: of no app in apps.yml',
    ],
    [
      'deployment_status',
      { deployment_status: { state: 'queued', environment: 'shop' } },
      204,
      'github: deployment to shop queued: nothing to do',
    ],
    ['workflow_run', completed, 202, 'github: workflow deploy of acme/shop success'],
    [
      'workflow_run',
      { ...completed, workflow_run: { conclusion: 'success' } },
      202,
      'github: workflow of acme/shop success',
    ],
    [
      'workflow_run',
      { ...completed, workflow_run: { ...run, conclusion: 'failure' } },
      204,
      'github: workflow deploy of acme/shop failure: nothing to do',
    ],
    [
      'workflow_run',
      { ...completed, action: 'requested' },
      204,
      'github: workflow deploy of acme/shop requested: nothing to do',
    ],
    [
      'workflow_run',
      { ...completed, repository: { full_name: 'acme/other' } },
      204,
      'github: workflow deploy of acme/other success: of no app in apps.yml',
    ],
  ])('%s %j', (event, body, status, reason) => {
    expect(read(event, body)).toEqual([status, status === 202 ? ['shop'] : [], reason]);
  });

  test('without its header is refused', () => {
    expect(read(undefined, {})).toEqual([400, [], 'the header x-github-event is missing']);
  });

  test('is read from a form only where it says that it is one', () => {
    const form = new URLSearchParams({ payload: JSON.stringify(completed) }).toString();
    const type = 'application/x-www-form-urlencoded';
    expect(read('workflow_run', form, `${type}; charset=utf-8`)[0]).toBe(202);
    expect(read('workflow_run', form, `text/${type}`)[0]).toBe(400);
    expect(read('workflow_run', 'other=1', type)[0]).toBe(400);
    const headers = { 'x-github-event': 'workflow_run' };
    const plain = readGithubEvent({ text: JSON.stringify(completed), headers }, apps);
    expect(plain.status).toBe(202);
  });

  test('of an address that is none of an app’s wakes nobody', () => {
    const at = (environment_url: string) =>
      read('deployment_status', {
        deployment_status: { state: 'success', environment: 'x', environment_url },
      })[1];
    expect(at('https://tools.herokuapp.com/')).toEqual(['tools']);
    expect(at('https://tools-0123456789ab-1.herokuapp.com/')).toEqual([]);
    expect(at('https://other.example.com/')).toEqual([]);
    expect(at('https://docs.example.com/guide')).toEqual(['docs']);
  });
});
