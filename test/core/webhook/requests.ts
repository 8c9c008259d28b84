import { readFileSync } from 'node:fs';
import { Secret } from '../../../lib/core/secret.ts';
import { sign } from '../../../lib/core/signature.ts';
import type { WebhookPlan } from '../../../lib/core/webhook/plan.ts';
import {
  receiveWebhook,
  type WebhookRequest,
  type WebhookTrust,
} from '../../../lib/core/webhook.ts';
import { testApp } from '../fixtures.ts';

export const secret = new Secret('the-secret-of-today');
export const older = new Secret('the-secret-of-yesterday');
/** The secrets of GitHub's door are others: what opens one opens no other. */
export const githubSecret = new Secret('the-github-secret');
export const apps = [
  testApp({ name: 'shop-eu', environment: 'production', repository: 'acme/shop' }),
  testApp({ name: 'constructor' }),
];
export const trust: WebhookTrust = {
  secrets: { heroku: [secret, older], github: [githubSecret] },
  apps,
};
export const release = fixture('heroku/webhook-release-update.json');
export const event: Event = JSON.parse(release);

export type Event = Record<string, unknown> & { data: Record<string, unknown> };

/** What is planned on a request; a request that names no path goes to Heroku's door. */
export function receive(request: Partial<WebhookRequest>, given = trust): WebhookPlan {
  const whole = { path: '/', headers: {}, body: undefined, isBase64Encoded: false, ...request };
  return receiveWebhook(whole, given);
}

/** A request that Heroku signed. */
export function signed(body: string, by = secret): WebhookRequest {
  const headers = { 'heroku-webhook-hmac-sha256': sign(Buffer.from(body), by, 'heroku') };
  return { path: '/', headers, body, isBase64Encoded: false };
}

/** A request that GitHub signed. */
export function fromGithub(name: string, body: string, by = githubSecret): WebhookRequest {
  const headers = {
    'content-type': 'application/json',
    'x-github-event': name,
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-hub-signature-256': sign(Buffer.from(body), by, 'github'),
  };
  return { path: '/github', headers, body, isBase64Encoded: false };
}

/** The captured release event with other data. */
export function withData(fields: Record<string, unknown>): Event {
  return { ...event, data: { ...event.data, ...fields } };
}

/** The event of a crashed dyno with other data. */
export function dyno(fields: Record<string, unknown>): Event {
  const one: Event = JSON.parse(fixture('heroku/webhook-dyno-crashed.json'));
  return { ...one, data: { ...one.data, ...fields } };
}

/** The text of a captured event. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8');
}
