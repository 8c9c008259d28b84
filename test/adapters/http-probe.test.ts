import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createHttpProbe } from '../../lib/adapters/http-probe.ts';
import { limits } from '../../lib/core/limits.ts';
import { Secret } from '../../lib/core/secret.ts';
import {
  answeredProbe,
  onceReadFor,
  pem,
  probe,
  released,
  resumed,
  startHttp,
  startHttps,
} from './probe/origin.ts';

const request = { headers: {}, timeoutMs: 5_000, redirects: 0 };

describe('an answer', () => {
  test('is brought back as it came, whatever its status', async () => {
    const { url } = await startHttp((_request, response) => {
      response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(' größer\n');
    });
    expect(await probe(`${url}/health?deep=1`)).toEqual({
      kind: 'answered',
      url: `${url}/health?deep=1`,
      status: 503,
      body: ' größer\n',
      complete: true,
      contentType: 'text/plain; charset=utf-8',
      certificateExpiresAt: null,
      phases: expect.any(Object),
    });
  });

  test('may come after informational ones, and have no body at all', async () => {
    const { url } = await startHttp((_request, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.writeHead(204);
      response.end();
    });
    expect(await probe(url)).toMatchObject({ status: 204, body: '', complete: true });
  });

  test('is read up to 64 KiB, and the rest is left alone', async () => {
    const origin = await startHttp((_request, response) => {
      response.write('x'.repeat(limits.bodyBytesMax));
      const more = () => {
        while (!response.destroyed && response.write('y'.repeat(4096)));
      };
      response.on('drain', more);
      more();
    });
    const outcome = await answeredProbe(origin.url);
    expect(outcome.complete).toBe(false);
    expect(outcome.body).toBe('x'.repeat(limits.bodyBytesMax));
    await released(origin);
  });

  test('of exactly 64 KiB is complete', async () => {
    const body = 'x'.repeat(limits.bodyBytesMax);
    const { url } = await startHttp((_request, response) => void response.end(body));
    expect(await probe(url)).toMatchObject({ body, complete: true });
  });
});

describe('a request', () => {
  test('is a GET to the host, uncompressed and past every cache', async () => {
    const seen: IncomingMessage[] = [];
    const { url, port } = await startHttp((incoming, response) => {
      seen.push(incoming);
      response.end('ok');
    });
    await probe(`${url}/health?a=b`);
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/health?a=b', httpVersion: '1.1' });
    expect(seen[0]?.headers).toEqual({
      accept: '*/*',
      'accept-encoding': 'identity',
      'cache-control': 'no-cache',
      connection: 'close',
      host: `127.0.0.1:${port}`,
      'user-agent': expect.stringMatching(/^lastgood\/\d+\.\d+\.\d+ \(\+health probe\)$/),
    });
  });

  test("carries the user's headers, which replace ours except that it stays uncompressed", async () => {
    let seen: IncomingHttpHeaders = {};
    const { url } = await startHttp((incoming, response) => {
      seen = incoming.headers;
      response.end('ok');
    });
    const headers = {
      Authorization: new Secret('Bearer hunter2'),
      'User-Agent': new Secret('me'),
      'Accept-Encoding': new Secret('gzip'),
    };
    const outcome = await probe(url, { headers });
    expect(seen).toMatchObject({
      authorization: 'Bearer hunter2',
      'user-agent': 'me',
      'accept-encoding': 'identity',
    });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  test('does not send or show the password of a URL', async () => {
    let seen: IncomingHttpHeaders = {};
    const { url, port } = await startHttp((incoming, response) => {
      seen = incoming.headers;
      response.end('ok');
    });
    const outcome = await probe(url.replace('//', '//me:hunter2@'));
    expect(seen.authorization).toBeUndefined();
    expect(outcome.url).toBe(`http://127.0.0.1:${port}/`);
  });
});

describe('a connection', () => {
  test('is a fresh one every time, and closed after it', async () => {
    const origin = await startHttp((_request, response) => {
      response.writeHead(200, { connection: 'keep-alive' });
      response.end('ok');
    });
    const probes = createHttpProbe({ clock: systemClock });
    for (let count = 0; count < 3; count++) await probes.probe({ ...request, url: origin.url });
    expect(origin.connections).toHaveLength(3);
    await released(origin);
  });

  test('makes a full TLS handshake every time, and tells when the certificate expires', async () => {
    const secured: TLSSocket[] = [];
    const { port } = await startHttps('localhost', ({ socket }, response) => {
      secured.push(socket as TLSSocket);
      response.end('ok');
    });
    const probes = createHttpProbe({ clock: systemClock, ca: pem('authority') });
    const url = `https://localhost:${port}/`;
    for (let count = 0; count < 3; count++) {
      const certificateExpiresAt = Date.UTC(2125, 11, 31);
      expect(await probes.probe({ ...request, url })).toMatchObject({ certificateExpiresAt });
    }
    expect(secured).toHaveLength(3);
    expect(resumed(secured)).toBe(false);
    expect(secured.map((socket) => socket.alpnProtocol)).toEqual(Array(3).fill('http/1.1'));
  });
});

describe('the phases', () => {
  test('are all measured over https to a name, and sum up to the total', async () => {
    const { port } = await startHttps('localhost', (_request, response) => {
      response.write('o');
      void onceReadFor(30).then(() => response.end('k'));
    });
    const { phases } = await answeredProbe(`https://localhost:${port}/`);
    const { totalMs, ...parts } = phases;
    const times = Object.values(parts).map((ms) => ms ?? Number.NaN);
    expect(times).toHaveLength(5);
    for (const ms of times) expect(ms).toBeGreaterThan(0);
    expect(phases.bodyMs).toBeGreaterThanOrEqual(25);
    expect(times.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(totalMs, 0);
  });

  test('that are not passed through are null', async () => {
    const { url } = await startHttp((_request, response) => void response.end('ok'));
    const { phases } = await answeredProbe(url);
    expect(phases).toMatchObject({ dnsMs: null, tlsMs: null });
    expect(phases.connectMs).toBeGreaterThan(0);
  });
});

test('close waits for the probes that are under way', async () => {
  const { url } = await startHttp((_request, response) => {
    setTimeout(() => response.end('ok'), 20);
  });
  const probes = createHttpProbe({ clock: systemClock });
  let status = 0;
  void probes.probe({ ...request, url }).then((outcome) => {
    status = outcome.kind === 'answered' ? outcome.status : -1;
  });
  await probes.close();
  expect(status).toBe(200);
});

test('a request that cannot be made is an outcome as well, without its secrets', async () => {
  const headers = { 'x-token': new Secret('hunter2\n') };
  expect(await probe('http://127.0.0.1:1/', { headers })).toMatchObject({
    kind: 'failed',
    cause: 'connect',
    message: 'the request could not be made: invalid x-token header',
    canBeOurs: true,
  });
  expect(await probe('not a url')).toMatchObject({ kind: 'failed', cause: 'connect' });
});
