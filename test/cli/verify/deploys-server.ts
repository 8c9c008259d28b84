/** A small HTTP server that answers as a deployed lastgood does, one scripted answer a call. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startHttp } from '../../adapters/probe/origin.ts';

/** One call as it came. */
export type Call = {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: string;
};

/** What one call is answered: a status and a body, a cut connection, or silence. */
export type Scripted =
  | { readonly status: number; readonly body: unknown }
  | 'drop'
  | { readonly hang: () => void };

/** A deploy as `GET /deploys/{id}` tells it. */
export function deploy(verdict: string, change: object = {}): Scripted {
  const body = {
    id: 'd-1',
    app: 'shop',
    commit: null,
    version: null,
    verdict,
    final: verdict !== 'pending' && verdict !== 'held',
    reasons: [`because it is ${verdict}`],
    release: { version: 4, description: 'Deploy 1a5f89db', seenAt: '2026-11-26T11:00:00.000Z' },
    rolledBackTo: null,
    since: '2026-11-26T11:00:00.000Z',
    ...change,
  };
  return { status: 200, body };
}

/** Starts it; the last answer of the script is repeated. */
export async function startDeploys(script: readonly Scripted[]) {
  const calls: Call[] = [];
  const server = await startHttp((request, response) => {
    const scripted = script[Math.min(calls.length, script.length - 1)];
    void read(request).then((body) => {
      const { method = '', url = '', headers } = request;
      calls.push({ line: `${method} ${url}`, authorization: headers.authorization, body });
      if (scripted !== undefined) answer(scripted, request, response);
    });
  });
  return { url: server.url, calls };
}

function answer(scripted: Scripted, request: IncomingMessage, response: ServerResponse): void {
  if (scripted === 'drop') request.socket.destroy();
  else if ('hang' in scripted) scripted.hang();
  else {
    const { status, body } = scripted;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
