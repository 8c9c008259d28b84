// Each function may do exactly what it does.

import { describe, expect, test } from 'vitest';
import { arnOf, ofType, properties, withOptions } from './packaged.ts';

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
  const alert = allow(
    'Alert',
    ['sns:Publish'],
    [
      { Ref: 'AlertsTopic' },
      { 'Fn::If': ['HasChat', { Ref: 'ChatTopic' }, { Ref: 'AWS::NoValue' }] },
    ],
  );
  const subscribers = allow('Subscribers', ['sns:ListSubscriptionsByTopic'], alert.Resource);
  const token = allow('HerokuApiKey', ['ssm:GetParameters'], parameter('/lastgood/heroku-api-key'));
  const github = allow('GitHubToken', ['ssm:GetParameters'], parameter('/lastgood/github-token'));
  const receive = (queue: string) =>
    allow(
      'Receive',
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      arnOf(queue),
    );
  const secrets = allow(
    'WebhookSecrets',
    ['ssm:GetParameters'],
    [parameter('/lastgood/webhook-secret'), parameter('/lastgood/github-secret')],
  );
  const only = (keys: string[]) => ({
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
  });
  const read = {
    ...allow('ReadState', ['dynamodb:GetItem'], arnOf('Table')),
    ...only(['app#*', 'deploy#*']),
  };
  const keep = {
    ...allow('KeepDeploys', ['dynamodb:PutItem'], arnOf('Table')),
    ...only(['deploy#*']),
  };
  const deployToken = allow(
    'DeployToken',
    ['ssm:GetParameters'],
    parameter('/lastgood/deploy-token'),
  );

  test.each([
    ['Sweep', [log('Sweep'), state, send, alert, subscribers, token, github]],
    ['Watch', [log('Watch'), receive('Queue'), state, send, alert, token, github]],
    ['DeadLetters', [log('DeadLetters'), receive('DeadLetterQueue'), alert]],
    ['Webhook', [log('Webhook'), send, secrets]],
    ['Deploys', [log('Deploys'), read, keep, send, deployToken]],
  ])('%s may do exactly what it needs', (name, statements) => {
    const role = properties(`${name}Role`, withOptions());
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

  test('a parameter that is not named opens none', () => {
    const [, , { Resource: secretsOf }] = statementsOf('WebhookRole');
    expect(secretsOf).toEqual([parameter('/lastgood/webhook-secret'), parameter('')]);
    expect(statementsOf('DeploysRole').at(-1)?.Resource).toEqual(parameter(''));
  });

  test('there are five and no more', () => {
    expect(ofType('AWS::IAM::Role').map(([name]) => name)).toEqual([
      'SweepRole',
      'WatchRole',
      'DeadLettersRole',
      'WebhookRole',
      'DeploysRole',
    ]);
  });
});

type Statement = { readonly Sid: string; readonly Resource: unknown };

function statementsOf(role: string): readonly [Statement, Statement, Statement, ...Statement[]] {
  const [policy] = properties(role)['Policies'] as {
    PolicyDocument: { Statement: [Statement, Statement, Statement] };
  }[];
  if (policy === undefined) throw new Error(`${role} has no policy`);
  return policy.PolicyDocument.Statement;
}
