import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../lib/core/limits.ts';
import {
  failedProbe,
  heldClock,
  noSuchHost,
  refusingUrl,
  released,
  startHttp,
  startRaw,
  startTcp,
} from './origin.ts';

describe('before the connection stands, the trouble can be ours', () => {
  test('dns: a name that does not exist', async () => {
    const url = `http://${noSuchHost}/health`;
    const outcome = await failedProbe(url);
    expect(outcome).toMatchObject({ cause: 'dns', canBeOurs: true, url });
    expect(outcome.message).toContain(`no address was found for ${noSuchHost}: `);
    expect(outcome.phases.dnsMs).toBeGreaterThan(0);
    expect(outcome.phases.connectMs).toBeNull();
  });

  test('connect: nobody listens', async () => {
    const outcome = await failedProbe(refusingUrl);
    expect(outcome).toMatchObject({
      cause: 'connect',
      canBeOurs: true,
      message: 'the connection to 127.0.0.1:1 was refused (ECONNREFUSED)',
    });
    expect(outcome.phases).toMatchObject({ dnsMs: null, headersMs: null });
  });

  test('connect: nobody listens on any address of a name', async () => {
    const { cause, message } = await failedProbe('http://localhost:1/');
    expect(cause).toBe('connect');
    expect(message).toBe('the connection to localhost:1 was refused (ECONNREFUSED)');
  });
});

describe('timeout: one deadline holds', () => {
  const timeoutMs = 100;

  test('when no first byte comes', async () => {
    const deadline = heldClock();
    const origin = await startTcp((socket) => socket.once('data', deadline.pass));
    const outcome = await failedProbe(origin.url, { timeoutMs }, deadline.clock);
    expect(outcome).toMatchObject({ cause: 'timeout', canBeOurs: false });
    expect(deadline.waitedMs).toEqual([timeoutMs]);
    expect(outcome.message).toMatch(
      /^no answer within 100 ms: the connection stood after \d+ ms, no first byte came$/,
    );
    expect(outcome.phases.headersMs).toBeGreaterThan(0);
    await released(origin);
  });

  test('when it is over by the clock of the machine, and not before', async () => {
    const origin = await startTcp(() => {});
    const { cause, phases } = await failedProbe(origin.url, { timeoutMs });
    expect(cause).toBe('timeout');
    expect(phases.totalMs).toBeGreaterThanOrEqual(95);
  });

  test('when the headers do not end', async () => {
    const { clock, pass } = heldClock();
    const origin = await startTcp((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nx-slow: ', pass));
    });
    const { cause, message } = await failedProbe(origin.url, { timeoutMs }, clock);
    expect(cause).toBe('timeout');
    expect(message).toMatch(/the headers of the answer did not end$/);
  });

  test('when the body does not end', async () => {
    const { clock, pass } = heldClock();
    const origin = await startHttp((_request, response) => {
      response.write('half', pass);
    });
    const { cause, message, canBeOurs } = await failedProbe(origin.url, { timeoutMs }, clock);
    expect({ cause, canBeOurs }).toEqual({ cause: 'timeout', canBeOurs: false });
    expect(message).toMatch(/status 200 and 4 bytes came, the body did not end$/);
    await released(origin);
  });

  test('when a body drips, although something comes all the time', async () => {
    const deadline = heldClock();
    const origin = await startTcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
      dripping(socket, 'x', deadline.pass);
    });
    const { cause } = await failedProbe(origin.url, { timeoutMs }, deadline.clock);
    expect(cause).toBe('timeout');
    // No byte that came has begun it anew.
    expect(deadline.waitedMs).toEqual([timeoutMs]);
    await released(origin);
  });

  test('when informational answers come without end', async () => {
    const { clock, pass, waitedMs } = heldClock();
    const origin = await startTcp((socket) => {
      dripping(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n', pass);
    });
    const outcome = await failedProbe(origin.url, { timeoutMs }, clock);
    expect(outcome).toMatchObject({ cause: 'timeout' });
    expect(waitedMs).toEqual([timeoutMs]);
  });

  test('when a TLS handshake gets no answer', async () => {
    const { clock, pass } = heldClock();
    const origin = await startTcp((socket) => socket.once('data', pass), 'https');
    const outcome = await failedProbe(origin.url, { timeoutMs }, clock);
    expect(outcome).toMatchObject({
      cause: 'timeout',
      canBeOurs: false,
      message: 'no answer within 100 ms: the TLS handshake did not end',
    });
    expect(outcome.phases.headersMs).toBeNull();
    await released(origin);
  });
});

describe('connect: the connection stood, so it is not our network', () => {
  const cases: [string, string, string][] = [
    ['closes without a word', '', 'the connection was closed before an answer came'],
    [
      'speaks something else',
      'SSH-2.0-OpenSSH_9.2\r\n\r\n',
      'what came is not well-formed HTTP: Expected HTTP/, RTSP/ or ICE/',
    ],
    [
      'contradicts itself on the length of its body',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\nok',
      'what came is not well-formed HTTP: its headers contradict each other',
    ],
    [
      'closes before the promised length',
      'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nok',
      'the connection was closed in the middle of the answer: status 200 and 2 bytes had come',
    ],
    [
      'closes in the middle of a chunked body',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n',
      'the connection was closed in the middle of the answer: status 200 and 5 bytes had come',
    ],
    [
      'upgrades unasked',
      'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      'the connection was closed before an answer came',
    ],
  ];
  test.each(cases)('a server that %s', async (_name, answer, message) => {
    const origin = await startRaw(answer);
    const outcome = await failedProbe(origin.url);
    expect(outcome).toMatchObject({ cause: 'connect', message, canBeOurs: false });
    expect(outcome.phases.headersMs).not.toBeNull();
  });

  test('a server that resets the connection', async () => {
    const origin = await startTcp((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    expect(await failedProbe(origin.url)).toMatchObject({
      cause: 'connect',
      message: 'the connection was closed before an answer came',
      canBeOurs: false,
    });
  });

  test('and a second connection is never made for the same request', async () => {
    const origin = await startTcp((socket) => socket.destroy());
    await failedProbe(origin.url);
    expect(origin.connections).toHaveLength(1);
  });
});

test('too-large: headers without end', async () => {
  const origin = await startTcp((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    socket.write(`x-large: ${'x'.repeat(limits.headerBytesMax)}\r\n\r\n`);
  });
  expect(await failedProbe(origin.url)).toMatchObject({
    cause: 'too-large',
    message: 'the headers are over 64 KiB',
    canBeOurs: false,
  });
});

/** Writes the same again and again until the other side goes; `afterSome` once five are out. */
function dripping(socket: Socket, text: string, afterSome: () => void): void {
  let drops = 0;
  const drip = setInterval(() => {
    drops += 1;
    socket.write(text, drops === 5 ? afterSome : undefined);
  }, 10);
  socket.once('close', () => clearInterval(drip));
}
