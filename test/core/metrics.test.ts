import { expect, test } from 'vitest';
import { countLine, metricsLine, probesLine, type SweepFigures } from '../../lib/core/metrics.ts';

const at = Date.UTC(2026, 10, 23, 12);
const functionName = 'lastgood-production-sweep';
const figures: SweepFigures = {
  lookedAt: 11,
  healthy: 9,
  sick: 1,
  unknown: 1,
  failed: 1,
  alertsWaiting: 2,
  oldestAlertAt: at - 61_400,
  historyLost: 0,
  subscribersConfirmed: 2,
  heroku: 'ok',
};

test('a whole sweep says what was looked at, what waits, and its heartbeat', () => {
  const line = metricsLine(figures, { at, functionName, wholeSweepOf: 12 });
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: 'lastgood',
          Dimensions: [['Deployment']],
          Metrics: [
            { Name: 'AppsLookedAt', Unit: 'Count' },
            { Name: 'AppsFailed', Unit: 'Count' },
            { Name: 'AlertsWaiting', Unit: 'Count' },
            { Name: 'OldestAlertAgeSeconds', Unit: 'Seconds' },
            { Name: 'HistoryLost', Unit: 'Count' },
            { Name: 'SubscribersConfirmed', Unit: 'Count' },
            { Name: 'AppsConfigured', Unit: 'Count' },
            { Name: 'Heartbeat', Unit: 'Count' },
          ],
        },
      ],
    },
    Deployment: 'lastgood-production',
    AppsLookedAt: 11,
    AppsFailed: 1,
    AlertsWaiting: 2,
    OldestAlertAgeSeconds: 61,
    HistoryLost: 0,
    SubscribersConfirmed: 2,
    AppsConfigured: 12,
    Heartbeat: 1,
    healthy: 9,
    sick: 1,
    unknown: 1,
    heroku: 'ok',
  });
  expect(line).not.toContain('\n');
});

test('a shard counts for the same fleet and says no heartbeat', () => {
  const of = { at, functionName: 'lastgood-production-watch', wholeSweepOf: null };
  const line = JSON.parse(metricsLine(figures, of));
  expect(line).toMatchObject({ Deployment: 'lastgood-production', AppsLookedAt: 11 });
  expect(line).not.toHaveProperty('Heartbeat');
  expect(line).not.toHaveProperty('AppsConfigured');
  const names = line._aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { Name: string }) => Name);
  expect(names).not.toContain('Heartbeat');
});

test.each([
  ['no alert waits', null],
  ['the clock jumped back', at + 5_000],
])('when %s, the oldest alert is of age 0', (_when, oldestAlertAt) => {
  const of = { at, functionName, wholeSweepOf: 12 };
  const line = JSON.parse(metricsLine({ ...figures, oldestAlertAt }, of));
  expect(line).toMatchObject({ OldestAlertAgeSeconds: 0 });
});

test('how many are subscribed is not said while it is not known', () => {
  const of = { at, functionName, wholeSweepOf: 12 };
  const unknown = JSON.parse(metricsLine({ ...figures, subscribersConfirmed: null }, of));
  expect(unknown).not.toHaveProperty('SubscribersConfirmed');
  const nobody = JSON.parse(metricsLine({ ...figures, subscribersConfirmed: 0 }, of));
  expect(nobody).toMatchObject({ SubscribersConfirmed: 0 });
});

test('a count of anything is a metric of the same fleet', () => {
  const line = countLine(
    { DeadLetters: 2 },
    { at, functionName: 'lastgood-production-deadLetters' },
  );
  expect(JSON.parse(line)).toMatchObject({ Deployment: 'lastgood-production', DeadLetters: 2 });
});

test('a close look says what it asked and lost, and only these two are paid for', () => {
  const of = { at, functionName: 'lastgood-production-watch' };
  const line = JSON.parse(probesLine('shop', { made: 220, lost: 14, slow: 3 }, of));
  expect(line).toMatchObject({ Deployment: 'lastgood-production', app: 'shop', slow: 3 });
  expect(line).toMatchObject({ ProbesMade: 220, ProbesLost: 14 });
  expect(line._aws.CloudWatchMetrics[0].Metrics).toEqual([
    { Name: 'ProbesMade', Unit: 'Count' },
    { Name: 'ProbesLost', Unit: 'Count' },
  ]);
});
