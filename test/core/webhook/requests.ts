import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Secret } from '../../../lib/core/secret.ts';
import {
  receiveWebhook,
  type WebhookPlan,
  type WebhookRequest,
} from '../../../lib/core/webhook.ts';

export const secret = new Secret('the-secret-of-today');
export const older = new Secret('the-secret-of-yesterday');
export const apps = new Set(['shop-eu', 'constructor']);
export const release = fixture('webhook-release-update.json');
export const event: Event = JSON.parse(release);

export type Event = Record<string, unknown> & { data: Record<string, unknown> };

/** What lastgood with two secrets and two apps plans on a request. */
export function receive(request: WebhookRequest): WebhookPlan {
  return receiveWebhook(request, [secret, older], apps);
}

/** A request that Heroku signed. */
export function signed(body: string, by = secret): WebhookRequest {
  const signature = createHmac('sha256', by.reveal()).update(body).digest('base64');
  return { headers: { 'heroku-webhook-hmac-sha256': signature }, body, isBase64Encoded: false };
}

/** The captured release event with other data. */
export function withData(fields: Record<string, unknown>): Event {
  return { ...event, data: { ...event.data, ...fields } };
}

/** The event of a crashed dyno with other data. */
export function dyno(fields: Record<string, unknown>): Event {
  const one: Event = JSON.parse(fixture('webhook-dyno-crashed.json'));
  return { ...one, data: { ...one.data, ...fields } };
}

/** The text of a captured event. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/heroku/${name}`, import.meta.url), 'utf8');
}
