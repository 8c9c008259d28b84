/** A signed webhook that asks for nothing, to see whether the door believes us. */
import { request } from 'undici';
import { limits } from '../core/limits.ts';
import type { Secret } from '../core/secret.ts';
import { sign } from '../core/signature.ts';
import { networkFailure } from './network-failure.ts';

/** What came of it: an HTTP status, or why none came. */
export type TestDelivery =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly why: string };

/** Sends an event of a kind that wakes nobody, signed as Heroku signs. Never throws. */
export async function sendTestDelivery(url: string, secret: Secret): Promise<TestDelivery> {
  const body = JSON.stringify({ action: 'test', resource: 'lastgood-check', data: {} });
  const headers = {
    'content-type': 'application/json',
    'heroku-webhook-hmac-sha256': sign(Buffer.from(body), secret, 'heroku'),
  };
  const timeoutMs = limits.testDeliveryTimeoutMs;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(url, { method: 'POST', headers, body, signal });
    await answer.body.dump();
    return { kind: 'answered', status: answer.statusCode };
  } catch (error) {
    const why = signal.aborted ? `no answer within ${timeoutMs} ms` : networkFailure(error).code;
    return { kind: 'failed', why };
  }
}
