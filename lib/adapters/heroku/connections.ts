import { Agent } from 'undici';
import { limits } from '../../core/limits.ts';
import type { Clock } from '../clock.ts';
import type { Method } from './trouble.ts';

/** Chooses the connection on which a request goes. */
export type Connections = { forMethod(method: Method): Agent };

/**
 * Reads share kept connections. A change goes on one of its own: on a kept one that the other side
 * has just closed, nobody could tell whether the rollback was carried out.
 */
export function createConnections(clock: Clock, connectTimeoutMs: number): Connections {
  const options = {
    connect: { timeout: connectTimeoutMs },
    connections: limits.herokuConnectionsMax,
    keepAliveTimeout: limits.herokuKeepAliveMs,
    keepAliveMaxTimeout: limits.herokuKeepAliveMs,
    // The one deadline of a call covers these two.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const single = new Agent({ ...options, pipelining: 0 });
  let kept = new Agent(options);
  let usedAt = clock.now();
  return {
    forMethod: (method) => {
      if (method !== 'GET') return single;
      // Timers stand still while Lambda is frozen, so that dead connections look alive after it.
      if (Math.abs(clock.now() - usedAt) > limits.herokuKeepAliveMs) {
        void kept.close();
        kept = new Agent(options);
      }
      usedAt = clock.now();
      return kept;
    },
  };
}
