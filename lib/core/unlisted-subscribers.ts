/** Nobody can say whether anybody hears the alerts: told when it lasts, and when it is over. */
import { formatDuration } from './duration.ts';
import { limits } from './limits.ts';
import { type Monitor, type MonitorDecision, monitorAlert, wholeFleet } from './monitor.ts';
import { stand } from './standing.ts';
import { command, sentence } from './texts/common.ts';

/** Decides on what is remembered of the last time that the subscriptions were asked for. */
export function decideUnlisted(before: Monitor, now: number): MonitorDecision {
  const trouble = before.subscribers?.trouble ?? null;
  const { standing, says } = stand(before.unlisted, trouble !== null, {
    patienceMs: limits.subscribersUnlistedMs,
    remindMs: limits.subscribersRemindMs,
    now,
  });
  const monitor = { ...before, unlisted: standing };
  if (says === null) return { monitor, alerts: [] };
  const lasted = formatDuration(now - (before.unlisted?.since ?? now));
  if (trouble === null) {
    const over = {
      severity: 'resolved',
      headline: 'it is known again whether anybody is subscribed to the alerts',
      happened: `For ${lasted} the subscriptions could not be listed.`,
      done: ['They are counted once an hour again.'],
      next: [],
    } as const;
    return { monitor, alerts: [monitorAlert('subscribers-known', wholeFleet, now, over)] };
  }
  const stands = {
    severity: 'warning',
    headline: 'nobody knows whether anybody is subscribed to the alerts',
    happened: sentence(`For ${lasted} the subscriptions could not be listed. ${trouble}`),
    done: ['Alerts are sent all the same; that somebody hears them is not checked.'],
    next: [
      'Allow it, as deploy/roles.yml does (sns:ListSubscriptionsByTopic).',
      `See who is subscribed: ${command('npx lastgood alert --test')}`,
    ],
  } as const;
  return { monitor, alerts: [monitorAlert('subscribers-unknown', wholeFleet, now, stands)] };
}
