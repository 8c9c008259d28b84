import type { SecureContext } from 'node:tls';
import { Client } from 'undici';
import { limits } from '../../lib/core/limits.ts';

/** What the bare request does without: judging, phases, causes, a word for a person. */
export type BareRequest = (url: string) => Promise<{ status: number; body: string }>;

/**
 * undici as its manual shows it, with the product's options: a client and so a connection for every
 * request, one secure context for all, no session resumed, timeouts, and the body up to the cap.
 */
export function createBareRequest(secureContext: SecureContext, timeoutMs: number): BareRequest {
  return async (url) => {
    const { origin, pathname } = new URL(url);
    const client = new Client(origin, {
      pipelining: 0,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxHeaderSize: limits.headerBytesMax,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: limits.connectAttemptMs,
      connect: { secureContext, timeout: timeoutMs, maxCachedSessions: 0 },
    });
    const { statusCode, body } = await client.request({
      path: pathname,
      method: 'GET',
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'cache-control': 'no-cache' },
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= limits.bodyBytesMax) break;
    }
    await client.destroy();
    return { status: statusCode, body: Buffer.concat(chunks).toString('utf8') };
  };
}
