import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from './secret.ts';

/** A body as it came over the wire, what its sender says proves it, and the secrets that may. */
export type SignedBody = {
  readonly body: Uint8Array;
  readonly signature: string | undefined;
  /** Two are valid at once while one is being replaced. An empty secret proves nothing. */
  readonly secrets: readonly Secret[];
  readonly form: SignatureForm;
};

/** How a sender writes the HMAC. */
export type SignatureForm = keyof typeof forms;

/**
 * Heroku Dev Center, "App Webhooks": header Heroku-Webhook-Hmac-SHA256, padded standard base64.
 * GitHub Docs, "Validating webhook deliveries": header X-Hub-Signature-256, in hex.
 */
const forms = {
  heroku: (hmac: Buffer) => hmac.toString('base64'),
  github: (hmac: Buffer) => `sha256=${hmac.toString('hex')}`,
} as const;

/** Is the signature the HMAC-SHA256 of exactly these bytes under one of the secrets? */
export function isSigned({ body, signature, secrets, form }: SignedBody): boolean {
  if (signature === undefined) return false;
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    if (secret.reveal() === '') return false;
    const expected = Buffer.from(sign(body, secret, form));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** The signature of these bytes, as the sender of that form writes it. */
export function sign(body: Uint8Array, secret: Secret, form: SignatureForm): string {
  return forms[form](createHmac('sha256', secret.reveal()).update(body).digest());
}
