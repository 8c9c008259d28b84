/** Webhooks on the wire: the few fields of the Platform API's schema that are used. */
import * as v from 'valibot';
import type { Delivery, Subscription } from '../../core/subscription.ts';

export const subscriptionShape: v.GenericSchema<unknown, Subscription> = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  url: v.string(),
  include: v.array(v.string()),
  level: v.string(),
});

export const deliveryShape: v.GenericSchema<unknown, Delivery> = v.pipe(
  v.object({
    webhook: v.object({ id: v.string() }),
    status: v.string(),
    num_attempts: v.nullish(v.number(), 0),
    last_attempt: v.nullish(v.object({ code: v.nullish(v.number(), null) }), null),
    created_at: v.pipe(
      v.string(),
      v.transform((text) => Date.parse(text)),
      v.check((at) => Number.isFinite(at), 'Invalid timestamp'),
    ),
  }),
  v.transform((wire) => ({
    subscriptionId: wire.webhook.id,
    status: wire.status,
    attempts: wire.num_attempts,
    code: wire.last_attempt?.code ?? null,
    createdAt: wire.created_at,
  })),
);
