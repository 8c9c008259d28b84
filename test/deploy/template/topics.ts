// Who may publish, and who is told.

import { describe, expect, test } from 'vitest';
import type { Packaged } from '../package-service.ts';
import { ofType, packaged, properties, withOptions } from './packaged.ts';

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
    const subscriptions = ofType('AWS::SNS::Subscription', withOptions());
    expect(subscriptions.map(([, { Properties }]) => Properties)).toEqual([
      { TopicArn: { Ref: 'AlertsTopic' }, Protocol: 'email', Endpoint: 'night@example.com' },
      { TopicArn: { Ref: 'AlarmsTopic' }, Protocol: 'email', Endpoint: 'night@example.com' },
    ]);
    const condition = (from: Packaged) => JSON.parse(from.text).Conditions.HasEmail;
    expect(condition(withOptions())).toEqual({
      'Fn::Not': [{ 'Fn::Equals': ['night@example.com', ''] }],
    });
    expect(condition(packaged())).toEqual({ 'Fn::Not': [{ 'Fn::Equals': ['', ''] }] });
    for (const [, { Condition }] of subscriptions) expect(Condition).toBe('HasEmail');
  });

  test('chats have a topic of their own where they are asked for', () => {
    const condition = (from: Packaged) => JSON.parse(from.text).Conditions.HasChat;
    expect(condition(packaged())).toEqual({ 'Fn::Equals': ['off', 'on'] });
    expect(condition(withOptions())).toEqual({ 'Fn::Equals': ['on', 'on'] });
    const { ChatTopic } = withOptions().template.Resources;
    expect(ChatTopic).toMatchObject({ Type: 'AWS::SNS::Topic', Condition: 'HasChat' });
    expect(withOptions().template.Outputs['ChatTopicArn']).toMatchObject({ Condition: 'HasChat' });
  });
});
