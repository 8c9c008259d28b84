import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { limits } from '../core/limits.ts';
import type { QueueMessage } from '../core/queue-message.ts';
import { type AwsTrouble, awsClientConfig, awsTrouble } from './aws.ts';
import type { AwsClientOptions } from './settings.ts';

/** Where work for later or for others goes. */
export type Queue = {
  /** Never throws. `delayMs` is rounded up to SQS's whole seconds, at most 15 minutes. */
  send(
    message: QueueMessage,
    delayMs?: number,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;
};

/** A standard SQS queue. The region is the one in its URL, if it tells one. */
export function createQueue(options: { queueUrl: string; aws: AwsClientOptions }): Queue {
  const { queueUrl, aws } = options;
  const client = new SQSClient(awsClientConfig(aws, regionOfQueueUrl(queueUrl)));
  return {
    send: async (message, delayMs = 0) => {
      const input = {
        QueueUrl: queueUrl,
        MessageBody: asciiJson(message),
        DelaySeconds: Math.ceil(Math.min(Math.max(delayMs, 0), limits.queueDelayMsMax) / 1000),
      };
      try {
        await client.send(new SendMessageCommand(input));
        return { ok: true };
      } catch (error) {
        const trouble = awsTrouble(error);
        const why = trouble.message.replace(/\.$/, '');
        return { ok: false, reason: `Sending to ${queueUrl} failed: ${why}. ${advice(trouble)}` };
      }
    },
  };
}

/** AWS General Reference: `sqs.eu-west-1.amazonaws.com`; null for any other host. */
export function regionOfQueueUrl(queueUrl: string): string | null {
  const host = URL.parse(queueUrl)?.hostname ?? '';
  return /^sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(host)?.[1] ?? null;
}

/** SQS refuses some characters of Unicode; JSON can say every one of them in ASCII. */
function asciiJson(message: QueueMessage): string {
  return JSON.stringify(message).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function advice({ name, fault, canRetry }: AwsTrouble): string {
  if (fault === 'credentials') return 'Check the AWS credentials that lastgood runs with.';
  if (fault === 'permission')
    return 'Allow sqs:SendMessage on this queue for the role of lastgood.';
  if (/NonExistentQueue|QueueDoesNotExist/.test(name)) {
    return 'Check LASTGOOD_QUEUE_URL: there is no such queue.';
  }
  return canRetry ? 'The next sweep tries again.' : 'Check LASTGOOD_QUEUE_URL.';
}
