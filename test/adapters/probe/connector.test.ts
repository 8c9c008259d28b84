import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { createConnector } from '../../../lib/adapters/probe/connector.ts';
import { Stopwatch } from '../../../lib/adapters/probe/stopwatch.ts';
import { startTcp } from './origin.ts';

test('a connector that undici asks a second time does not connect again', async () => {
  const { port, connections } = await startTcp(() => {});
  const connect = createConnector({
    watch: new Stopwatch(systemClock),
    secureContext: () => {
      throw new Error('not over TLS');
    },
    publicOnly: false,
    socket: null,
    address: null,
    secureTarget: null,
    certificateExpiresAt: null,
  });
  const target = { hostname: '127.0.0.1', protocol: 'http:', port: String(port) };
  const ask = () =>
    new Promise<Socket>((resolve, reject) => {
      connect(target, (...[error, socket]) => (error === null ? resolve(socket) : reject(error)));
    });
  const first = await ask();
  await expect(ask()).rejects.toThrow('closed before the request was sent');
  expect(connections).toHaveLength(1);
  first.destroy();
});
