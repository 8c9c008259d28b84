// One request passed on to one dyno, with every way in which that can go wrong.

import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { type RouterError, routerErrors } from './error-pages.ts';
import type { Spans } from './options.ts';

/** A request at the router and the answer to it. */
export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** The router's own port. */
  readonly port: number;
};

/** How it went: `error` is null when the app answered. `status` is the app's. */
export type Forwarded = { readonly error: RouterError | null; readonly status: number };

type Timers = Pick<Spans, 'firstByteMs' | 'idleMs'>;

/**
 * Passes the request to the dyno's port. When the app has not begun to answer, the client has had
 * nothing yet and the router can send its page; later it can only cut the connection.
 */
export function forward(exchange: Exchange, dynoPort: number, spans: Timers): Promise<Forwarded> {
  const { request, response } = exchange;
  return new Promise((resolve) => {
    const upstream = httpRequest({
      host: '127.0.0.1',
      port: dynoPort,
      method: request.method,
      path: request.url,
      headers: requestHeaders(exchange),
      agent: false,
    });
    const settle = (error: RouterError | null, status: number) => {
      clearTimeout(firstByte);
      response.off('close', onClientGone);
      if (error) upstream.destroy();
      resolve({ error, status });
    };
    const onClientGone = () => {
      if (!response.writableFinished) settle(routerErrors.clientInterrupted, 499);
    };
    const firstByte = setTimeout(() => settle(routerErrors.requestTimeout, 503), spans.firstByteMs);
    response.once('close', onClientGone);
    upstream.on('error', (error) => settle(upstreamError(error), 503));
    upstream.once('response', (answer) => {
      clearTimeout(firstByte);
      passBack(answer, exchange, { idleMs: spans.idleMs, settle });
    });
    request.pipe(upstream);
  });
}

type Settle = (error: RouterError | null, status: number) => void;

function passBack(
  answer: IncomingMessage,
  { response }: Exchange,
  { idleMs, settle }: { idleMs: number; settle: Settle },
): void {
  const status = answer.statusCode ?? 502;
  answer.setTimeout(idleMs, () => settle(routerErrors.idleConnection, status));
  answer.on('error', () => settle(routerErrors.serverInterrupted, status));
  answer.once('close', () => {
    if (!answer.complete) settle(routerErrors.serverInterrupted, status);
  });
  response.once('finish', () => settle(null, status));
  response.writeHead(status, answer.statusMessage, responseHeaders(answer));
  answer.pipe(response);
}

function upstreamError(error: NodeJS.ErrnoException): RouterError {
  return error.code === 'ECONNREFUSED'
    ? routerErrors.connectionRefused
    : routerErrors.closedWithoutResponse;
}

function requestHeaders({ request, requestId, port }: Exchange) {
  const from = request.socket.remoteAddress ?? '127.0.0.1';
  const earlier = request.headers['x-forwarded-for'];
  return {
    ...request.headers,
    connection: 'close',
    via: '1.1 heroku-router',
    'x-request-id': requestId,
    'x-request-start': String(Date.now()),
    'x-forwarded-for': earlier ? `${earlier}, ${from}` : from,
    'x-forwarded-proto': 'http',
    'x-forwarded-port': String(port),
  };
}

/**
 * Everything that the app said but what belongs to its own connection, and the two headers that
 * Heroku adds.
 */
function responseHeaders(answer: IncomingMessage) {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...own } = answer.headers;
  return { Server: 'Heroku', ...renamed(own), Via: '1.1 heroku-router' };
}

function renamed({ server, ...headers }: IncomingMessage['headers']) {
  return server === undefined ? headers : { ...headers, Server: server };
}
