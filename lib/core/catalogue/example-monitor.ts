/** The monitor's own troubles of the catalogue's examples. */
import type { Alert } from '../alert.ts';
import type { Draft } from '../draft.ts';
import { decideMissing } from '../missing-apps.ts';
import { decideMonitor, nothingKnown } from '../monitor.ts';
import { decideNeglect } from '../neglect.ts';
import { pulseText } from '../pulse.ts';
import type { HerokuTrouble } from '../release.ts';
import { decideUnlisted } from '../unlisted-subscribers.ts';

type Alerts = readonly Alert[];

/** Heroku refuses to list the apps. */
export function unreadable(now: number, trouble: HerokuTrouble): Alerts {
  return decideMonitor(nothingKnown, { trouble, now }, { patienceMs: 0, remindMs: 0 }).alerts;
}

/** Other apps of apps.yml are missing at Heroku than before. */
export function missing(now: number, before: readonly string[], after: readonly string[]): Alerts {
  const facts = { configured: ['my-shop'], missing: after, now };
  return decideMissing({ ...nothingKnown, missing: [...before] }, facts).alerts;
}

/** The app was looked at last at `at`. */
export function neglected(
  { app, now }: Pick<Draft, 'app' | 'now'>,
  before: readonly string[],
  at: number,
): Alerts {
  const configuration = { apps: [app], cadence: { sweepMs: 60_000, watchMs: 5_000 } };
  const pulses = [pulseText(at, new Map())];
  const known = { ...nothingKnown, neglected: [...before] };
  return decideNeglect(known, { configuration, pulses, shardAppsMax: 1, now }).alerts;
}

/** Who is subscribed could not be listed for an hour and a half. */
export function unlisted(now: number, still: boolean): Alerts {
  const since = now - 90 * 60_000;
  const topic = 'arn:aws:sns:eu-west-1:123456789012:lastgood-alerts';
  const trouble =
    `Listing the subscriptions of ${topic} failed: the role is not authorized. ` +
    'Allow sns:ListSubscriptionsByTopic to whoever runs this.';
  const subscribers = { at: now, confirmed: 2, trouble: still ? trouble : null };
  const standing = { since, toldAt: still ? null : since };
  return decideUnlisted({ ...nothingKnown, subscribers, unlisted: standing }, now).alerts;
}
