// Each alarm, its topic and its missing-data rule.

import { describe, expect, test } from 'vitest';
import { ofType, packaged, properties } from './packaged.ts';

describe('the alarms', () => {
  const once = { EvaluationPeriods: 1, TreatMissingData: 'notBreaching' };
  const reach = { ...once, ComparisonOperator: 'GreaterThanOrEqualToThreshold' };
  const lambda = (name: string, metric: string, threshold: number) => ({
    ...reach,
    Namespace: 'AWS/Lambda',
    MetricName: metric,
    Statistic: metric === 'Duration' ? 'Maximum' : 'Sum',
    Threshold: threshold,
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: `${name}LambdaFunction` } }],
  });
  const ours = {
    Namespace: 'lastgood',
    Dimensions: [{ Name: 'Deployment', Value: 'lastgood-production' }],
  };
  const expected: Record<string, object> = {
    HeartbeatMissing: {
      ...ours,
      MetricName: 'Heartbeat',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    },
    AppsMissed: {
      EvaluationPeriods: 2,
      Threshold: 80,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'ignore',
      Metrics: [
        { Id: 'percent', Expression: '100 * taken / due', ReturnData: true },
        {
          Id: 'taken',
          MetricStat: {
            Metric: { ...ours, MetricName: 'AppsLookedAt' },
            Period: 300,
            Stat: 'Sum',
          },
        },
        {
          Id: 'due',
          MetricStat: {
            Metric: { ...ours, MetricName: 'AppsConfigured' },
            Period: 300,
            Stat: 'Sum',
          },
        },
      ],
    },
    AppsFailing: {
      ...ours,
      MetricName: 'AppsFailed',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
    },
    AlertsStuck: {
      ...ours,
      MetricName: 'OldestAlertAgeSeconds',
      Statistic: 'Maximum',
      Threshold: 5 * 60,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
    },
    NobodyHears: {
      ...ours,
      MetricName: 'SubscribersConfirmed',
      Statistic: 'Minimum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'ignore',
    },
    HistoryLost: { ...reach, ...ours, MetricName: 'HistoryLost', Statistic: 'Sum', Threshold: 1 },
    AlertsUndelivered: {
      ...reach,
      Namespace: 'AWS/SNS',
      MetricName: 'NumberOfNotificationsFailed',
      Threshold: 1,
      Dimensions: [{ Name: 'TopicName', Value: { 'Fn::GetAtt': ['AlertsTopic', 'TopicName'] } }],
    },
    DeadLetters: { ...reach, ...ours, MetricName: 'DeadLetters', Statistic: 'Sum', Threshold: 1 },
    DeadLettersLeft: {
      ...reach,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Threshold: 1,
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeadLetterQueue', 'QueueName'] } },
      ],
    },
    QueueLate: {
      ...reach,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Statistic: 'Maximum',
      Threshold: 15 * 60,
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }],
    },
    SweepErrors: lambda('Sweep', 'Errors', 1),
    SweepThrottles: lambda('Sweep', 'Throttles', 1),
    SweepSlow: lambda('Sweep', 'Duration', 80_000),
    WatchErrors: lambda('Watch', 'Errors', 1),
    WatchThrottles: lambda('Watch', 'Throttles', 1),
    WatchSlow: lambda('Watch', 'Duration', 290_000),
    DeadLettersErrors: lambda('DeadLetters', 'Errors', 1),
    DeadLettersThrottles: lambda('DeadLetters', 'Throttles', 1),
    DeadLettersSlow: lambda('DeadLetters', 'Duration', 50_000),
    WebhookErrors: lambda('Webhook', 'Errors', 1),
    WebhookFailing: lambda('Webhook', 'Url5xxCount', 1),
    WebhookThrottles: lambda('Webhook', 'Throttles', 1),
    WebhookSlow: lambda('Webhook', 'Duration', 8_000),
    DeploysErrors: lambda('Deploys', 'Errors', 1),
    DeploysFailing: lambda('Deploys', 'Url5xxCount', 1),
    DeploysThrottles: lambda('Deploys', 'Throttles', 1),
    DeploysSlow: lambda('Deploys', 'Duration', 29_000),
  };

  test.each(Object.entries(expected))('%s rings', (name, alarm) => {
    expect(packaged().template.Resources[name]?.Type).toBe('AWS::CloudWatch::Alarm');
    expect(properties(name)).toMatchObject(alarm);
  });

  test('every alarm tells the topic of alarms when it rings and when it is over', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm');
    expect(alarms.map(([name]) => name).sort()).toEqual(Object.keys(expected).sort());
    for (const [, { Properties }] of alarms) {
      expect(Properties).toMatchObject({
        AlarmActions: [{ Ref: 'AlarmsTopic' }],
        OKActions: [{ Ref: 'AlarmsTopic' }],
        AlarmDescription: expect.stringMatching(/\w{3,}.*\./),
      });
      expect(Properties['ActionsEnabled']).not.toBe(false);
    }
  });

  test('an alarm on duration rings before the timeout cuts the function off', () => {
    for (const name of ['Sweep', 'Watch', 'DeadLetters', 'Webhook', 'Deploys']) {
      const timeoutMs = Number(properties(`${name}LambdaFunction`)['Timeout']) * 1000;
      expect(properties(`${name}Slow`)['Threshold']).toBeLessThan(timeoutMs);
    }
  });
});
