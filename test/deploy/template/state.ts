// What is remembered and passed on.

import { describe, expect, test } from 'vitest';
import { arnOf, packaged, properties } from './packaged.ts';

describe('what is remembered and passed on', () => {
  test('the table outlives the stack and can be restored to any second', () => {
    expect(packaged().template.Resources['Table']).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });

  test('a message that fails three times goes to the dead-letter queue for two weeks', () => {
    expect(properties('Queue')).toMatchObject({
      RedrivePolicy: { deadLetterTargetArn: arnOf('DeadLetterQueue'), maxReceiveCount: 3 },
      SqsManagedSseEnabled: true,
    });
    expect(properties('DeadLetterQueue')).toEqual({
      VisibilityTimeout: 360,
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
