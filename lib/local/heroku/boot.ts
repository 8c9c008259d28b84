import { connect } from 'node:net';
import { pause } from './pause.ts';

const pollMs = 20;

/** Whether the process came to listen on its port, was too slow, or ended before. */
export type Boot = 'listening' | 'too-slow' | 'ended';

/**
 * Asks the port again and again until it accepts a connection, the time is up, or `ended` fires.
 */
export async function boot(port: number, timeoutMs: number, ended: AbortSignal): Promise<Boot> {
  const deadline = performance.now() + timeoutMs;
  while (!ended.aborted) {
    if (await accepts(port)) return ended.aborted ? 'ended' : 'listening';
    if (performance.now() >= deadline) return 'too-slow';
    await pause(pollMs, ended);
  }
  return 'ended';
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
