import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGitHub, type GitHub } from '../../lib/adapters/github.ts';
import type { GitHubAnswer } from '../../lib/core/github.ts';
import { limits } from '../../lib/core/limits.ts';
import { Secret } from '../../lib/core/secret.ts';
import { commit, githubToken, type SmallGitHub, startSmallGitHub } from '../small-github.ts';
import { refusingUrl } from './probe/origin.ts';

const said = { state: 'failure', description: 'v42 failed', context: 'lastgood/shop' } as const;
/** No answer is late but where a test says so, however slow the machine is. */
const patienceMs = 20_000;
let small: SmallGitHub;
let github: GitHub;

beforeEach(async () => {
  small = await startSmallGitHub();
  const token = new Secret(githubToken);
  github = createGitHub({ baseUrl: small.url, token, timeoutMs: patienceMs });
});
afterEach(() => small.close());

function troubleOf(answer: GitHubAnswer<unknown>) {
  if (answer.ok) throw new Error('an answer where trouble was expected');
  return answer.trouble;
}

describe('what GitHub is told', () => {
  test('is a status of the commit, under a name of its own', async () => {
    expect(await github.setStatus('acme/shop', commit, said)).toEqual({ ok: true, value: null });
    expect(small.statuses).toEqual([{ ...said, commit }]);
    expect(small.asked[0]?.headers).toMatchObject({
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'lastgood',
    });
  });

  test('is cut where GitHub would refuse it', async () => {
    const description = '🚀'.repeat(200);
    await github.setStatus('acme/shop', commit, { ...said, description });
    expect(small.statuses[0]?.['description']).toBe('🚀'.repeat(140));
  });

  test.each([
    ['pending', 'in_progress'],
    ['success', 'success'],
    ['failure', 'failure'],
    ['error', 'error'],
  ] as const)('%s is %s for the deployment', async (state, expected) => {
    small.deployments.set('production', 7);
    const found = await github.deployment('acme/shop', commit, 'production');
    expect(found).toEqual({ ok: true, value: 7 });
    await github.setDeploymentStatus('acme/shop', 7, { ...said, state });
    expect(small.deploymentStatuses).toEqual([
      { state: expected, description: 'v42 failed', auto_inactive: false, deployment: '7' },
    ]);
  });

  test('an environment may have any name, and a deploy need not be a deployment', async () => {
    small.deployments.set('a & b/ü', 8);
    const found = await github.deployment('acme/shop', commit, 'a & b/ü');
    expect(found).toEqual({ ok: true, value: 8 });
    const none = await github.deployment('acme/shop', commit, 'staging');
    expect(none).toEqual({ ok: true, value: null });
  });
});

describe('what GitHub is asked', () => {
  test('is the whole commit behind a short one; null where there is none', async () => {
    expect(await github.commit('acme/shop', '1a5f89db')).toEqual({ ok: true, value: commit });
    expect(await github.commit('acme/shop', 'ffffffff')).toEqual({ ok: true, value: null });
  });

  test('are check runs and statuses, page after page', async () => {
    const run = { name: 'unit', status: 'completed', conclusion: 'success' };
    small.runs = Array.from({ length: 230 }, (_, at) => ({ ...run, name: `unit ${at}` }));
    small.combined = [{ context: 'ci', state: 'pending' }];
    const answer = await github.checks('acme/shop', commit);
    if (!answer.ok) throw new Error(answer.trouble.message);
    expect(answer.value.runs).toEqual(small.runs);
    expect(answer.value.statuses).toEqual(small.combined);
  });

  test('more checks than are read are not taken for all of them', async () => {
    const run = { name: 'unit', status: 'completed', conclusion: 'success' };
    const tooMany = limits.githubPagesMax * limits.githubPageEntriesMax + 1;
    small.runs = Array.from({ length: tooMany }, () => run);
    expect(troubleOf(await github.checks('acme/shop', commit)).kind).toBe('malformed');
  });
});

describe('a GitHub that refuses', () => {
  test.each([
    [401, {}, 'unauthorized', false],
    [403, {}, 'forbidden', false],
    [403, { 'x-ratelimit-remaining': '0' }, 'rate-limited', true],
    [403, { 'retry-after': '60' }, 'rate-limited', true],
    [429, {}, 'rate-limited', true],
    [404, {}, 'not-found', false],
    [301, { location: '/repositories/1' }, 'not-found', false],
    [422, {}, 'rejected', false],
    [500, {}, 'unavailable', true],
    [503, {}, 'unavailable', true],
  ])('with %i %o is of kind %s', async (status, headers, kind, canRetry) => {
    small.mood = { status, headers };
    const trouble = troubleOf(await github.setStatus('acme/shop', commit, said));
    expect(trouble).toMatchObject({ kind, canRetry, status });
    expect(trouble.message).toContain(`POST /repos/acme/shop/statuses/${commit}`);
    expect(trouble.message).toContain('[secret]');
    expect(JSON.stringify(trouble)).not.toContain(githubToken);
    expect(trouble.advice).not.toBe('');
    expect(small.statuses).toEqual([]);
  });

  test('names the repository that it does not show', async () => {
    const trouble = troubleOf(await github.setStatus('acme/gone', commit, said));
    expect(trouble).toMatchObject({ kind: 'not-found' });
    expect(trouble.advice).toContain('`repository: acme/gone`');
  });

  test('a wrong token is unauthorized', async () => {
    const other = createGitHub({ baseUrl: small.url, token: new Secret('ghp_other') });
    expect(troubleOf(await other.commit('acme/shop', commit)).kind).toBe('unauthorized');
    expect(troubleOf(await other.showToken())).toMatchObject({
      kind: 'unauthorized',
      message: 'GET /rate_limit answered 401: Bad credentials',
    });
    expect(await github.showToken()).toMatchObject({ ok: true });
  });
});

describe('a GitHub that does not answer', () => {
  test('is waited for no longer than the deadline, and may come back', async () => {
    const token = new Secret(githubToken);
    const hasty = createGitHub({ baseUrl: small.url, token, timeoutMs: 300 });
    const tell = () => hasty.setStatus('acme/shop', commit, said);
    small.mood = 'hangs';
    expect(troubleOf(await tell())).toMatchObject({ kind: 'timeout', canRetry: true });
    small.mood = 'well';
    // Again where this machine was the slow one.
    await expect.poll(async () => (await tell()).ok).toBe(true);
  });

  test('or drops the connection, or is not there, is unreachable', async () => {
    small.mood = 'drops';
    const dropped = troubleOf(await github.commit('acme/shop', commit));
    expect(dropped).toMatchObject({ kind: 'unreachable', canRetry: true });
    const gone = createGitHub({ baseUrl: refusingUrl, token: new Secret(githubToken) });
    expect(troubleOf(await gone.commit('acme/shop', commit)).kind).toBe('unreachable');
  });

  test.each(['[]', '{}', 'null', '', '<html>', '{"sha":"1a5f89db"}'])(
    'as documented, with %j, is malformed',
    async (body) => {
      const { url, close } = await startSaying(body);
      const odd = createGitHub({ baseUrl: url, token: new Secret(githubToken) });
      expect(troubleOf(await odd.commit('acme/shop', commit)).kind).toBe('malformed');
      expect(troubleOf(await odd.checks('acme/shop', commit)).kind).toBe('malformed');
      await close();
    },
  );
});

async function startSaying(body: string) {
  const server = createServer((_request, response) => response.end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => new Promise((done) => server.close(done)) };
}
