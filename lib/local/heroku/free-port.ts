import { createServer } from 'node:net';

/**
 * Ports below every system's ephemeral range: no outgoing connection takes one between our asking
 * and the dyno's listening, and the boot check's own connection cannot meet itself there.
 */
const firstPort = 20_000;
const lastPort = 32_000;
const rememberedMax = 1_000;
const given: number[] = [];

/** A port on which nobody listens and which was not given out a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
    if (given.includes(port)) continue;
    given.push(port);
    if (given.length > rememberedMax) given.shift();
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
