/** Servers that misbehave on purpose, on real sockets and on ports of the machine's choosing. */
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { afterEach } from 'vitest';
import { type Clock, systemClock } from '../../../lib/adapters/clock.ts';
import { createHttpProbe, type ProbeRequest } from '../../../lib/adapters/http-probe.ts';

/** A server under test and what it saw. */
export type Origin = {
  /** On 127.0.0.1, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly connections: Socket[];
  close(): Promise<void>;
};

const open: Origin[] = [];

afterEach(async () => {
  for (const origin of open.splice(0)) await origin.close();
});

/** Answers HTTP. */
export function startHttp(listener: RequestListener): Promise<Origin> {
  return start(createHttp(listener), 'http');
}

/** Answers HTTP over TLS with one of the certificates of test/fixtures/tls. */
export function startHttps(certificate: string, listener: RequestListener): Promise<Origin> {
  const cert = pem(certificate);
  return start(createHttps({ cert, key: pem(`${certificate}.key`) }, listener), 'https');
}

/** Does on each connection whatever the test wants. */
export function startTcp(serve: (socket: Socket) => void, scheme = 'http'): Promise<Origin> {
  const server = createTcp((socket) => {
    serve(socket);
    // What is not read hides that the other side has gone.
    socket.resume();
  });
  return start(server, scheme);
}

/** Sends a whole answer as it stands here, then ends the connection. */
export function startRaw(answer: string): Promise<Origin> {
  return startTcp((socket) => {
    socket.once('data', () => socket.end(answer));
  });
}

/** Resolves when the other side has let go of every connection: nothing of a probe stays behind. */
export async function released({ connections }: Origin): Promise<void> {
  for (const socket of connections) {
    if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  }
}

/** Was a TLS session resumed on any of an origin's connections? */
export function resumed(sockets: readonly TLSSocket[]): boolean {
  return sockets.some((socket) => socket.isSessionReused());
}

/** A certificate or a key of test/fixtures/tls. */
export function pem(name: string): string {
  return readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
}

/** Where nobody listens: no port of the machine's choosing is below 1024. */
export const refusingUrl = 'http://127.0.0.1:1';

/** A host of which every resolver says at once that there is none: a label is too long. */
export const noSuchHost = `${'a'.repeat(64)}.invalid`;

/** Resolves once the other side, in this process too, has read what was written to it by now. */
export async function onceRead(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await turnOfTheLoop();
}

/** … and so long ago, by the clock that the phases of a probe are measured with. */
export async function onceReadFor(ms: number): Promise<void> {
  await onceRead();
  const { monotonic, sleep } = systemClock;
  for (const startedAt = monotonic(); monotonic() - startedAt < ms; ) await sleep(5);
}

/** A clock whose waits end when a test says so: no machine is too slow for what comes before. */
export function heldClock() {
  const { promise: passed, resolve } = Promise.withResolvers<void>();
  const waitedMs: number[] = [];
  const clock: Clock = {
    ...systemClock,
    sleep: (ms, signal) => {
      waitedMs.push(ms);
      const stopped = new Promise<void>((done) => signal?.addEventListener('abort', () => done()));
      return Promise.race([passed, stopped]);
    },
  };
  return {
    clock,
    /** How long each wait would have been. */
    waitedMs,
    /** Ends them, once the other side has read what was written to it by now. */
    pass: async () => {
      await onceRead();
      resolve();
    },
  };
}

/** One probe with the authority of the fixtures trusted. */
export function probe(url: string, options: Partial<ProbeRequest> = {}, clock = systemClock) {
  const request = { url, headers: {}, timeoutMs: 5_000, redirects: 0, ...options };
  return createHttpProbe({ clock, ca: pem('authority') }).probe(request);
}

/** The same, where nothing else than a failure makes sense. */
export async function failedProbe(
  url: string,
  options: Partial<ProbeRequest> = {},
  clock = systemClock,
) {
  const outcome = await probe(url, options, clock);
  if (outcome.kind !== 'failed') throw new Error(`answered with status ${outcome.status}`);
  return outcome;
}

/** The same, where nothing else than an answer makes sense. */
export async function answeredProbe(url: string, options: Partial<ProbeRequest> = {}) {
  const outcome = await probe(url, options);
  if (outcome.kind !== 'answered') throw new Error(outcome.message);
  return outcome;
}

async function start(server: Server, scheme: string): Promise<Origin> {
  const connections: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    connections.push(socket);
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    for (const socket of connections) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  const origin = { url: `${scheme}://127.0.0.1:${port}`, port, connections, close };
  open.push(origin);
  return origin;
}
