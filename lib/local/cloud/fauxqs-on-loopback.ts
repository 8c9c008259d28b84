import diagnosticsChannel from 'node:diagnostics_channel';
import { embeddedRegion, loopback } from './embedded-aws.ts';
import { loadEmulator } from './emulator.ts';

/**
 * Starts fauxqs (SQS and SNS) where only this machine reaches it. By itself it listens on every
 * interface and has no option for it, so the address is put in where its web server, fastify,
 * announces that it was made.
 */
export async function startFauxqsOnLoopback(
  directory: string | null,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const { startFauxqs } = await loadEmulator('fauxqs', () => import('fauxqs'));
  let listensOnLoopback = false;
  const bind = (message: unknown) => {
    const { fastify } = message as { fastify: WebServer };
    const listen = fastify.listen.bind(fastify);
    fastify.listen = (options) => {
      listensOnLoopback = true;
      return listen({ ...options, host: loopback });
    };
  };
  // fauxqs makes its web server before it first waits, so no other one can be met here.
  diagnosticsChannel.subscribe(fastifyMade, bind);
  const starting = startFauxqs({
    port: 0,
    logger: false,
    defaultRegion: embeddedRegion,
    init: {},
    ...(directory === null ? {} : { dataDir: directory }),
  });
  diagnosticsChannel.unsubscribe(fastifyMade, bind);
  const server = await starting;
  if (!listensOnLoopback) {
    await server.stop();
    throw new Error('fauxqs would listen beyond this machine: its web server was not announced');
  }
  return { port: server.port, close: () => server.stop() };
}

/** Documented by fastify: published with the instance, before it listens. */
const fastifyMade = 'fastify.initialization';

type WebServer = { listen: (options: { port: number; host: string }) => Promise<string> };
