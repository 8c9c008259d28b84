/** `lastgood verify --via URL`, over a real socket. */
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { deploy, type Scripted, startDeploys } from './deploys-server.ts';
import { type Changes, run } from './stage.ts';

const secret = 'deploy-0123456789';
/** Waits between attempts take no time here; what is measured goes by the real clock. */
const hasty = { ...systemClock, sleep: async () => {} };

/** By which an hour is over once somebody has rested, and not before. */
function clockOfRests() {
  let now = 0;
  const sleep = async () => {
    now += 3_600_000;
  };
  return { ...systemClock, monotonic: () => now, sleep };
}

async function ask(
  script: readonly Scripted[],
  { words = [], ...changes }: { words?: readonly string[] } & Changes = {},
) {
  const server = await startDeploys(script);
  const ended = await run(
    ['verify', 'shop', '--via', server.url, ...words],
    {
      environment: { LASTGOOD_DEPLOY_TOKEN: secret, ...changes.environment },
      clock: hasty,
      ...changes.context,
    },
    changes.when,
  );
  return { ...ended, ...server };
}

describe('the verdict is the exit status:', () => {
  test.each([
    ['good', 0],
    ['rolled-back', 1],
    ['bad', 4],
    ['inconclusive', 3],
  ])('%s is %i', async (verdict, status) => {
    const { code, stdout, stderr } = await ask([deploy('pending'), deploy(verdict)]);
    expect(stderr).toBe('');
    expect(stdout).toContain('sees     pending: because it is pending');
    expect(stdout).toContain(`end      because it is ${verdict}`);
    expect(code).toBe(status);
  });

  test.each([
    ['held', 4],
    ['pending', 3],
  ])('%s when the time is up is %i', async (verdict, status) => {
    const context = { clock: clockOfRests() };
    const { code, stdout, calls } = await ask([deploy(verdict)], { context });
    expect(calls).toHaveLength(2);
    expect(stdout).toContain(`because it is ${verdict}`);
    expect(code).toBe(status);
  });
});

test('it tells what was deployed, and lets the answer be held back', async () => {
  const pending = deploy('pending');
  const first = { status: 202, body: 'body' in Object(pending) ? Object(pending).body : null };
  const { calls } = await ask([first, pending, deploy('good')], {
    words: ['--commit', '1A5F89DB', '--release', 'v4'],
  });
  expect(calls.map(({ line }) => line)).toEqual([
    'POST /deploys',
    'GET /deploys/d-1?wait=25',
    'GET /deploys/d-1?wait=25',
  ]);
  expect(JSON.parse(calls[0]?.body ?? '')).toEqual({
    app: 'shop',
    commit: '1a5f89db',
    version: 4,
  });
  expect(new Set(calls.map(({ authorization }) => authorization))).toEqual(
    new Set([`Bearer ${secret}`]),
  );
});

test('the release that was gone back to is in the last line', async () => {
  const rolledBack = deploy('rolled-back', { rolledBackTo: { version: 3 } });
  const { stdout } = await ask([rolledBack], { words: ['--json'] });
  const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  expect(last).toMatchObject({ part: 'end', release: 4, rolledBackTo: 3, exitCode: 1 });
});

describe('trouble that can pass by itself is told and outlasted:', () => {
  test.each<[string, Scripted, string]>([
    ['a dropped connection', 'drop', 'failed: dropped'],
    ['a 503', { status: 503, body: '<html>' }, 'answered 503'],
    ['a 429', { status: 429, body: { error: 'slow down' } }, 'answered 429: slow down'],
  ])('%s', async (_name, trouble, told) => {
    const { code, stdout, calls } = await ask([
      trouble,
      trouble,
      deploy('pending'),
      trouble,
      deploy('good'),
    ]);
    expect(stdout).toContain(told);
    expect(calls).toHaveLength(5);
    expect(code).toBe(0);
  });

  test('nobody there until the time is up is no verdict: 3', async () => {
    const words = ['verify', 'shop', '--via', 'http://127.0.0.1:9', '--timeout', '200ms'];
    const environment = { LASTGOOD_DEPLOY_TOKEN: secret };
    const { code, stdout } = await run(words, { environment });
    expect(stdout).toContain('failed: connect (ECONNREFUSED)');
    expect(stdout).toContain('end      http://127.0.0.1:9 could not be asked');
    expect(code).toBe(3);
  });
});

describe('trouble that lasts ends it with 2 and a clear word:', () => {
  test.each<[string, Scripted, string]>([
    ['a 401', { status: 401, body: { error: 'unauthorized' } }, 'check LASTGOOD_DEPLOY_TOKEN'],
    [
      'a 404',
      { status: 404, body: { error: 'no app "shop"' } },
      'no app "shop"; check the address',
    ],
    [
      'a 400',
      { status: 400, body: { error: 'bad', expected: ['app: a name', 'commit: 7 digits'] } },
      'bad (expected app: a name; commit: 7 digits)',
    ],
    [
      'a page of somebody else',
      { status: 200, body: '<html>hello' },
      'not what a lastgood answers',
    ],
    ['a verdict that is none', deploy('splendid'), 'not what a lastgood answers'],
  ])('%s', async (_name, trouble, told) => {
    const { code, stderr, calls } = await ask([trouble]);
    expect(stderr).toContain(told);
    expect(stderr).not.toContain(secret);
    expect(calls).toHaveLength(1);
    expect(code).toBe(2);
  });

  test.each([
    [{ LASTGOOD_DEPLOY_TOKEN: '' }, 'LASTGOOD_DEPLOY_TOKEN: not set'],
    [{ LASTGOOD_DEPLOY_TOKEN: 'two words' }, 'expected a token without spaces'],
  ])('%j', async (environment, told) => {
    const { code, stderr, calls } = await ask([deploy('good')], { environment });
    expect(stderr).toContain(told);
    expect(calls).toEqual([]);
    expect(code).toBe(2);
  });

  test.each(['http://lastgood.example', 'lastgood.example', 'https://user:secret@x.example'])(
    '%s, which would give the token away',
    async (via) => {
      const environment = { LASTGOOD_DEPLOY_TOKEN: secret };
      const { code, stderr } = await run(['verify', 'shop', '--via', via], { environment });
      expect(stderr).toContain('expected the https URL of a deployed lastgood');
      expect(code).toBe(2);
    },
  );
});

test('told to stop while the answer is held back, it ends at once: 130', async () => {
  const stopping = new AbortController();
  const hang = { hang: () => stopping.abort() };
  const { code, stdout } = await ask([deploy('pending'), hang], {
    context: { stopSignal: () => stopping.signal },
  });
  expect(stdout).toContain('end      stopped before there was a verdict: because it is pending');
  expect(code).toBe(130);
});
