import type { Alert } from '../../../lib/core/alert.ts';

/** An ordinary alert with something to say everywhere. */
export const alert: Alert = {
  id: 'cicdtest222-v29-1',
  kind: 'rolling-back',
  severity: 'critical',
  app: 'cicdtest222',
  incident: 'cicdtest222-v29',
  at: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  headline: 'v29 is failing, rolling back to v27',
  happened: 'v29 has been failing since 03:03:20 UTC: 3 readings in a row over 31 s.',
  evidence: ['03:03:20 status 503, body "Application Error…"', '03:03:35 status 503'],
  done: ['Asked Heroku to roll back to v27, the last release that was seen healthy.'],
  next: ['Read `heroku logs --app cicdtest222 --num 1500 --dyno web.1 --source app`'],
  undo: 'heroku rollback v29 --app cicdtest222',
  facts: { culprit: 29, target: 27 },
};
