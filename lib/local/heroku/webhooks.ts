// The webhook subscriptions of one app, and every event and delivery that came of them.

import { randomBytes, randomUUID } from 'node:crypto';
import type { WebhookFault } from './faults.ts';
import {
  type Delivery,
  type DeliveryWorld,
  deliver,
  type Webhook,
  type WebhookEvent,
} from './webhook-delivery.ts';

/**
 * Kinds of event that can be subscribed to here. `dyno` is the whole life of a dyno, `api:dyno` its
 * creation.
 */
export const webhookEntities = ['api:release', 'dyno', 'api:dyno', 'api:app', 'api:build'] as const;

/** Heroku's bound on subscriptions of one app (Dev Center: limits). */
export const webhooksMax = 10;

/** Deliveries and events of one app that can still be listed. */
const keptDeliveriesMax = 1_000;

/** What a subscription is made of; without a secret one is generated. */
export type WebhookDraft = Pick<Webhook, 'url' | 'include' | 'level' | 'authorization'> & {
  readonly secret: string | null;
};

/** The webhooks of one app. */
export class Webhooks {
  readonly #world: DeliveryWorld;
  readonly #fault: () => WebhookFault;
  readonly #webhooks = new Map<string, Webhook>();
  readonly #removals = new Map<string, AbortController>();
  /**
   * Per webhook, the end of its line: deliveries are in order, so a failing one delays the rest.
   */
  readonly #lines = new Map<string, Promise<void>>();
  #deliveries: readonly Delivery[] = [];
  #sequence = 0;

  constructor(world: DeliveryWorld, fault: () => WebhookFault) {
    this.#world = world;
    this.#fault = fault;
  }

  list(): readonly Webhook[] {
    return [...this.#webhooks.values()];
  }

  find(id: string): Webhook | null {
    return this.#webhooks.get(id) ?? null;
  }

  add(draft: WebhookDraft): Webhook {
    const secret = draft.secret ?? randomBytes(32).toString('hex');
    const at = this.#world.now();
    const webhook = { ...draft, secret, id: randomUUID(), createdAt: at, updatedAt: at };
    this.#webhooks.set(webhook.id, webhook);
    this.#removals.set(webhook.id, new AbortController());
    return webhook;
  }

  /** Changes what is named; what is under way is still sent as it was. */
  update(before: Webhook, change: { readonly [Key in keyof WebhookDraft]?: unknown }): Webhook {
    const named = Object.entries(change).filter(([, value]) => value !== null);
    const changed = { ...before, ...Object.fromEntries(named), updatedAt: this.#world.now() };
    this.#webhooks.set(changed.id, changed);
    return changed;
  }

  /** Ends the subscription and what is still under way for it. */
  remove(id: string): void {
    this.#webhooks.delete(id);
    this.#removals.get(id)?.abort();
  }

  /** Every delivery so far, oldest first. */
  deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Sends the event to every webhook that includes its kind. Returns at once. */
  publish(include: string, body: WebhookEvent['body']): void {
    const event = { id: randomUUID(), include, at: this.#world.now(), body };
    for (const webhook of this.list()) {
      if (!webhook.include.includes(include)) continue;
      for (let copy = 0; copy < copies(this.#fault()); copy += 1) this.#enqueue(webhook, event);
    }
  }

  #enqueue(webhook: Webhook, event: WebhookEvent): void {
    this.#sequence += 1;
    const delivery: Delivery = {
      id: randomUUID(),
      sequence: this.#sequence,
      event,
      webhook,
      status: 'pending',
      attempts: 0,
      lastStatus: null,
    };
    this.#deliveries = [...this.#deliveries, delivery].slice(-keptDeliveriesMax);
    const before = this.#lines.get(webhook.id) ?? Promise.resolve();
    const removed = this.#removals.get(webhook.id)?.signal;
    const closing = AbortSignal.any([this.#world.closing, ...(removed ? [removed] : [])]);
    const after = before.then(() => deliver(delivery, { ...this.#world, closing }));
    this.#lines.set(webhook.id, after);
  }
}

function copies(fault: WebhookFault): number {
  switch (fault) {
    case 'none':
      return 1;
    case 'dropped':
      return 0;
    case 'doubled':
      return 2;
    default:
      return fault satisfies never;
  }
}
