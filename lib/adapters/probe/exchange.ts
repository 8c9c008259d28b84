/** One request on one fresh connection, and what came of it. */
import { Client, type Dispatcher } from 'undici';
import { limits } from '../../core/limits.ts';
import { type Connection, createConnector } from './connector.ts';
import type { Deadline } from './deadline.ts';
import { isRedirect } from './redirect.ts';

/** A request: where to, what is sent along, how long, and on which connection. */
export type HttpRequest = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadline: Deadline;
  readonly connection: Connection;
  /** True: a redirect will be followed, so nothing of its body is waited for. */
  readonly follows: boolean;
};

/** What was received: all of it, or as far as it went. */
export type Received = {
  /** 0: no head of an answer came. */
  status: number;
  location: string | null;
  contentType: string | null;
  chunks: Buffer[];
  bytes: number;
  /** False: the body was cut at `limits.bodyBytesMax`. */
  complete: boolean;
};

/** How a request ended. */
export type Exchange =
  | { readonly kind: 'answered'; readonly received: Received }
  | { readonly kind: 'broken'; readonly received: Received; readonly error: Error }
  | { readonly kind: 'late'; readonly received: Received };

/** Sends one GET and resolves, whatever happens, at the deadline at the latest. */
export function exchange(request: HttpRequest): Promise<Exchange> {
  const { url, deadline, connection } = request;
  const received = nothingYet();
  const client = new Client(url.origin, {
    connect: createConnector(connection),
    // Sends `connection: close`: nothing is kept for a second request.
    pipelining: 0,
    // The one deadline covers both.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: limits.headerBytesMax,
  });
  return new Promise((resolve) => {
    let isFinished = false;
    const finish = (result: Exchange) => {
      if (isFinished) return;
      isFinished = true;
      deadline.stops(null);
      // The client has this one connection and no timer, so that with it everything is gone.
      connection.socket?.destroy();
      resolve(result);
    };
    deadline.stops(() => finish({ kind: 'late', received }));
    client.dispatch(
      { method: 'GET', path: `${url.pathname}${url.search}`, headers: request.headers },
      receiver(request, received, finish),
    );
  });
}

function receiver(
  { connection, follows }: HttpRequest,
  received: Received,
  finish: (result: Exchange) => void,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: nothing,
    onResponseStarted: () => connection.watch.enter('body'),
    onResponseStart: (_controller, status, headers) => {
      // Informational answers (1xx) come before the answer itself.
      if (status < 200) return;
      received.status = status;
      received.contentType = single(headers['content-type']);
      received.location = single(headers['location']);
      if (follows && isRedirect(status) && received.location !== null) {
        finish({ kind: 'answered', received });
      }
    },
    onResponseData: (_controller, chunk) => {
      if (take(received, chunk)) return;
      received.complete = false;
      finish({ kind: 'answered', received });
    },
    onResponseEnd: () => finish({ kind: 'answered', received }),
    onResponseError: (_controller, error) => finish({ kind: 'broken', received, error }),
  };
}

/** False: the chunk did not fit whole, and the body ends here. */
function take(received: Received, chunk: Buffer): boolean {
  const room = limits.bodyBytesMax - received.bytes;
  const taken = chunk.length <= room ? chunk : chunk.subarray(0, room);
  received.chunks.push(taken);
  received.bytes += taken.length;
  return taken.length === chunk.length;
}

function nothingYet(): Received {
  return { status: 0, location: null, contentType: null, chunks: [], bytes: 0, complete: true };
}

function single(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : (header?.[0] ?? null);
}

function nothing(): void {}
