// What CloudWatch is told of sweeps, so that its alarms can watch the watcher, and of close looks.

import type { Probes } from './toll.ts';

/** What one sweep, or one shard of it, came to, as far as it is counted. */
export type SweepFigures = {
  readonly lookedAt: number;
  readonly healthy: number;
  readonly sick: number;
  readonly unknown: number;
  /** Looks that broke. */
  readonly failed: number;
  readonly alertsWaiting: number;
  /** Epoch milliseconds; null: no alert waits. */
  readonly oldestAlertAt: number | null;
  /** Decisions that are missing in the history. */
  readonly historyLost: number;
  /** Of the topic that has fewest; null: not known, or not looked at. */
  readonly subscribersConfirmed: number | null;
  /** `ok`, why Heroku could not be asked, or `not-asked`. */
  readonly heroku: string;
};

export type MetricsOf = {
  /** Epoch milliseconds: now. */
  readonly at: number;
  /** The function's name on AWS, `SERVICE-STAGE-FUNCTION`. */
  readonly functionName: string;
  /** How many apps are configured, at the very end of a whole sweep; null: one shard of it. */
  readonly wholeSweepOf: number | null;
};

/**
 * One line of the log that CloudWatch turns into metrics by itself, without a call and without a
 * permission (CloudWatch user guide, "Embedded metric format specification"). The dimension is
 * service and stage: two stages in one account must not beat for each other, and the shards that
 * the watch function sweeps count for the same fleet. A whole sweep says its heartbeat.
 */
export function metricsLine(figures: SweepFigures, of: MetricsOf): string {
  const { lookedAt, healthy, sick, unknown, failed, heroku } = figures;
  const { alertsWaiting, oldestAlertAt, historyLost, subscribersConfirmed } = figures;
  const oldestAgeMs = oldestAlertAt === null ? 0 : of.at - oldestAlertAt;
  const metrics: Readonly<Record<string, number>> = {
    AppsLookedAt: lookedAt,
    AppsFailed: failed,
    AlertsWaiting: alertsWaiting,
    OldestAlertAgeSeconds: Math.max(0, Math.round(oldestAgeMs / 1000)),
    HistoryLost: historyLost,
    ...(subscribersConfirmed === null ? {} : { SubscribersConfirmed: subscribersConfirmed }),
    ...(of.wholeSweepOf === null ? {} : { AppsConfigured: of.wholeSweepOf, Heartbeat: 1 }),
  };
  // Not metrics, which cost: for whoever searches the log.
  return embeddedMetrics(of, metrics, { healthy, sick, unknown, heroku });
}

/** Counts by name, as metrics of the same fleet. */
export function countLine(
  counts: Readonly<Record<string, number>>,
  of: Omit<MetricsOf, 'wholeSweepOf'>,
): string {
  return embeddedMetrics(of, counts, {});
}

/**
 * One line of the log on a close look, so that what releases cost the users can be graphed. Slow
 * ones and the app's name are no metrics: each name would be one more to pay for.
 */
export function probesLine(
  app: string,
  { made, lost, slow }: Probes,
  of: Omit<MetricsOf, 'wholeSweepOf'>,
): string {
  return embeddedMetrics(of, { ProbesMade: made, ProbesLost: lost }, { app, slow });
}

function embeddedMetrics(
  of: Omit<MetricsOf, 'wholeSweepOf'>,
  metrics: Readonly<Record<string, number>>,
  others: Readonly<Record<string, number | string>>,
): string {
  const definitions = Object.keys(metrics).map((name) => ({
    Name: name,
    Unit: name.endsWith('Seconds') ? 'Seconds' : 'Count',
  }));
  return JSON.stringify({
    _aws: {
      Timestamp: of.at,
      CloudWatchMetrics: [
        { Namespace: 'lastgood', Dimensions: [['Deployment']], Metrics: definitions },
      ],
    },
    Deployment: of.functionName.replace(/-[^-]*$/, ''),
    ...metrics,
    ...others,
  });
}
