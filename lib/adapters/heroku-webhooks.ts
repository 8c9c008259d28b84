/** Heroku's Platform API, as far as webhooks are subscribed to. */
import * as v from 'valibot';
import { limits } from '../core/limits.ts';
import type { Answer } from '../core/release.ts';
import type { Secret } from '../core/secret.ts';
import type { Delivery, Subscription } from '../core/subscription.ts';
import { createAccount, type HerokuOptions } from './heroku/account.ts';
import { ask, askForList } from './heroku/ask.ts';
import { callOfApp } from './heroku/call.ts';
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
    list: (app) => askForList(account, callOfApp('GET', app, '/webhooks'), subscriptionShape),
    create: (app, draft) => {
      const asked = { ...callOfApp('POST', app, '/webhooks'), body: bodyOf(draft) };
      return ask(account, asked, subscriptionShape);
    },
    update: (app, id, draft) => {
      const asked = { ...callOfApp('PATCH', app, pathOf(id)), body: bodyOf(draft) };
      return ask(account, asked, subscriptionShape);
    },
    remove: (app, id) => ask(account, callOfApp('DELETE', app, pathOf(id)), subscriptionShape),
    deliveries: (app) => {
      const range = `seq ..; order=desc,max=${limits.deliveriesRead}`;
      const asked = { ...callOfApp('GET', app, '/webhook-deliveries'), range };
      // The first page alone: the newest are enough.
      return ask(account, asked, v.array(deliveryShape));
    },
  };
}

function pathOf(id: string): string {
  return `/webhooks/${encodeURIComponent(id)}`;
}

function bodyOf({ url, include, level, secret }: SubscriptionDraft) {
  return { url, include, level, secret: secret.reveal() };
}
