/** What one sweep did, counted, so that a metric can say "n of n apps looked at". */
import type { HerokuTrouble } from '../core/release.ts';
import type { Look } from '../reconcile.ts';

/** Counts of one sweep, or of one shard of it. */
export type SweepReport = {
  readonly apps: number;
  /** Looked at, or under somebody's close look at this moment. */
  readonly lookedAt: number;
  readonly healthy: number;
  readonly sick: number;
  readonly unknown: number;
  /** Looks that broke; the log says why. */
  readonly failed: number;
  /** Shards that were put on the queue and report for themselves. */
  readonly handedOver: number;
  readonly alertsWaiting: number;
  /** Decisions that are missing in the history; the log says why. */
  readonly historyLost: number;
  /** Epoch milliseconds; null: no alert waits. */
  readonly oldestAlertAt: number | null;
  /** Of the topic that has fewest; null: not known, or not looked at. */
  readonly subscribersConfirmed: number | null;
  readonly heroku: 'ok' | 'not-asked' | HerokuTrouble['kind'];
};

/** Nothing was done. */
export const emptyReport: SweepReport = {
  apps: 0,
  lookedAt: 0,
  healthy: 0,
  sick: 0,
  unknown: 0,
  failed: 0,
  handedOver: 0,
  alertsWaiting: 0,
  historyLost: 0,
  oldestAlertAt: null,
  subscribersConfirmed: null,
  heroku: 'not-asked',
};

/** What became of one app in a sweep. */
export type Outcome =
  | { readonly kind: 'looked'; readonly look: Look }
  /** Somebody is taking a close look at it right now. */
  | { readonly kind: 'leased' }
  | { readonly kind: 'failed' };

/** The report of one app. */
export function reportOf(outcome: Outcome): SweepReport {
  const one = { ...emptyReport, apps: 1 };
  switch (outcome.kind) {
    case 'failed':
      return { ...one, failed: 1 };
    case 'leased':
      return { ...one, lookedAt: 1 };
    case 'looked': {
      const { reading, alertsWaiting, oldestAlertAt, historyLost } = outcome.look;
      const waiting = { alertsWaiting, oldestAlertAt };
      return { ...one, lookedAt: 1, [reading.verdict]: 1, ...waiting, historyLost };
    }
    default:
      return outcome satisfies never;
  }
}

/** Adds reports up. What is known of Heroku and the topics is the first one's. */
export function sumReports(reports: readonly SweepReport[]): SweepReport {
  return reports.reduce(
    (sum, report) => ({
      apps: sum.apps + report.apps,
      lookedAt: sum.lookedAt + report.lookedAt,
      healthy: sum.healthy + report.healthy,
      sick: sum.sick + report.sick,
      unknown: sum.unknown + report.unknown,
      failed: sum.failed + report.failed,
      handedOver: sum.handedOver + report.handedOver,
      alertsWaiting: sum.alertsWaiting + report.alertsWaiting,
      historyLost: sum.historyLost + report.historyLost,
      oldestAlertAt: oldest(sum.oldestAlertAt, report.oldestAlertAt),
      subscribersConfirmed: sum.subscribersConfirmed,
      heroku: sum.heroku,
    }),
    { ...emptyReport, ...ofFirst(reports) },
  );
}

function ofFirst([first = emptyReport]: readonly SweepReport[]) {
  const { heroku, subscribersConfirmed } = first;
  return { heroku, subscribersConfirmed };
}

function oldest(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.min(left, right);
}
