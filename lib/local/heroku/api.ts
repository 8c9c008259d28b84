// The Platform API's listener.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { receive } from './api-door.ts';
import type { Platform } from './platform.ts';
import { RateLimit } from './rate-limit.ts';
import { stream } from './streams.ts';

/** A listening API. */
export type Api = { readonly url: string; close(): Promise<void> };

/** Starts the API on 127.0.0.1. */
export async function startApi(platform: Platform): Promise<Api> {
  const { settings } = platform.world;
  const rateLimit = new RateLimit(settings.rateLimit, settings.now);
  const server = createServer((request, response) => {
    if (stream(platform, request, response)) return;
    const method = request.method ?? 'GET';
    const [path = '/'] = (request.url ?? '/').split('?');
    void receive({ platform, rateLimit, request, response, method, path });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
