/** Heroku's Platform API, as far as webhooks are subscribed to. */
import * as v from 'valibot';
import { limits } from '../core/limits.ts';
import type { Answer } from '../core/release.ts';
import type { Secret } from '../core/secret.ts';
import type { Delivery, Subscription } from '../core/subscription.ts';
import { type Account, createAccount, type HerokuOptions } from './heroku/account.ts';
import { ask, askForAll, unreadable } from './heroku/ask.ts';
import type { Call } from './heroku/call.ts';
import type { Method } from './heroku/trouble.ts';
import { deliveryShape, subscriptionShape } from './heroku/wire-webhooks.ts';

/** What a subscription is made of. */
export type SubscriptionDraft = Omit<Subscription, 'id'> & { readonly secret: Secret };

/** Nothing throws and nothing is tried twice, as with the other calls of Heroku. */
export type HerokuWebhooks = {
  list(app: string): Promise<Answer<readonly Subscription[]>>;
  create(app: string, draft: SubscriptionDraft): Promise<Answer<Subscription>>;
  update(app: string, id: string, draft: SubscriptionDraft): Promise<Answer<Subscription>>;
  remove(app: string, id: string): Promise<Answer<Subscription>>;
  /** Newest first, `limits.deliveriesRead` at most. */
  deliveries(app: string): Promise<Answer<readonly Delivery[]>>;
};

/** Without a token every call answers a trouble of kind `no-token`. */
export function createHerokuWebhooks(options: HerokuOptions): HerokuWebhooks {
  const account = createAccount(options);
  return {
    list: (app) => readAll(account, callOf('GET', app, '/webhooks'), subscriptionShape),
    create: (app, draft) => {
      const asked = { ...callOf('POST', app, '/webhooks'), body: bodyOf(draft) };
      return ask(account, asked, subscriptionShape);
    },
    update: (app, id, draft) => {
      const asked = { ...callOf('PATCH', app, pathOf(id)), body: bodyOf(draft) };
      return ask(account, asked, subscriptionShape);
    },
    remove: (app, id) => ask(account, callOf('DELETE', app, pathOf(id)), subscriptionShape),
    deliveries: (app) => {
      const range = `seq ..; order=desc,max=${limits.deliveriesRead}`;
      return readPage(account, { ...callOf('GET', app, '/webhook-deliveries'), range });
    },
  };
}

/** A person asked for it, and waits: it may use what is kept for open incidents. */
function callOf(method: Method, app: string, rest: string): Call {
  return { method, path: `/apps/${encodeURIComponent(app)}${rest}`, urgent: true };
}

function pathOf(id: string): string {
  return `/webhooks/${encodeURIComponent(id)}`;
}

function bodyOf({ url, include, level, secret }: SubscriptionDraft) {
  return { url, include, level, secret: secret.reveal() };
}

async function readAll<T>(
  account: Account,
  asked: Call,
  shape: v.GenericSchema<unknown, T>,
): Promise<Answer<readonly T[]>> {
  const answer = await askForAll(account, asked);
  if (!answer.ok) return answer;
  const parsed = v.safeParse(v.array(shape), answer.value);
  if (parsed.success) return { ok: true, value: parsed.output };
  return unreadable({ account, asked, issue: parsed.issues[0] });
}

/** The first page alone: the newest are enough. */
function readPage(account: Account, asked: Call): Promise<Answer<readonly Delivery[]>> {
  return ask(account, asked, v.array(deliveryShape));
}
