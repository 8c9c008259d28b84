import { limits } from '../limits.ts';
import type { QueueMessage } from '../queue-message.ts';
import { safeLine } from '../safe-line.ts';

/** What a webhook is answered, and what is queued. The reason is for our log, not the caller. */
export type WebhookPlan = {
  readonly status: 202 | 204 | 400 | 401 | 404 | 413;
  readonly messages: readonly (QueueMessage & { kind: 'watch' })[];
  readonly reason: string;
};

/** These apps are looked at now; of very many the first ones, for the next sweep looks at all. */
export function wake(apps: readonly string[], what: string): WebhookPlan {
  const woken = apps.slice(0, limits.wokenAppsMax);
  const part = woken.length < apps.length ? `first ${woken.length} of ${apps.length} apps; ` : '';
  const reason = safeLine(`${part}${what}`, limits.reasonCharactersMax);
  return { status: 202, messages: woken.map((app) => ({ kind: 'watch', app, reason })), reason };
}

/**
 * There is nothing to do, which is answered with success: senders repeat what failed, and Heroku
 * holds back all that comes after.
 */
export function ignore(what: string): WebhookPlan {
  return { status: 204, messages: [], reason: safeLine(what, limits.reasonCharactersMax) };
}

/** It is not believed, or cannot be read. */
export function refuse(status: 400 | 401 | 404 | 413, what: string): WebhookPlan {
  return { status, messages: [], reason: safeLine(what, limits.reasonCharactersMax) };
}
