import { connect as connectTcp } from 'node:net';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { createHttpProbe } from '../../../lib/adapters/http-probe.ts';
import { failedProbe, heldClock, probe, startHttp, startHttps, startTcp } from './origin.ts';

describe('certificate: it is verified, and the reason is told', () => {
  const reasons: [string, string][] = [
    ['expired', 'the certificate of localhost has expired, on 2020-02-01T00:00:00.000Z'],
    ['self-signed', 'the certificate of localhost is self-signed'],
    ['other-name', 'the certificate of localhost is for another name: '],
  ];
  test.each(reasons)('%s', async (certificate, message) => {
    let requests = 0;
    const { port } = await startHttps(certificate, (_request, response) => {
      requests += 1;
      response.end('ok');
    });
    const outcome = await failedProbe(`https://localhost:${port}/`);
    expect(outcome).toMatchObject({ cause: 'certificate', canBeOurs: false });
    expect(outcome.message.startsWith(message)).toBe(true);
    expect(outcome.phases.tlsMs).toBeGreaterThan(0);
    expect(outcome.phases.headersMs).toBeNull();
    expect(requests).toBe(0);
  });

  test('an issuer that is not known', async () => {
    const { port } = await startHttps('localhost', (_request, response) => void response.end('ok'));
    const outcome = await createHttpProbe({ clock: systemClock }).probe({
      url: `https://localhost:${port}/`,
      headers: {},
      timeoutMs: 5_000,
      redirects: 0,
    });
    expect(outcome).toMatchObject({
      cause: 'certificate',
      message: expect.stringMatching(/^the certificate of localhost is from an issuer that is not/),
    });
  });

  test('the names of a wrong one are shown', async () => {
    const { port } = await startHttps(
      'other-name',
      (_request, response) => void response.end('ok'),
    );
    const { message } = await failedProbe(`https://localhost:${port}/`);
    expect(message).toContain('other.example');
  });

  test('the look at the date of an expired one ends with the deadline', async () => {
    const real = await startHttps('expired', (_request, response) => void response.end('ok'));
    const { clock, pass, waitedMs } = heldClock();
    let connections = 0;
    const { port } = await startTcp((socket) => {
      connections += 1;
      if (connections > 1) return void socket.once('data', pass);
      const upstream = connectTcp(real.port, '127.0.0.1');
      upstream.on('error', () => socket.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    const outcome = await failedProbe(`https://localhost:${port}/`, { timeoutMs: 300 }, clock);
    expect(outcome).toMatchObject({
      cause: 'certificate',
      message: 'the certificate of localhost has expired',
    });
    expect(connections).toBe(2);
    expect(waitedMs).toEqual([300]);
  });
});

describe('what a certificate is good for', () => {
  test('it holds for an address as well', async () => {
    const { url } = await startHttps('localhost', (_request, response) => void response.end('ok'));
    expect(await probe(url)).toMatchObject({ kind: 'answered', status: 200 });
  });

  test('it expires with the first one of its chain', async () => {
    const { port } = await startHttps('chained', (_request, response) => void response.end('ok'));
    expect(await probe(`https://localhost:${port}/`)).toMatchObject({
      kind: 'answered',
      certificateExpiresAt: Date.UTC(2100, 0, 1),
    });
  });
});

describe('tls: the handshake breaks', () => {
  test('where plain HTTP is spoken', async () => {
    const { port } = await startHttp((_request, response) => void response.end('ok'));
    const outcome = await failedProbe(`https://localhost:${port}/`);
    expect(outcome).toMatchObject({ cause: 'tls', canBeOurs: false });
    expect(outcome.message).toMatch(/^the TLS handshake with localhost:\d+ failed: /);
    expect(outcome.message).not.toMatch(/[0-9A-F]{8}:error|\.c:\d/);
  });

  test('where the connection is closed during it', async () => {
    const { port } = await startTcp((socket) => void socket.once('data', () => socket.end()));
    const came = 'the connection was closed during it';
    expect(await failedProbe(`https://localhost:${port}/`)).toMatchObject({
      cause: 'tls',
      message: `the TLS handshake with localhost:${port} failed: ${came}`,
      canBeOurs: false,
    });
  });
});
