import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request held when it came, and the connection that it came on. */
export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly port: number;
};

/** A real HTTP server on a free port that answers as the test says and remembers what it saw. */
export type PlatformApi = {
  readonly url: string;
  readonly seen: Seen[];
  answer: (seen: Seen, response: ServerResponse) => void;
  close(): Promise<void>;
};

export async function startPlatformApi(): Promise<PlatformApi> {
  const server = createServer((request, response) => void receive(api, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const api: PlatformApi = {
    url: `http://127.0.0.1:${port}`,
    seen: [],
    answer: (_seen, response) => json(response, 200, []),
    close: () => stop(server),
  };
  return api;
}

/** Answers with JSON, as Heroku does. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A page where JSON is expected, as a proxy or an error page of a router is. */
export const html = '<!DOCTYPE html><title>Application Error</title>';

export function page(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(body);
}

async function receive(
  api: PlatformApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const seen = {
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    body,
    port: request.socket.remotePort ?? 0,
  };
  api.seen.push(seen);
  api.answer(seen, response);
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
