// What CloudWatch is told about a sweep, so that its alarms can watch the watcher.

/** What one sweep did, as far as it is counted. */
export type SweepFigures = {
  /** Apps that were to be looked at. */
  readonly apps: number;
  readonly lookedAt: number;
  readonly healthy: number;
  readonly sick: number;
  readonly unknown: number;
  readonly failed: number;
  readonly alertsWaiting: number;
  /** null: none is waiting. */
  readonly oldestAlertAgeMs: number | null;
  /** `ok`, why Heroku could not be asked, or `not-asked`. */
  readonly heroku: string;
};

/**
 * One line of the log that CloudWatch turns into metrics by itself, without a call and without a
 * permission (CloudWatch user guide, "Embedded metric format specification"). The function's name
 * is the dimension, so that two stages in one account cannot beat for each other. `at` is epoch
 * milliseconds. With `heartbeat` the line says that a whole sweep came to its end.
 */
export function metricsLine(
  figures: SweepFigures,
  { at, functionName, heartbeat }: { at: number; functionName: string; heartbeat: boolean },
): string {
  const metrics = {
    AppsConfigured: { value: figures.apps, unit: 'Count' },
    AppsLookedAt: { value: figures.lookedAt, unit: 'Count' },
    AlertsWaiting: { value: figures.alertsWaiting, unit: 'Count' },
    OldestAlertAgeSeconds: {
      value: Math.max(0, Math.round((figures.oldestAlertAgeMs ?? 0) / 1000)),
      unit: 'Seconds',
    },
    ...(heartbeat ? { Heartbeat: { value: 1, unit: 'Count' } } : {}),
  };
  const { healthy, sick, unknown, failed, heroku } = figures;
  return JSON.stringify({
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: 'lastgood',
          Dimensions: [['FunctionName']],
          Metrics: Object.entries(metrics).map(([Name, { unit }]) => ({ Name, Unit: unit })),
        },
      ],
    },
    FunctionName: functionName,
    ...Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value])),
    // Not metrics, which cost: for whoever searches the log.
    healthy,
    sick,
    unknown,
    failed,
    heroku,
  });
}
