// The router of one app: a port on 127.0.0.1 whose requests go to the app's dynos.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Choice, DynoSet } from './dyno-set.ts';
import { errorPage, type RouterError, routerErrors } from './error-pages.ts';
import { type Exchange, forward } from './forward.ts';
import type { Logs } from './logs.ts';
import type { Spans } from './options.ts';

/** What the router must know of its app at the moment of a request. */
export type RouterWorld = {
  readonly spans: Spans;
  readonly logs: Logs;
  readonly dynos: DynoSet;
  readonly isInMaintenance: () => boolean;
  /** False while the app has only its first releases, which have no code. */
  readonly hasCode: () => boolean;
  readonly configVars: () => Readonly<Record<string, string>>;
};

/** A running router. */
export type Router = {
  readonly port: number;
  /** Stops listening and cuts what is open: connections are refused until `start`. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
};

/** Starts a router on a free port. */
export async function startRouter(world: RouterWorld): Promise<Router> {
  const server = createServer((request, response) => void handle(request, response));
  await listen(0);
  const { port } = server.address() as AddressInfo;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const exchange = { request, response, requestId, port };
    const startedAt = performance.now();
    const { dyno, error, status } = await route(exchange, world);
    const serviceMs = Math.round(performance.now() - startedAt);
    world.logs.write('heroku', 'router', logLine(exchange, { dyno, error, status, serviceMs }));
    if (!error || response.destroyed) return;
    if (response.headersSent) response.destroy();
    else sendPage(response, error, world.configVars());
  }

  function listen(onPort: number): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(onPort, '127.0.0.1', resolve);
    });
  }

  function stop(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
  return { port, stop, start: () => listen(port) };
}

type Routed = {
  readonly dyno: string | null;
  readonly error: RouterError | null;
  readonly status: number;
};

async function route(exchange: Exchange, world: RouterWorld): Promise<Routed> {
  if (world.isInMaintenance()) return refused(routerErrors.maintenanceMode);
  if (!world.hasCode()) return refused(routerErrors.blankApp);
  const choice = await chooseDyno(exchange.response, world);
  if (exchange.response.destroyed) return refused(routerErrors.clientInterrupted);
  switch (choice.kind) {
    case 'dyno': {
      const { error, status } = await forward(exchange, choice.dyno.port, world.spans);
      return { dyno: choice.dyno.name, error, status };
    }
    case 'booting':
      return refused(routerErrors.bootTimeout);
    case 'crashed':
      return refused(routerErrors.appCrashed);
    case 'no-dynos':
      return refused(routerErrors.noWebProcesses);
    default:
      return choice satisfies never;
  }
}

/** Holds the request while dynos boot. */
async function chooseDyno(response: ServerResponse, world: RouterWorld): Promise<Choice> {
  const deadline = performance.now() + world.spans.routerHoldMs;
  for (;;) {
    const choice = world.dynos.choose();
    const leftMs = deadline - performance.now();
    if (choice.kind !== 'booting' || leftMs <= 0 || response.destroyed) return choice;
    await world.dynos.untilChange(leftMs);
  }
}

function refused(error: RouterError): Routed {
  return { dyno: null, error, status: error.status };
}

function sendPage(
  response: ServerResponse,
  error: RouterError,
  configVars: Readonly<Record<string, string>>,
): void {
  const { headers, body } = errorPage(error, configVars);
  response.writeHead(error.status, headers).end(body);
}

function logLine(
  { request, requestId }: Exchange,
  { dyno, error, status, serviceMs }: Routed & { serviceMs: number },
): string {
  const fault = error ? ` code=${error.code} desc="${error.description}"` : '';
  const service = dyno ? `${serviceMs}ms` : '';
  return [
    `at=${error?.level ?? 'info'}${fault}`,
    `method=${request.method} path="${request.url}" host=${request.headers.host ?? ''}`,
    `request_id=${requestId} fwd="${request.socket.remoteAddress ?? ''}"`,
    `dyno=${dyno ?? ''} connect=${dyno ? '0ms' : ''} service=${service}`,
    `status=${status} bytes= protocol=http`,
  ].join(' ');
}
