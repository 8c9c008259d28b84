// Publishes to an SNS topic, in a form that SNS takes, and says why it did not.

import { type MessageAttributeValue, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { attributeOf, type TopicMessage, topicMessageText } from '../core/topic-message.ts';
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

/** A standard SNS topic, and which form of an alert it carries. Its ARN tells the region. */
export type TopicOptions = {
  readonly topicArn: string;
  readonly aws: AwsClientOptions;
  /**
   * `every` protocol its own, the default; or `chat` alone: Amazon Q Developer in chat applications
   * subscribes by https as others do, drops whatever is not of its own form, and SNS gives all
   * https subscribers of one topic the same.
   */
  readonly form?: 'every' | 'chat';
};

/** Nothing is asked of SNS yet. */
export function createTopic({ topicArn, aws, form = 'every' }: TopicOptions): Topic {
  const client = new SNSClient(awsClientConfig(aws, regionOfArn(topicArn)));
  return {
    publish: async (message) => {
      try {
        const answer = await client.send(new PublishCommand(publishInput(topicArn, message, form)));
        if (answer.MessageId !== undefined) return { ok: true, messageId: answer.MessageId };
        // What is no answer of SNS has not accepted anything, whatever its status.
        return {
          ok: false,
          reason: refused(topicArn, 'an answer without MessageId'),
          canRetry: true,
        };
      } catch (error) {
        const trouble = awsTrouble(error);
        const reason = `${refused(topicArn, trouble.message)} ${advice(trouble, form)}`;
        return { ok: false, reason, canRetry: trouble.canRetry };
      }
    },
  };
}

function publishInput(topicArn: string, message: TopicMessage, form: TopicOptions['form']) {
  const attributes: Record<string, MessageAttributeValue> = {};
  for (const [name, value] of Object.entries(message.attributes)) {
    // SNS refuses the message over one empty value, and an alert must not be lost for that.
    const [DataType, StringValue] = attributeOf(value);
    if (value.length > 0) attributes[name] = { DataType, StringValue };
  }
  const common = { TopicArn: topicArn, Subject: message.subject, MessageAttributes: attributes };
  return form === 'chat'
    ? { ...common, Message: message.chat }
    : { ...common, Message: topicMessageText(message), MessageStructure: 'json' };
}

function regionOfArn(arn: string): string | null {
  return arn.split(':')[3] || null;
}

function refused(topicArn: string, why: string): string {
  return `Publishing to ${topicArn} failed: ${why.replace(/\.$/, '')}.`;
}

function advice({ name, fault, canRetry }: AwsTrouble, form: keyof typeof names): string {
  if (fault === 'credentials') return 'Check the AWS credentials that lastgood runs with.';
  if (fault === 'permission') {
    return 'Allow sns:Publish on this topic (and the use of its KMS key) for the role of lastgood.';
  }
  if (name.startsWith('NotFound')) return `Check ${names[form]}: there is no such topic.`;
  if (name.startsWith('KMS') && !canRetry) return 'Check the KMS key of this topic.';
  if (name.startsWith('InvalidParameter')) return `Check ${names[form]}.`;
  if (canRetry) return 'It stays in the outbox and is sent again by the next run.';
  return `Check ${names[form]} and the state of the topic.`;
}

const names = { every: 'LASTGOOD_TOPIC_ARN', chat: 'LASTGOOD_CHAT_TOPIC_ARN' } as const;
