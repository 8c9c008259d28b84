import * as valibot from 'valibot';
import type { SmallApp } from '../app.ts';
import { timestamp } from '../identity.ts';
import type { Delivery, Webhook } from '../webhook-delivery.ts';
import { webhookEntities, webhooksMax } from '../webhooks.ts';
import {
  type ApiAnswer,
  appRoute,
  type Call,
  created,
  invalid,
  listed,
  notFound,
  ok,
  parseBody,
} from './call.ts';

/** `/apps/{app}/webhooks`, and what became of the events. */
export const webhookRoutes = [
  appRoute('GET', '/webhooks', listWebhooks),
  appRoute('POST', '/webhooks', createWebhook),
  appRoute('GET', '/webhooks/:webhook', showWebhook),
  appRoute('PATCH', '/webhooks/:webhook', updateWebhook),
  appRoute('DELETE', '/webhooks/:webhook', deleteWebhook),
  appRoute('GET', '/webhook-deliveries', listDeliveries),
  appRoute('GET', '/webhook-events', listEvents),
];

const webhookCreate = valibot.object({
  include: valibot.pipe(valibot.array(valibot.picklist(webhookEntities)), valibot.minLength(1)),
  level: valibot.picklist(['notify', 'sync']),
  url: valibot.pipe(valibot.string(), valibot.url()),
  secret: valibot.nullish(valibot.string(), null),
  authorization: valibot.nullish(valibot.string(), null),
});

const webhookUpdate = valibot.partial(webhookCreate);

const keys = { id: ({ id }: Webhook) => id };
const deliveryKeys = { seq: ({ sequence }: Delivery) => sequence, id: ({ id }: Delivery) => id };

function listWebhooks(app: SmallApp, { range }: Call): ApiAnswer {
  const show = (webhook: Webhook) => webhookView(app, webhook);
  return listed(app.webhooks.list(), range, { keys, show });
}

/** A secret that was generated is told once, in a header, and never again. */
function createWebhook(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, webhookCreate);
  if (!parsed.ok) return parsed.answer;
  if (app.webhooks.list().length >= webhooksMax) {
    return invalid(`An app can have ${webhooksMax} webhooks at most.`);
  }
  const webhook = app.webhooks.add(parsed.value);
  const isGenerated = parsed.value.secret === null;
  const headers = isGenerated ? { 'Heroku-Webhook-Secret': webhook.secret } : {};
  return created(webhookView(app, webhook), headers);
}

function showWebhook(app: SmallApp, call: Call): ApiAnswer {
  const webhook = app.webhooks.find(call.parameters['webhook'] ?? '');
  return webhook ? ok(webhookView(app, webhook)) : notFound('webhook');
}

/** What is not named stays as it is. The secret can be set anew and is never told. */
function updateWebhook(app: SmallApp, call: Call): ApiAnswer {
  const webhook = app.webhooks.find(call.parameters['webhook'] ?? '');
  if (!webhook) return notFound('webhook');
  const parsed = parseBody(call, webhookUpdate);
  if (!parsed.ok) return parsed.answer;
  return ok(webhookView(app, app.webhooks.update(webhook, parsed.value)));
}

function deleteWebhook(app: SmallApp, call: Call): ApiAnswer {
  const webhook = app.webhooks.find(call.parameters['webhook'] ?? '');
  if (!webhook) return notFound('webhook');
  app.webhooks.remove(webhook.id);
  return ok(webhookView(app, webhook));
}

function listDeliveries(app: SmallApp, { range }: Call): ApiAnswer {
  const show = ({ id, event, webhook, status, attempts, lastStatus }: Delivery) => ({
    id,
    event: { id: event.id, include: event.include },
    webhook: { id: webhook.id, level: webhook.level },
    status,
    num_attempts: attempts,
    next_attempt_at: null,
    last_attempt: attempts === 0 ? null : { code: lastStatus, error_class: null, status },
    created_at: timestamp(event.at),
    updated_at: timestamp(event.at),
  });
  return listed(app.webhooks.deliveries(), range, { keys: deliveryKeys, show });
}

function listEvents(app: SmallApp, { range }: Call): ApiAnswer {
  const show = ({ event }: Delivery) => ({
    id: event.id,
    include: event.include,
    payload: event.body,
    created_at: timestamp(event.at),
    updated_at: timestamp(event.at),
  });
  const first = new Map(app.webhooks.deliveries().map((each) => [each.event.id, each]));
  return listed([...first.values()], range, { keys: deliveryKeys, show });
}

function webhookView(app: SmallApp, webhook: Webhook) {
  const { id, url, include, level, createdAt, updatedAt } = webhook;
  return {
    id,
    url,
    include,
    level,
    app: { id: app.id, name: app.name },
    created_at: timestamp(createdAt),
    updated_at: timestamp(updatedAt),
  };
}
