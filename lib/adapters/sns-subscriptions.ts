// Who is subscribed to a topic, as SNS lists them.

import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { limits } from '../core/limits.ts';
import type { Subscriber } from '../core/subscriber.ts';
import { awsClientConfig, awsTrouble } from './aws.ts';
import type { AwsClientOptions } from './settings.ts';

/** The subscriptions, or why they could not be listed: what happened and what to do, one line. */
export type Listed =
  | { readonly ok: true; readonly subscriptions: readonly Subscriber[] }
  | { readonly ok: false; readonly reason: string };

/** Lists them, page by page within `limits.subscriptionPagesMax`. It never throws. */
export async function listSubscriptions({
  topicArn,
  aws,
}: {
  readonly topicArn: string;
  readonly aws: AwsClientOptions;
}): Promise<Listed> {
  const client = new SNSClient(awsClientConfig(aws, topicArn.split(':')[3] || null));
  const subscriptions: Subscriber[] = [];
  let next: string | undefined;
  try {
    for (let page = 0; page < limits.subscriptionPagesMax; page += 1) {
      const given = next === undefined ? {} : { NextToken: next };
      const command = new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, ...given });
      const answer = await client.send(command);
      for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of answer.Subscriptions ??
        []) {
        // SNS API reference: until somebody confirms, `PendingConfirmation` stands for the ARN.
        const confirmed = SubscriptionArn.startsWith('arn:');
        subscriptions.push({ protocol: Protocol, endpoint: Endpoint, confirmed });
      }
      next = answer.NextToken;
      if (next === undefined || next === '') break;
    }
    return { ok: true, subscriptions };
  } catch (error) {
    const { message, fault } = awsTrouble(error);
    const advice =
      fault === 'permission'
        ? 'Allow sns:ListSubscriptionsByTopic to whoever runs this.'
        : 'Check the ARN of the topic and the AWS credentials.';
    const why = message.replace(/\.$/, '');
    return {
      ok: false,
      reason: `Listing the subscriptions of ${topicArn} failed: ${why}. ${advice}`,
    };
  } finally {
    client.destroy();
  }
}

/** The subscriptions of one topic. */
export type Subscriptions = {
  readonly topicArn: string;
  /** Never throws. */
  list(): Promise<Listed>;
};

/** Nothing is asked of SNS yet. */
export function createSubscriptions(topic: Parameters<typeof listSubscriptions>[0]): Subscriptions {
  return { topicArn: topic.topicArn, list: () => listSubscriptions(topic) };
}
