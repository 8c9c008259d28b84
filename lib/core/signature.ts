import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from './secret.ts';

/** A body as it came over the wire, what its sender says proves it, and the secrets that may. */
export type SignedBody = {
  readonly body: Uint8Array;
  readonly signature: string | undefined;
  /** Two are valid at once while one is being replaced. An empty secret proves nothing. */
  readonly secrets: readonly Secret[];
};

/**
 * Is the signature the base64 HMAC-SHA256 of exactly these bytes under one of the secrets?
 * Heroku Dev Center, "App Webhooks": header Heroku-Webhook-Hmac-SHA256, padded standard base64.
 */
export function isSigned({ body, signature, secrets }: SignedBody): boolean {
  if (signature === undefined) return false;
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    const key = secret.reveal();
    if (key === '') return false;
    const expected = Buffer.from(createHmac('sha256', key).update(body).digest('base64'));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
