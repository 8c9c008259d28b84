/** A door on loopback before a service: calls go through it, or are held, and somebody is told. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as it came. */
export type Passing = { readonly method: string; readonly path: string; readonly body: string };

/** Held before it reaches the service, or once the service has answered. */
export type Side = 'before' | 'after';

type Question = (call: Passing) => boolean | Promise<boolean>;

type Hold = { readonly side: Side; readonly passes: Question; readonly held: () => void };

export type Gate = {
  readonly url: string;
  /** Holds the first call that passes, for ever; resolves once it is held. */
  hold(side: Side, passes: Question): Promise<void>;
  /** Resolves once the child has been sent the answer to such a call. */
  answered(passes: (call: Passing) => boolean): Promise<void>;
  close(): Promise<void>;
};

export async function startGate(target: string): Promise<Gate> {
  const holds: Hold[] = [];
  const listeners: { passes(call: Passing): boolean; readonly tell: () => void }[] = [];
  /** True: the call is held, and stays so. */
  const isHeld = async (side: Side, call: Passing): Promise<boolean> => {
    for (const hold of holds.filter((one) => one.side === side)) {
      if (!(await hold.passes(call)) || !holds.includes(hold)) continue;
      holds.splice(holds.indexOf(hold), 1);
      hold.held();
      return true;
    }
    return false;
  };
  const server = createServer(async (incoming, response) => {
    const body = await bodyOf(incoming);
    const call = { method: incoming.method ?? '', path: incoming.url ?? '', body: String(body) };
    if (await isHeld('before', call)) return;
    const answer = await forward(target, incoming, body);
    if (answer === null) {
      response.destroy();
      return;
    }
    if (await isHeld('after', call)) return;
    send(response, answer);
    response.on('finish', () => {
      for (const { passes, tell } of listeners) if (passes(call)) tell();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hold: (side, passes) => new Promise((held) => holds.push({ side, passes, held })),
    answered: (passes) => new Promise((tell) => listeners.push({ passes, tell })),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Answer = { readonly head: IncomingMessage; readonly body: Buffer };

async function forward(target: string, incoming: IncomingMessage, body: Buffer) {
  return new Promise<Answer | null>((done) => {
    const url = new URL(incoming.url ?? '/', target);
    const { method, headers } = incoming;
    const onward = request(url, { method, headers, agent: false }, async (head) => {
      done({ head, body: await bodyOf(head) });
    });
    onward.on('error', () => done(null));
    onward.end(body);
  });
}

function send(response: ServerResponse, { head, body }: Answer): void {
  const { connection: _, 'transfer-encoding': __, ...headers } = head.headers;
  response.writeHead(head.statusCode ?? 502, { ...headers, 'content-length': body.length });
  response.end(body);
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
