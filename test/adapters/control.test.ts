import { expect, test } from 'vitest';
import { type Clock, systemClock } from '../../lib/adapters/clock.ts';
import { createControl } from '../../lib/adapters/control.ts';
import { limits } from '../../lib/core/limits.ts';
import { heldClock, noSuchHost, pem, startHttp, startHttps, startTcp } from './probe/origin.ts';

const clock = systemClock;

test.each([200, 204, 301, 401, 404, 500, 503])(
  'status %i shows that the network works',
  async (status) => {
    const { url } = await startHttp((_request, response) => void response.writeHead(status).end());
    expect(await createControl({ urls: [url], clock }).networkWorks()).toBe(true);
  },
);

test('one answer is enough, and the dead and the silent are not waited for', async () => {
  const silent = await startTcp(() => {});
  const alive = await startHttps('localhost', (_request, response) => void response.end());
  const urls = [`http://${noSuchHost}/`, silent.url, alive.url] as const;
  // Of the silent one the deadline never passes: whoever waited for it would wait for ever.
  const { clock, waitedMs } = heldClock();
  expect(await createControl({ urls, clock, ca: pem('authority') }).networkWorks()).toBe(true);
  expect(waitedMs).toEqual(urls.map(() => limits.controlTimeoutMs));
});

test('an answer with headers that are too large is an answer', async () => {
  const { url } = await startTcp((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(limits.headerBytesMax)}\r\n\r\n`);
  });
  expect(await createControl({ urls: [url], clock }).networkWorks()).toBe(true);
});

test('where nobody answers over HTTP, the network does not work', async () => {
  const closing = await startTcp((socket) => socket.destroy());
  const untrusted = await startHttps('self-signed', (_request, response) => void response.end());
  const urls = [`http://${noSuchHost}/`, closing.url, untrusted.url] as const;
  expect(await createControl({ urls, clock }).networkWorks()).toBe(false);
});

test('one question serves all who ask within five seconds, at once or later', async () => {
  let now = 1_000_000;
  const stepped: Clock = { ...systemClock, now: () => now };
  let requests = 0;
  const { url } = await startHttp((_request, response) => {
    requests += 1;
    response.end();
  });
  const control = createControl({ urls: [url], clock: stepped });
  await Promise.all([control.networkWorks(), control.networkWorks(), control.networkWorks()]);
  now += limits.controlSharedMs - 1;
  await control.networkWorks();
  expect(requests).toBe(1);
  now += 1;
  expect(await control.networkWorks()).toBe(true);
  expect(requests).toBe(2);
});
