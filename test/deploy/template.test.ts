import { beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { type Packaged, packageService } from './package-service.ts';

let packaged: Packaged;
let withOptions: Packaged;

beforeAll(async () => {
  [packaged, withOptions] = await Promise.all([
    packageService(),
    packageService(['--param', 'email=night@example.com', '--stage', 'staging']),
  ]);
}, 60_000);

const properties = (name: string, from = packaged) => {
  const resource = from.template.Resources[name];
  if (resource === undefined) throw new Error(`the template has no ${name}`);
  return resource.Properties;
};

const ofType = (type: string, from = packaged) =>
  Object.entries(from.template.Resources).filter(([, resource]) => resource.Type === type);

const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });

describe('the functions', () => {
  test.each([
    ['Sweep', 120, 512],
    ['Watch', 300, 512],
    ['Webhook', 10, 256],
  ])('%s runs on Node 24 on arm64 under a role of its own', (name, timeout, memory) => {
    expect(properties(`${name}LambdaFunction`)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: `dist/${name.toLowerCase()}.handler`,
      Timeout: timeout,
      MemorySize: memory,
      Role: arnOf(`${name}Role`),
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  test('there are three and no more', () => {
    expect(ofType('AWS::Lambda::Function')).toHaveLength(3);
  });

  test('the sweep runs every minute, and a missed minute is not made up for', () => {
    expect(properties('SweepEventsRuleSchedule1')).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [{ Arn: arnOf('SweepLambdaFunction') }],
    });
    expect(properties('SweepLambdaEvConf')).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  test('the watch takes batches from the queue and reports each failed message by itself', () => {
    expect(properties('WatchEventSourceMappingSQSQueue')).toMatchObject({
      EventSourceArn: arnOf('Queue'),
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  test('the webhook is open to the world, which its signature answers to', () => {
    expect(properties('WebhookLambdaFunctionUrl')).toMatchObject({ AuthType: 'NONE' });
    const permissions = ofType('AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
    expect(permissions.filter(({ Principal }) => Principal === '*')).toEqual([
      expect.objectContaining({
        Action: 'lambda:InvokeFunctionUrl',
        FunctionName: arnOf('WebhookLambdaFunction'),
        FunctionUrlAuthType: 'NONE',
      }),
      expect.objectContaining({
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf('WebhookLambdaFunction'),
        InvokedViaFunctionUrl: true,
      }),
    ]);
  });

  test('the local host gives them the same time', () => {
    const seconds = (name: string) => properties(`${name}LambdaFunction`)['Timeout'];
    expect(seconds('Sweep')).toBe(limits.sweepTimeoutMs / 1000);
    expect(seconds('Watch')).toBe(limits.watchTimeoutMs / 1000);
    expect(seconds('Webhook')).toBe(limits.webhookTimeoutMs / 1000);
  });

  test('logs are kept for thirty days', () => {
    const groups = ofType('AWS::Logs::LogGroup');
    expect(groups.map(([, { Properties }]) => Properties['RetentionInDays'])).toEqual([30, 30, 30]);
  });

  test('they are told where things are, and only the names of secrets', () => {
    const environment = (name: string) => properties(`${name}LambdaFunction`)['Environment'];
    const monitor = {
      LASTGOOD_APPS: 'dist/apps.yml',
      LASTGOOD_TABLE: { Ref: 'Table' },
      LASTGOOD_QUEUE_URL: { Ref: 'Queue' },
      LASTGOOD_TOPIC_ARN: { Ref: 'AlertsTopic' },
      HEROKU_API_KEY_PARAMETER: '/lastgood/heroku-api-key',
      UV_THREADPOOL_SIZE: '32',
    };
    expect(environment('Sweep')).toEqual({ Variables: monitor });
    expect(environment('Watch')).toEqual({ Variables: monitor });
    expect(environment('Webhook')).toEqual({
      Variables: {
        LASTGOOD_APPS: 'dist/apps.yml',
        LASTGOOD_QUEUE_URL: { Ref: 'Queue' },
        LASTGOOD_WEBHOOK_SECRET_PARAMETER: '/lastgood/webhook-secret',
      },
    });
  });

  test('no variable of the template holds a secret itself', () => {
    expect(packaged.text).not.toMatch(/"(HEROKU_API_KEY|LASTGOOD_WEBHOOK_SECRET)"/);
  });
});

describe('what is remembered and passed on', () => {
  test('the table outlives the stack and can be restored to any second', () => {
    expect(packaged.template.Resources['Table']).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    });
  });

  test('a message that fails three times goes to the dead-letter queue for two weeks', () => {
    expect(properties('Queue')).toMatchObject({
      RedrivePolicy: { deadLetterTargetArn: arnOf('DeadLetterQueue'), maxReceiveCount: 3 },
      SqsManagedSseEnabled: true,
    });
    expect(properties('DeadLetterQueue')).toEqual({
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
      SqsManagedSseEnabled: true,
    });
  });

  test('a message stays hidden for six times the timeout of the watch', () => {
    const timeout = Number(properties('WatchLambdaFunction')['Timeout']);
    expect(properties('Queue')['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * timeout);
  });

  test('a message lives long enough to fail three times', () => {
    const { VisibilityTimeout, MessageRetentionPeriod } = properties('Queue');
    expect(MessageRetentionPeriod).toBeGreaterThan(3 * Number(VisibilityTimeout));
  });
});

describe('the roles', () => {
  const parameter = (name: string) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${name}`,
  });
  const allow = (Sid: string, Action: string[], Resource: unknown) => ({
    Sid,
    Effect: 'Allow',
    Action,
    Resource,
  });
  const log = (name: string) =>
    allow('Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf(`${name}LogGroup`));
  const state = allow(
    'State',
    ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    arnOf('Table'),
  );
  const send = allow('Send', ['sqs:SendMessage'], arnOf('Queue'));
  const alert = allow('Alert', ['sns:Publish'], { Ref: 'AlertsTopic' });
  const token = allow('HerokuApiKey', ['ssm:GetParameters'], parameter('/lastgood/heroku-api-key'));
  const receive = allow(
    'Receive',
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    arnOf('Queue'),
  );
  const secret = allow(
    'WebhookSecret',
    ['ssm:GetParameters'],
    parameter('/lastgood/webhook-secret'),
  );

  test.each([
    ['Sweep', [log('Sweep'), state, send, alert, token]],
    ['Watch', [log('Watch'), receive, state, send, alert, token]],
    ['Webhook', [log('Webhook'), send, secret]],
  ])('%s may do exactly what it needs', (name, statements) => {
    const role = properties(`${name}Role`);
    expect(role['Policies']).toEqual([
      {
        PolicyName: name.toLowerCase(),
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
      },
    ]);
    expect(role['ManagedPolicyArns']).toBeUndefined();
    expect(role['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [{ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
  });

  test('there are three and no more', () => {
    expect(ofType('AWS::IAM::Role').map(([name]) => name)).toEqual([
      'SweepRole',
      'WatchRole',
      'WebhookRole',
    ]);
  });
});

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
          MetricStat: { Metric: { ...ours, MetricName: 'AppsLookedAt' }, Period: 300, Stat: 'Sum' },
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
    AlertsUndelivered: {
      ...reach,
      Namespace: 'AWS/SNS',
      MetricName: 'NumberOfNotificationsFailed',
      Threshold: 1,
      Dimensions: [{ Name: 'TopicName', Value: { 'Fn::GetAtt': ['AlertsTopic', 'TopicName'] } }],
    },
    DeadLetters: {
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
    WebhookErrors: lambda('Webhook', 'Errors', 1),
    WebhookFailing: lambda('Webhook', 'Url5xxCount', 1),
    WebhookThrottles: lambda('Webhook', 'Throttles', 1),
    WebhookSlow: lambda('Webhook', 'Duration', 8_000),
  };

  test.each(Object.entries(expected))('%s rings', (name, alarm) => {
    expect(packaged.template.Resources[name]?.Type).toBe('AWS::CloudWatch::Alarm');
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
    for (const name of ['Sweep', 'Watch', 'Webhook']) {
      const timeoutMs = Number(properties(`${name}LambdaFunction`)['Timeout']) * 1000;
      expect(properties(`${name}Slow`)['Threshold']).toBeLessThan(timeoutMs);
    }
  });
});

describe('the topics', () => {
  test('CloudWatch alone, and only of this account, is let in to the topic of alarms', () => {
    expect(properties('AlarmsTopicPolicy')).toEqual({
      Topics: [{ Ref: 'AlarmsTopic' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'AlarmsOfThisAccount',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: { Ref: 'AlarmsTopic' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
  });

  test('the topic of alarms has no key that CloudWatch may not use', () => {
    expect(properties('AlarmsTopic')['KmsMasterKeyId']).toBeUndefined();
  });

  test('an address subscribes to both, and none leaves both without a subscriber', () => {
    const subscriptions = ofType('AWS::SNS::Subscription', withOptions);
    expect(subscriptions.map(([, { Properties }]) => Properties)).toEqual([
      { TopicArn: { Ref: 'AlertsTopic' }, Protocol: 'email', Endpoint: 'night@example.com' },
      { TopicArn: { Ref: 'AlarmsTopic' }, Protocol: 'email', Endpoint: 'night@example.com' },
    ]);
    const condition = (from: Packaged) => JSON.parse(from.text).Conditions.HasEmail;
    expect(condition(withOptions)).toEqual({
      'Fn::Not': [{ 'Fn::Equals': ['night@example.com', ''] }],
    });
    expect(condition(packaged)).toEqual({ 'Fn::Not': [{ 'Fn::Equals': ['', ''] }] });
    for (const [, { Condition }] of subscriptions) expect(Condition).toBe('HasEmail');
  });
});

test('the outputs name what a person needs next', () => {
  expect(Object.keys(packaged.template.Outputs)).toEqual(
    expect.arrayContaining([
      'WebhookLambdaFunctionUrl',
      'AlertsTopicArn',
      'AlarmsTopicArn',
      'TableName',
      'QueueUrl',
      'DeadLetterQueueUrl',
    ]),
  );
});

test('two stages share no name', () => {
  expect(withOptions.text).not.toContain('lastgood-production');
  expect(packaged.text).not.toContain('lastgood-staging');
});

test('each zip holds its bundle, the map of it and the configuration, and is small', () => {
  const held = [...packaged.zips].sort();
  expect(held).toEqual(
    ['sweep', 'watch', 'webhook'].map((name) => [
      `${name}.zip`,
      ['dist/apps.yml', `dist/${name}.cjs`, `dist/${name}.cjs.map`],
    ]),
  );
  for (const bytes of packaged.zipBytes.values()) expect(bytes).toBeLessThan(1024 * 1024);
});
