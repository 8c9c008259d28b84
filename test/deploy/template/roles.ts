// Each function may do exactly what it does.

import { describe, expect, test } from 'vitest';
import { arnOf, ofType, properties } from './packaged.ts';

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
