import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import type { Clock } from '../../adapters/clock.ts';
import { limits } from '../../core/limits.ts';
import { loopback } from '../cloud/embedded-aws.ts';
import { type Answer, functionUrlAnswer } from './function-url-answer.ts';
import { functionUrlEvent } from './function-url-event.ts';
import type { Invocation } from './invoker.ts';

/** What takes requests. */
export type Endpoint = {
  readonly url: string;
  /** Takes no new connections, and resolves when every request has been answered. */
  drain(): Promise<void>;
  /** Ends what is left. */
  close(): void;
};

/**
 * An HTTP server, on loopback, in front of a function as a Lambda Function URL is. Throws when the
 * port is taken.
 */
export async function startEndpoint(
  port: number,
  clock: Clock,
  call: (event: LambdaFunctionURLEvent) => Promise<Invocation<LambdaFunctionURLResult>>,
): Promise<Endpoint> {
  const server = createServer({ requestTimeout: limits.requestBodyMs }, (request, response) => {
    answer(request, clock, call).then(
      (answered) => write(response, answered),
      // The client went away in the middle of its request: there is nobody to answer.
      () => response.destroy(),
    );
  });
  server.listen(port, loopback);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port to listen on');
  return {
    url: `http://${loopback}:${address.port}/`,
    drain: () => new Promise((resolve) => server.close(() => resolve())),
    close: () => server.closeAllConnections(),
  };
}

async function answer(
  request: IncomingMessage,
  clock: Clock,
  call: (event: LambdaFunctionURLEvent) => Promise<Invocation<LambdaFunctionURLResult>>,
): Promise<Answer> {
  const body = await readBody(request);
  if (body === null) return problem(413, 'Request Entity Too Large');
  const invocation = await call(functionUrlEvent(request, body, clock.now()));
  if (invocation.ok) return functionUrlAnswer(invocation.value) ?? badGateway;
  return invocation.why === 'timeout' ? problem(504, 'Gateway Timeout') : badGateway;
}

/** null: longer than Lambda takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > limits.requestBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function problem(status: number, message: string): Answer {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, cookies: [], body: Buffer.from(JSON.stringify({ Message: message })) };
}

const badGateway: Answer = {
  status: 502,
  headers: { 'content-type': 'text/plain' },
  cookies: [],
  body: Buffer.from('Internal Server Error'),
};

function write(response: ServerResponse, { status, headers, cookies, body }: Answer): void {
  if (cookies.length > 0) response.setHeader('set-cookie', [...cookies]);
  response.writeHead(status, headers).end(body);
}
