// The functions of the packaged template.

import { describe, expect, test } from 'vitest';
import { limits } from '../../../lib/core/limits.ts';
import { arnOf, ofType, packaged, properties } from './packaged.ts';

describe('the functions', () => {
  test.each([
    ['Sweep', 120, 512],
    ['Watch', 300, 512],
    ['DeadLetters', 60, 256],
    ['Webhook', 10, 256],
    ['Deploys', 30, 256],
  ])('%s runs on Node 24 on arm64 under a role of its own', (name, timeout, memory) => {
    expect(properties(`${name}LambdaFunction`)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: `dist/${name.replace(/\B(?=[A-Z])/g, '-').toLowerCase()}.handler`,
      Timeout: timeout,
      MemorySize: memory,
      Role: arnOf(`${name}Role`),
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  test('there are five and no more', () => {
    expect(ofType('AWS::Lambda::Function')).toHaveLength(5);
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

  test('what the queue gave up is taken by a function of its own, each message by itself', () => {
    expect(properties('DeadLettersEventSourceMappingSQSDeadLetterQueue')).toMatchObject({
      EventSourceArn: arnOf('DeadLetterQueue'),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const timeout = Number(properties('DeadLettersLambdaFunction')['Timeout']);
    expect(properties('DeadLetterQueue')['VisibilityTimeout']).toBe(6 * timeout);
  });

  test('webhook and deploys are open to the world: signature and token are their doors', () => {
    expect(properties('WebhookLambdaFunctionUrl')).toMatchObject({ AuthType: 'NONE' });
    expect(properties('DeploysLambdaFunctionUrl')).toMatchObject({ AuthType: 'NONE' });
    const permissions = ofType('AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
    const open = ['WebhookLambdaFunction', 'DeploysLambdaFunction'].flatMap((name) => [
      expect.objectContaining({
        Action: 'lambda:InvokeFunctionUrl',
        FunctionName: arnOf(name),
        FunctionUrlAuthType: 'NONE',
      }),
      expect.objectContaining({
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf(name),
        InvokedViaFunctionUrl: true,
      }),
    ]);
    const everybody = permissions.filter(({ Principal }) => Principal === '*');
    expect(everybody).toHaveLength(open.length);
    expect(everybody).toEqual(expect.arrayContaining(open));
  });

  test('the local host gives them the same time', () => {
    const seconds = (name: string) => properties(`${name}LambdaFunction`)['Timeout'];
    expect(seconds('Sweep')).toBe(limits.sweepTimeoutMs / 1000);
    expect(seconds('Watch')).toBe(limits.watchTimeoutMs / 1000);
    expect(seconds('DeadLetters')).toBe(limits.deadLettersTimeoutMs / 1000);
    expect(seconds('Webhook')).toBe(limits.webhookTimeoutMs / 1000);
    expect(seconds('Deploys')).toBe(limits.deploysTimeoutMs / 1000);
    const longestMs = limits.deployWaitMsMax + limits.deployReserveMs;
    expect(longestMs).toBeLessThan(limits.deploysTimeoutMs);
  });

  test('logs are kept for thirty days', () => {
    const groups = ofType('AWS::Logs::LogGroup');
    expect(groups.map(([, { Properties }]) => Properties['RetentionInDays'])).toEqual([
      30, 30, 30, 30, 30,
    ]);
  });

  test('they are told where things are, and only the names of secrets', () => {
    const environment = (name: string) => properties(`${name}LambdaFunction`)['Environment'];
    const monitor = {
      LASTGOOD_APPS: 'dist/apps.yml',
      LASTGOOD_TABLE: { Ref: 'Table' },
      LASTGOOD_QUEUE_URL: { Ref: 'Queue' },
      LASTGOOD_TOPIC_ARN: { Ref: 'AlertsTopic' },
      LASTGOOD_CHAT_TOPIC_ARN: { 'Fn::If': ['HasChat', { Ref: 'ChatTopic' }, ''] },
      HEROKU_API_KEY_PARAMETER: '/lastgood/heroku-api-key',
      LASTGOOD_GITHUB_TOKEN_PARAMETER: '',
      UV_THREADPOOL_SIZE: '32',
    };
    expect(environment('Sweep')).toEqual({ Variables: monitor });
    expect(environment('Watch')).toEqual({ Variables: monitor });
    expect(environment('DeadLetters')).toEqual({
      Variables: {
        LASTGOOD_APPS: 'dist/apps.yml',
        LASTGOOD_TOPIC_ARN: monitor.LASTGOOD_TOPIC_ARN,
        LASTGOOD_CHAT_TOPIC_ARN: monitor.LASTGOOD_CHAT_TOPIC_ARN,
      },
    });
    expect(environment('Webhook')).toEqual({
      Variables: {
        LASTGOOD_APPS: 'dist/apps.yml',
        LASTGOOD_QUEUE_URL: { Ref: 'Queue' },
        LASTGOOD_WEBHOOK_SECRET_PARAMETER: '/lastgood/webhook-secret',
        LASTGOOD_GITHUB_SECRET_PARAMETER: '',
      },
    });
    expect(environment('Deploys')).toEqual({
      Variables: {
        LASTGOOD_APPS: 'dist/apps.yml',
        LASTGOOD_TABLE: { Ref: 'Table' },
        LASTGOOD_QUEUE_URL: { Ref: 'Queue' },
        LASTGOOD_DEPLOY_TOKEN_PARAMETER: '',
      },
    });
  });

  test('no variable of the template holds a secret itself', () => {
    expect(packaged().text).not.toMatch(
      /"(HEROKU_API_KEY|LASTGOOD_(WEBHOOK_SECRET|GITHUB_SECRET|DEPLOY_TOKEN|GITHUB_TOKEN))"/,
    );
  });
});
