// Publishes to an SNS topic, in a form that SNS takes, and says why it did not.

import { type MessageAttributeValue, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type TopicMessage, topicMessageText } from '../core/topic-message.ts';
import { type AwsTrouble, awsClientConfig, awsTrouble } from './aws.ts';
import type { AwsClientOptions } from './settings.ts';

export type { TopicMessage } from '../core/topic-message.ts';

/** SNS took the message, or why not. */
export type Published =
  | { readonly ok: true; readonly messageId: string }
  | {
      readonly ok: false;
      /** What happened and what to do; one line. */
      readonly reason: string;
      /** True when the same message can be taken later without anybody doing anything. */
      readonly canRetry: boolean;
    };

/** Where alerts go. */
export type Topic = {
  /** Never throws. A message whose answer was lost may be sent twice: its id tells. */
  publish(message: TopicMessage): Promise<Published>;
};

/** A standard SNS topic. The region is the one in its ARN. */
export function createTopic(options: { topicArn: string; aws: AwsClientOptions }): Topic {
  const { topicArn, aws } = options;
  const client = new SNSClient(awsClientConfig(aws, regionOfArn(topicArn)));
  return {
    publish: async (message) => {
      try {
        const answer = await client.send(new PublishCommand(publishInput(topicArn, message)));
        if (answer.MessageId !== undefined) return { ok: true, messageId: answer.MessageId };
        // What is no answer of SNS has not accepted anything, whatever its status.
        return {
          ok: false,
          reason: refused(topicArn, 'an answer without MessageId'),
          canRetry: true,
        };
      } catch (error) {
        const trouble = awsTrouble(error);
        const reason = `${refused(topicArn, trouble.message)} ${advice(trouble)}`;
        return { ok: false, reason, canRetry: trouble.canRetry };
      }
    },
  };
}

function publishInput(topicArn: string, message: TopicMessage) {
  const attributes: Record<string, MessageAttributeValue> = {};
  for (const [name, value] of Object.entries(message.attributes)) {
    // SNS refuses the message over one empty value, and an alert must not be lost for that.
    if (value !== '') attributes[name] = { DataType: 'String', StringValue: value };
  }
  return {
    TopicArn: topicArn,
    Subject: message.subject,
    Message: topicMessageText(message),
    MessageStructure: 'json',
    MessageAttributes: attributes,
  };
}

function regionOfArn(arn: string): string | null {
  return arn.split(':')[3] || null;
}

function refused(topicArn: string, why: string): string {
  return `Publishing to ${topicArn} failed: ${why.replace(/\.$/, '')}.`;
}

function advice({ name, fault, canRetry }: AwsTrouble): string {
  if (fault === 'credentials') return 'Check the AWS credentials that lastgood runs with.';
  if (fault === 'permission') {
    return 'Allow sns:Publish on this topic (and the use of its KMS key) for the role of lastgood.';
  }
  if (name.startsWith('NotFound')) return 'Check LASTGOOD_TOPIC_ARN: there is no such topic.';
  if (name.startsWith('KMS') && !canRetry) return 'Check the KMS key of this topic.';
  if (name.startsWith('InvalidParameter')) return 'Check LASTGOOD_TOPIC_ARN.';
  if (canRetry) return 'It stays in the outbox and is sent again by the next run.';
  return 'Check LASTGOOD_TOPIC_ARN and the state of the topic.';
}
