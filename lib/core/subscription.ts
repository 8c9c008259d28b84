/** An app's subscription to Heroku's webhooks: what it has to be, and whether it works. */
import { formatDuration } from './duration.ts';
import { limits } from './limits.ts';

/** One subscription of an app, as Heroku tells it: never with its secret. */
export type Subscription = {
  readonly id: string;
  readonly url: string;
  readonly include: readonly string[];
  readonly level: string;
};

/** One event on its way to one subscription. */
export type Delivery = {
  readonly subscriptionId: string;
  readonly status: string;
  readonly attempts: number;
  /** The HTTP status of the last attempt; null: none came, or nothing was sent yet. */
  readonly code: number | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

/** What is subscribed to: releases, and the lives of dynos. */
export const wantedInclude: readonly string[] = ['api:release', 'dyno'];
/** Heroku tries again until it is accepted. */
export const wantedLevel = 'sync';

/** What there is to do so that an app has one subscription of ours, and a right one. */
export type SubscriptionPlan =
  | { readonly kind: 'create' }
  /** Its secret cannot be read, so it is always set; `wrong` is what else was not right. */
  | {
      readonly kind: 'update';
      readonly id: string;
      readonly wrong: readonly string[];
      readonly doubles: readonly string[];
    }
  | { readonly kind: 'full' };

/** Of several subscriptions to the same URL the first one is kept: each would bring every event. */
export function planSubscription(all: readonly Subscription[], url: string): SubscriptionPlan {
  const [first, ...doubles] = subscriptionsTo(all, url);
  if (first !== undefined) {
    const { id } = first;
    return { kind: 'update', id, wrong: faultsOf(first), doubles: doubles.map((one) => one.id) };
  }
  return all.length >= limits.subscriptionsMax ? { kind: 'full' } : { kind: 'create' };
}

/** Those that go to a URL; a slash at its end is no other URL. */
export function subscriptionsTo(all: readonly Subscription[], url: string): Subscription[] {
  return all.filter((one) => canonical(one.url) === canonical(url));
}

/** What was found out about one app's subscription. */
export type Finding = { readonly isRight: boolean; readonly text: string };

/** Everything that can be told without sending anything; all that is wrong is told at once. */
export function judgeSubscription(
  seen: {
    readonly subscriptions: readonly Subscription[];
    readonly deliveries: readonly Delivery[];
  },
  url: string,
  now: number,
): readonly Finding[] {
  const [first, ...doubles] = subscriptionsTo(seen.subscriptions, url);
  if (first === undefined) {
    return [wrong(`there is no subscription to ${url}: lastgood webhooks add`)];
  }
  const faults = faultsOf(first).map((fault) => wrong(`${fault}: lastgood webhooks add`));
  const twice = doubles.map(({ id }) => wrong(`${id} goes to the same URL: lastgood webhooks add`));
  const there = right(`subscribed to ${wantedInclude.join(' and ')} at level ${wantedLevel}`);
  const own = seen.deliveries.filter(({ subscriptionId }) => subscriptionId === first.id);
  const isAsWanted = faults.length + twice.length === 0;
  return [...(isAsWanted ? [there] : [...faults, ...twice]), judgeDeliveries(own, now)];
}

/** The newest delivery that came to an end, or tries again, says how it stands. */
function judgeDeliveries(deliveries: readonly Delivery[], now: number): Finding {
  const recent = deliveries.filter(({ createdAt }) => now - createdAt < limits.deliveriesAgeMsMax);
  const [newest] = recent
    .filter(({ status }) => !waiting.has(status))
    .toSorted((one, other) => other.createdAt - one.createdAt);
  const span = formatDuration(limits.deliveriesAgeMsMax);
  if (newest === undefined) return right(`nothing was delivered in the last ${span}`);
  const ago = formatDuration(Math.max(0, now - newest.createdAt));
  if (newest.status === 'succeeded') {
    const failed = recent.filter(({ status }) => words.has(status)).length;
    const others =
      failed === 0 ? '' : `; ${failed} of ${recent.length} in the last ${span} did not`;
    return right(`the newest delivery, ${ago} ago, succeeded${others}`);
  }
  const { status, code, attempts } = newest;
  const answer = code === null ? 'no answer came' : `it was answered ${code}`;
  const advice = code === 401 ? '; Heroku has another secret: lastgood webhooks add' : '';
  const tries = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  const what = words.get(status) ?? `is ${status}`;
  return wrong(`the newest delivery, ${ago} ago, ${what} after ${tries}: ${answer}${advice}`);
}

/** Statuses of a delivery (Platform API schema); `skipped` is of the changelog of January 2023. */
const waiting = new Set(['pending', 'scheduled']);
const words = new Map([
  ['retrying', 'is tried again'],
  ['failed', 'failed'],
  ['skipped', 'was skipped'],
]);

function faultsOf({ level, include }: Subscription): string[] {
  const lacking = wantedInclude.filter((entity) => !include.includes(entity));
  const more = include.filter((entity) => !wantedInclude.includes(entity));
  return [
    level === wantedLevel ? [] : [`its level is ${level} and not ${wantedLevel}`],
    lacking.length === 0 ? [] : [`it lacks ${lacking.join(' and ')}`],
    more.length === 0 ? [] : [`it brings ${more.join(' and ')}, which nobody reads`],
  ].flat();
}

function canonical(url: string): string {
  return (URL.parse(url)?.href ?? url).replace(/\/$/, '');
}

function right(text: string): Finding {
  return { isRight: true, text };
}

function wrong(text: string): Finding {
  return { isRight: false, text };
}
