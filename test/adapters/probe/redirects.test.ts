import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../../lib/core/secret.ts';
import { failedProbe, heldClock, probe, refusingUrl, startHttp, startHttps } from './origin.ts';

/** Redirects everything to where the location says, except /there, which answers. */
function redirecting(location: string, status = 302) {
  const seen: IncomingMessage[] = [];
  const origin = startHttp((request, response) => {
    seen.push(request);
    if (request.url === '/there') return void response.end('ok');
    response.writeHead(status, { location });
    response.end('moved');
  });
  return { seen, origin };
}

describe('a redirect', () => {
  test('is an answer like any other where none is followed', async () => {
    const { url } = await redirecting('/there', 301).origin;
    expect(await probe(url)).toMatchObject({
      kind: 'answered',
      status: 301,
      location: '/there',
      body: 'moved',
    });
  });

  test.each([301, 302, 303, 307, 308])('%i is followed on the same host', async (status) => {
    const { seen, origin } = redirecting('/there', status);
    const { url, connections } = await origin;
    const headers = { 'x-token': new Secret('t') };
    const outcome = await probe(`${url}/health`, { redirects: 1, headers });
    expect(outcome).toMatchObject({ status: 200, body: 'ok', url: `${url}/there` });
    expect(seen.map((request) => request.headers['x-token'])).toEqual(['t', 't']);
    expect(connections).toHaveLength(2);
  });

  test('may lead from http to https', async () => {
    const secure = await startHttps('localhost', (_request, response) => void response.end('ok'));
    const { port } = await redirecting(`https://localhost:${secure.port}/`).origin;
    const outcome = await probe(`http://localhost:${port}/`, { redirects: 1 });
    expect(outcome).toMatchObject({ status: 200, url: `https://localhost:${secure.port}/` });
    expect(outcome.phases.tlsMs).toBeGreaterThan(0);
  });

  test('that has no location is an answer', async () => {
    const { url } = await startHttp((_request, response) => void response.writeHead(302).end());
    expect(await probe(url, { redirects: 2 })).toMatchObject({ kind: 'answered', status: 302 });
  });
});

describe('redirect: not followed', () => {
  test('in a circle', async () => {
    const { seen, origin } = redirecting('/again');
    const { url } = await origin;
    expect(await failedProbe(url, { redirects: 3 })).toMatchObject({
      cause: 'redirect',
      message: 'the redirect was one too many, after 3 of them',
      canBeOurs: false,
    });
    expect(seen).toHaveLength(4);
  });

  const refused: [string, string][] = [
    ['http://other.example/there', 'it leads to another host, other.example'],
    ['//other.example/there', 'it leads to another host, other.example'],
    ['http://169.254.169.254/latest/meta-data/', 'it leads to another host, 169.254.169.254'],
    ['http://[::ffff:169.254.169.254]/', 'it leads to another host, [::ffff:a9fe:a9fe]'],
    ['file:///etc/passwd', 'it leads to file:, which is not HTTP'],
    ['http://', 'its target cannot be read'],
  ];
  test.each(refused)('to %s', async (location, why) => {
    const { url } = await redirecting(location).origin;
    expect(await failedProbe(url, { redirects: 5 })).toMatchObject({
      cause: 'redirect',
      message: `the redirect was not followed: ${why}`,
      canBeOurs: false,
    });
  });

  test('from https back to http', async () => {
    const { url } = await startHttps('localhost', (_request, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
    });
    const { message } = await failedProbe(url, { redirects: 1 });
    expect(message).toBe('the redirect was not followed: it leads from https to unencrypted http');
  });
});

test('one deadline holds for all redirects together', async () => {
  const deadline = heldClock();
  let requests = 0;
  const { url } = await startHttp((_request, response) => {
    requests += 1;
    if (requests === 3) void deadline.pass();
    else response.writeHead(302, { location: '/again' }).end();
  });
  const outcome = await failedProbe(url, { redirects: 5, timeoutMs: 150 }, deadline.clock);
  expect(outcome.cause).toBe('timeout');
  expect(requests).toBe(3);
  expect(deadline.waitedMs).toEqual([150]);
});

test('a target that is gone after a redirect is not our network', async () => {
  const { url } = await redirecting(refusingUrl).origin;
  expect(await failedProbe(url, { redirects: 1 })).toMatchObject({
    cause: 'connect',
    canBeOurs: false,
  });
});
