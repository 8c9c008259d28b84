import { expect, test } from 'vitest';
import { nothingKnown } from '../../lib/core/monitor.ts';
import { decideUnlisted } from '../../lib/core/unlisted-subscribers.ts';
import { dawn, hour, minute } from './fixtures.ts';

/** What is decided 90 minutes after dawn, when the trouble began. */
function decideAt(trouble: string | null, toldAt: number | null) {
  const now = dawn + 90 * minute;
  const subscribers = { at: now, confirmed: null, trouble };
  const unlisted = { since: dawn, toldAt };
  return decideUnlisted({ ...nothingKnown, missing: ['shop'], subscribers, unlisted }, now);
}

test('who lists in vain is told since when, why, and what to allow', () => {
  const { alerts, monitor } = decideAt('Access was denied.', null);
  expect(alerts).toMatchObject([
    {
      ...{ kind: 'subscribers-unknown', severity: 'warning', app: 'all apps' },
      headline: 'nobody knows whether anybody is subscribed to the alerts',
      happened: 'For 1 h 30 min the subscriptions could not be listed. Access was denied.',
    },
  ]);
  expect(alerts[0]?.next.join()).toContain('sns:ListSubscriptionsByTopic');
  expect(monitor).toMatchObject({ missing: ['shop'], unlisted: { since: dawn } });
});

test('its end is told with how long it lasted', () => {
  const { alerts, monitor } = decideAt(null, dawn + hour);
  expect(alerts).toMatchObject([
    {
      ...{ kind: 'subscribers-known', severity: 'resolved', app: 'all apps', next: [] },
      headline: 'it is known again whether anybody is subscribed to the alerts',
      happened: 'For 1 h 30 min the subscriptions could not be listed.',
    },
  ]);
  expect(monitor).toMatchObject({ missing: ['shop'], unlisted: null });
});

test('nothing is said before anybody has asked who is subscribed', () => {
  expect(decideUnlisted(nothingKnown, dawn)).toEqual({ monitor: nothingKnown, alerts: [] });
});
