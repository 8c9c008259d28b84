import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { createHeroku, type Heroku } from '../../../lib/adapters/heroku.ts';
import type { Answer, HerokuTrouble } from '../../../lib/core/release.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { fixtureList } from './fixture.ts';
import { json, type PlatformApi, startPlatformApi } from './platform-api.ts';

const token = 'HRKU-5e1f-must-not-leak-2b7c';
const html = '<!DOCTYPE html><title>Application Error</title>';

let api: PlatformApi;
let heroku: Heroku;

beforeEach(async () => {
  api = await startPlatformApi();
  heroku = create(api.url);
});

afterEach(() => api.close());

describe('a refusal of Heroku', () => {
  const refusals: [number, string, Partial<HerokuTrouble>, RegExp][] = [
    [400, 'bad_request', { kind: 'rejected' }, /read what Heroku says/],
    [401, 'unauthorized', { kind: 'unauthorized' }, /new token.*HEROKU_API_KEY/],
    [402, 'delinquent', { kind: 'forbidden' }, /unpaid bill/],
    [403, 'forbidden', { kind: 'forbidden' }, /access to app shop-eu.*write-protected/],
    [403, 'two_factor', { kind: 'forbidden' }, /no second factor/],
    [403, 'suspended', { kind: 'forbidden' }, /Heroku Support/],
    [404, 'not_found', { kind: 'not-found' }, /app shop-eu.*renamed or deleted.*collaborator/],
    [406, 'not_acceptable', { kind: 'rejected' }, /read what Heroku says/],
    [409, 'conflict', { kind: 'rejected' }, /changing the app at the same moment/],
    [410, 'gone', { kind: 'rejected' }, /gone for good/],
    [412, 'precondition_failed', { kind: 'rejected' }, /repeating is no use/],
    [416, 'requested_range_not_satisfiable', { kind: 'rejected' }, /repeating is no use/],
    [422, 'invalid_params', { kind: 'rejected' }, /repeating is no use/],
    [429, 'rate_limit', { kind: 'rate-limited', canRetry: true }, /75 calls a minute/],
    [500, 'internal_server_error', { kind: 'unavailable', canRetry: true }, /status.heroku.com/],
    [503, 'service_unavailable', { kind: 'unavailable', canRetry: true }, /status.heroku.com/],
  ];

  test.each(refusals)('with %i %s says so and what to do', async (status, id, kind, advice) => {
    api.answer = (_seen, response) =>
      json(response, status, { id, message: 'Heroku’s own words.' }, { 'request-id': 'r-1,r-2' });
    const trouble = troubleOf(await heroku.releases('shop-eu'));
    expect(trouble).toEqual({
      canRetry: false,
      ...kind,
      message: `GET /apps/shop-eu/releases answered ${status} (${id}): Heroku’s own words.`,
      advice: expect.stringMatching(advice),
      maybeDone: false,
      status,
      requestId: 'r-1,r-2',
    });
  });

  test.each(refusals)(
    'with %i %s tells whether a rollback may be under way',
    async (status, id) => {
      api.answer = (_seen, response) => json(response, status, { id, message: 'No.' });
      const trouble = troubleOf(await heroku.rollback('shop-eu', 'r1'));
      expect(trouble.maybeDone).toBe(status >= 500);
      expect(api.seen).toHaveLength(1);
    },
  );

  test('that is a page tells what came in place of a message', async () => {
    api.answer = (_seen, response) => page(response, 503, html);
    expect(troubleOf(await heroku.releases('shop-eu'))).toMatchObject({
      kind: 'unavailable',
      message: "GET /apps/shop-eu/releases answered 503: text/html, without a message of Heroku's",
      requestId: null,
    });
  });

  test('stays the refusal that it is when its body never ends', async () => {
    api.answer = (_seen, response) => {
      response.writeHead(401, { 'content-length': '1000' });
      response.write('{"id":', () => response.destroy());
    };
    expect(troubleOf(await heroku.app('shop-eu')).kind).toBe('unauthorized');
  });

  test('is quoted on one line, without control characters, and not at length', async () => {
    const message = `first\r\nsecond\u001b[31m\u0007\u202e ${'long '.repeat(5000)}`;
    api.answer = (_seen, response) => json(response, 422, { id: 'x'.repeat(900), message });
    const trouble = troubleOf(await heroku.app('shop-eu'));
    expect(trouble.message).toContain('first second long');
    expect(trouble.message).not.toMatch(/\p{C}/u);
    expect(trouble.message.length).toBeLessThan(500);
  });

  test('for the list of apps does not speak of one app', async () => {
    api.answer = (_seen, response) => json(response, 403, { id: 'forbidden', message: 'No.' });
    expect(troubleOf(await heroku.apps()).advice).toContain('access to the apps');
    api.answer = (_seen, response) => page(response, 404, html);
    expect(troubleOf(await heroku.apps()).advice).toContain('HEROKU_API_URL');
  });
});

describe('a success that is none', () => {
  const bodies: [string, (response: ServerResponse) => void, RegExp][] = [
    ['a page', (response) => page(response, 200, html), /not JSON \(text\/html\)/],
    ['nothing', (response) => page(response, 200, ''), /body was empty/],
    ['half of its JSON', (response) => page(response, 200, '[{"id":"6be9'), /not JSON/],
    ['an object for a list', (response) => json(response, 200, {}), /not as documented/],
    ['a redirect', (response) => page(response, 302, html), /answered 302/],
    ['a body beyond all bounds', endless, /more than 100000 bytes/],
  ];

  test.each(bodies)('for %s is malformed', async (_what, answer, message) => {
    api.answer = (_seen, response) => answer(response);
    const bounded = create(api.url, { bodyBytesMax: 100_000 });
    const read = troubleOf(await bounded.releases('shop-eu'));
    expect(read).toMatchObject({ kind: 'malformed', canRetry: true, maybeDone: false });
    expect(read.message).toMatch(message);
    const posted = troubleOf(await bounded.rollback('shop-eu', 'r1'));
    expect(posted).toMatchObject({ kind: 'malformed', maybeDone: true });
  });
});

describe('no answer', () => {
  const silences: [string, (response: ServerResponse) => void][] = [
    ['before the headers', () => {}],
    ['after the headers', (response) => response.writeHead(200).flushHeaders()],
    [
      'but a byte now and then',
      (response) => {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ];

  test.each(silences)('%s is a timeout', async (_when, answer) => {
    api.answer = (_seen, response) => answer(response);
    const hasty = create(api.url, { timeoutMs: 100, rollbackTimeoutMs: 150 });
    expect(troubleOf(await hasty.releases('shop-eu'))).toMatchObject({
      kind: 'timeout',
      message: 'GET /apps/shop-eu/releases had no whole answer within 100 ms',
      canRetry: true,
      maybeDone: false,
      status: null,
    });
    expect(troubleOf(await hasty.rollback('shop-eu', 'r1'))).toMatchObject({
      kind: 'timeout',
      message: 'POST /apps/shop-eu/releases had no whole answer within 150 ms',
      maybeDone: true,
    });
  });

  test.each([
    ['before the answer', (response: ServerResponse) => response.destroy()],
    [
      'in the middle of it',
      (response: ServerResponse) => {
        response.writeHead(201, { 'content-length': '1000' });
        response.write('{"id":"', () => response.destroy());
      },
    ],
  ])('because the connection was dropped %s may hide a rollback', async (_when, answer) => {
    api.answer = (_seen, response) => answer(response);
    const read = troubleOf(await heroku.releases('shop-eu'));
    expect(read).toMatchObject({ kind: 'unreachable', canRetry: true, maybeDone: false });
    const posted = troubleOf(await heroku.rollback('shop-eu', 'r1'));
    expect(posted).toMatchObject({ kind: 'unreachable', maybeDone: true });
    expect(posted.message).toMatch(/dropped by 127\.0\.0\.1:\d+ \(\w+\)/);
  });

  test('because the connection was refused hides nothing', async () => {
    const nowhere = create(await closedPort('http'));
    expect(troubleOf(await nowhere.rollback('shop-eu', 'r1'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('(ECONNREFUSED)'),
      canRetry: true,
      maybeDone: false,
    });
  });

  test('because there is no such host hides nothing', async () => {
    const nowhere = create(`http://${'a'.repeat(64)}.invalid`);
    expect(troubleOf(await nowhere.rollback('shop-eu', 'r1'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('no address was found'),
      maybeDone: false,
    });
  });

  test('because there is no TLS hides nothing', async () => {
    const plain = create(api.url.replace('http:', 'https:'));
    expect(troubleOf(await plain.rollback('shop-eu', 'r1'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('no trusted TLS connection'),
      maybeDone: false,
    });
    expect(api.seen).toHaveLength(0);
  });
});

describe('the token', () => {
  test.each([null, new Secret('')])('is asked for when there is none: %s', async (none) => {
    const tokenless = createHeroku({ baseUrl: api.url, token: none, clock: systemClock });
    const answers: Answer<unknown>[] = await everyCall(tokenless);
    expect(answers).toHaveLength(9);
    for (const answer of answers) {
      expect(troubleOf(answer)).toMatchObject({
        kind: 'no-token',
        advice: expect.stringContaining('set HEROKU_API_KEY'),
        canRetry: false,
        maybeDone: false,
      });
    }
    expect(api.seen).toHaveLength(0);
  });

  test.each([`${token}\n`, ` ${token}`, `${token}é`])('%j is never sent', async (text) => {
    const odd = createHeroku({ baseUrl: api.url, token: new Secret(text), clock: systemClock });
    const trouble = troubleOf(await odd.app('shop-eu'));
    expect(trouble).toMatchObject({ kind: 'unauthorized', canRetry: false });
    expect(trouble.advice).toContain('without white space');
    expect(JSON.stringify(trouble)).not.toContain(token);
    expect(api.seen).toHaveLength(0);
  });

  const echo = `Bearer ${token} of HRKU-another-one and ${token}`;
  const leaks: [string, (response: ServerResponse) => void][] = [
    ...[401, 403, 404, 422, 429, 500].map(
      (status): [string, (response: ServerResponse) => void] => [
        `a message with ${status}`,
        (response) => json(response, status, { id: token, message: echo }, { 'request-id': token }),
      ],
    ),
    [
      'a message cut inside it',
      (response) => json(response, 422, { id: 'x', message: `${'a'.repeat(190)} ${token}` }),
    ],
    [
      'the content type',
      (response) => {
        response.writeHead(503, { 'content-type': `text/${token}` });
        response.end(echo);
      },
    ],
    ['a page', (response) => page(response, 200, echo)],
    [
      'a field of the wrong shape',
      (response) => json(response, 200, [{ ...fixtureList('releases.json')[0], version: token }]),
    ],
    [
      'an unknown status of a release',
      (response) => json(response, 200, [{ ...fixtureList('releases.json')[0], status: token }]),
    ],
    ['a dropped connection', (response) => response.destroy()],
    ['a silence', () => {}],
  ];

  test.each(leaks)('does not come back out of %s', async (_what, answer) => {
    api.answer = (_seen, response) => answer(response);
    const hasty = create(api.url, { timeoutMs: 100, rollbackTimeoutMs: 100 });
    for (const trouble of (await everyCall(hasty)).map(troubleOf)) {
      const printed = `${JSON.stringify(trouble)} ${inspect(trouble, { depth: 9 })}`;
      expect(printed).not.toContain('HRKU-');
      expect(printed).not.toContain('must-not');
      expect(printed).not.toContain('Bearer HRKU');
    }
    expect(inspect(hasty, { depth: 9, showHidden: true })).not.toContain(token);
  });
});

async function everyCall(one: Heroku): Promise<Answer<unknown>[]> {
  return Promise.all<Answer<unknown>>([
    one.apps(),
    one.app('shop-eu'),
    one.releases('shop-eu'),
    one.dynos('shop-eu'),
    one.formation('shop-eu'),
    one.preboot('shop-eu'),
    one.slugCommit('shop-eu', 's1'),
    one.rollback('shop-eu', 'r1'),
    one.logSession('shop-eu', 10),
  ]);
}

function create(
  baseUrl: string,
  limits: NonNullable<Parameters<typeof createHeroku>[0]['limits']> = {},
): Heroku {
  return createHeroku({ baseUrl, token: new Secret(token), clock: systemClock, limits });
}

function troubleOf(answer: Answer<unknown>): HerokuTrouble {
  if (answer.ok) throw new Error(`an answer where trouble was expected: ${inspect(answer.value)}`);
  return answer.trouble;
}

function page(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(body);
}

/** Writes until the reader has had enough. */
function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const more = () => {
    while (!response.destroyed && response.write(chunk)) {}
  };
  response.on('drain', more);
  more();
}

async function closedPort(scheme: string): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `${scheme}://127.0.0.1:${port}`;
}
