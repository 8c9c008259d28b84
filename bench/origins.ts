// A process of healthy origins, each on a port of its own: over http, and one over https if told.

import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { inChild } from './child.ts';

/** How many over http, and whether there is one over https (ECDSA P-256). */
export type OriginsWanted = { readonly count: number; readonly secure: boolean };

/** Their health endpoints. */
export type Origins = { readonly urls: readonly string[]; readonly secureUrl: string | null };

/** Certificates that protect nothing; the authority's is what the bench trusts. */
export const certificates = resolve(import.meta.dirname, '../test/fixtures/tls');

const healthy: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
};

async function listen(server: Server, scheme: 'http' | 'https'): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', 1_024, done));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
}

function secureServer(): Server {
  const key = readFileSync(`${certificates}/localhost.key.pem`);
  const cert = readFileSync(`${certificates}/localhost.pem`);
  return createSecureServer({ key, cert }, healthy);
}

if (import.meta.main) {
  const { argument, tell } = inChild<OriginsWanted, Origins>();
  const servers = Array.from({ length: argument.count }, () => createServer(healthy));
  const urls = await Promise.all(servers.map((server) => listen(server, 'http')));
  const secureUrl = argument.secure ? await listen(secureServer(), 'https') : null;
  tell({ urls, secureUrl });
}
