import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSMessageAttribute, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import { regionOfQueueUrl } from '../../adapters/sqs.ts';
import { embeddedRegion } from '../cloud/embedded-aws.ts';
import type { ConsumedQueue } from '../queue-consumer.ts';
import type { Invocation } from './invoker.ts';

/**
 * Hands a batch of messages to a function as Lambda's event source mapping does, and gives the ids
 * of those that failed.
 */
export async function watchBatch(
  messages: readonly Message[],
  queue: ConsumedQueue,
  call: (event: SQSEvent) => Promise<Invocation<unknown>>,
): Promise<ReadonlySet<string>> {
  const region = regionOfQueueUrl(queue.url) ?? queue.aws.region ?? embeddedRegion;
  const source = { region, arn: queueArn(queue.url, region) };
  const records = messages.map((message) => toRecord(message, source));
  const invocation = await call({ Records: records });
  const all = new Set(records.map(({ messageId }) => messageId));
  return invocation.ok ? failedIds(invocation.value, all) : all;
}

/**
 * AWS Lambda, "Reporting batch item failures": nothing reported is success for all; an id that is
 * not of this batch, or a report of another shape, is failure for all.
 */
function failedIds(response: unknown, all: ReadonlySet<string>): ReadonlySet<string> {
  const parsed = v.safeParse(BatchResponse, response);
  if (!parsed.success) return all;
  const failures = parsed.output?.batchItemFailures ?? [];
  const failed = failures.map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
}

const BatchResponse = v.nullish(
  v.object({
    batchItemFailures: v.nullish(v.array(v.object({ itemIdentifier: v.string() }))),
  }),
);

function toRecord(message: Message, source: { region: string; arn: string }): SQSRecord {
  const attributes: Readonly<Record<string, string>> = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ...attributes,
      ApproximateReceiveCount: attributes['ApproximateReceiveCount'] ?? '1',
      SentTimestamp: attributes['SentTimestamp'] ?? '',
      SenderId: attributes['SenderId'] ?? '',
      ApproximateFirstReceiveTimestamp: attributes['ApproximateFirstReceiveTimestamp'] ?? '',
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        toAttribute(value),
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: source.arn,
    awsRegion: source.region,
  };
}

function toAttribute(value: MessageAttributeValue): SQSMessageAttribute {
  const { DataType, StringValue, BinaryValue } = value;
  return {
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined
      ? {}
      : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType ?? 'String',
  };
}

/** A queue's URL ends in the account and the name. */
function queueArn(queueUrl: string, region: string): string {
  const [account = '', name = ''] = new URL(queueUrl).pathname.split('/').filter(Boolean).slice(-2);
  return `arn:aws:sqs:${region}:${account}:${name}`;
}
