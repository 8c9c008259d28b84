// One event brought to one receiver: signed, and at level sync tried again until it is accepted.

import { createHmac, randomUUID } from 'node:crypto';
import type { Spans } from './options.ts';
import { pause } from './pause.ts';

/** A subscription. The secret never leaves the platform again after its creation. */
export type Webhook = {
  readonly id: string;
  readonly url: string;
  readonly include: readonly string[];
  readonly level: 'notify' | 'sync';
  readonly secret: string;
  /** Sent verbatim as the Authorization header; null: none. */
  readonly authorization: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** What happened, in the shape that is sent; `webhook_metadata` is added for each attempt. */
export type WebhookEvent = {
  readonly id: string;
  readonly include: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
};

/** One event on its way to one receiver. */
export type Delivery = {
  readonly id: string;
  readonly sequence: number;
  readonly event: WebhookEvent;
  readonly webhook: Webhook;
  status: 'pending' | 'retrying' | 'succeeded' | 'failed';
  attempts: number;
  /** The last answer; null: none came. */
  lastStatus: number | null;
};

/** How deliveries are carried out. */
export type DeliveryWorld = {
  readonly spans: Spans;
  readonly now: () => number;
  /** Fires when the small Heroku closes. */
  readonly closing: AbortSignal;
  readonly onAttempt: (delivery: Delivery) => void;
};

/** `notify` is one attempt; `sync` goes on with doubling waits until it is accepted or too old. */
export async function deliver(delivery: Delivery, world: DeliveryWorld): Promise<void> {
  const { spans, closing } = world;
  let waitMs = spans.webhookRetryFirstMs;
  while (!closing.aborted) {
    delivery.attempts += 1;
    delivery.lastStatus = await post(delivery, world);
    const isAccepted =
      delivery.lastStatus !== null && delivery.lastStatus >= 200 && delivery.lastStatus < 300;
    const isTooOld = world.now() - delivery.event.at > spans.webhookRetryForMs;
    const isLast = delivery.webhook.level === 'notify' || isTooOld;
    delivery.status = isAccepted ? 'succeeded' : isLast ? 'failed' : 'retrying';
    world.onAttempt(delivery);
    if (delivery.status !== 'retrying') return;
    await pause(waitMs, closing);
    waitMs = Math.min(waitMs * 2, spans.webhookRetryMaxMs);
  }
}

async function post(delivery: Delivery, world: DeliveryWorld): Promise<number | null> {
  const { webhook } = delivery;
  const body = JSON.stringify({ ...delivery.event.body, webhook_metadata: metadata(delivery) });
  const timeout = AbortSignal.timeout(world.spans.webhookTimeoutMs);
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json',
        'Heroku-Webhook-Hmac-SHA256': signature(body, webhook.secret),
        ...(webhook.authorization !== null && { Authorization: webhook.authorization }),
      },
      body,
      signal: AbortSignal.any([timeout, world.closing]),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    // Refused, too slow, or cut: all the same to the sender, who has no answer.
    return null;
  }
}

/** Standard base64, padded, over the very bytes that are sent (Dev Center: app webhooks). */
function signature(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

function metadata({ id, event, webhook }: Delivery) {
  return {
    attempt: { id: randomUUID() },
    delivery: { id },
    event: { id: event.id, include: event.include },
    webhook: { id: webhook.id },
  };
}
