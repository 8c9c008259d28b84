import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { awsTrouble } from '../../adapters/aws.ts';
import type { Log } from '../../adapters/log.ts';

type Target = { readonly client: SQSClient; readonly url: string; readonly log: Log };

/** Takes messages off the queue. One that cannot be comes again: never throws, only logs. */
export async function deleteMessages(target: Target, messages: readonly Message[]): Promise<void> {
  await settle(target, messages, 'deleted', async (entries) => {
    const command = new DeleteMessageBatchCommand({ QueueUrl: target.url, Entries: entries });
    return (await target.client.send(command)).Failed ?? [];
  });
}

/** Hides messages for so many seconds from now. Never throws, only logs. */
export async function hideMessages(
  target: Target,
  messages: readonly Message[],
  seconds: number,
): Promise<void> {
  await settle(target, messages, 'hidden', async (entries) => {
    const command = new ChangeMessageVisibilityBatchCommand({
      QueueUrl: target.url,
      Entries: entries.map((entry) => ({ ...entry, VisibilityTimeout: seconds })),
    });
    return (await target.client.send(command)).Failed ?? [];
  });
}

type Entry = { Id: string; ReceiptHandle: string | undefined };
type Failure = { Code?: string | undefined; Message?: string | undefined };

async function settle(
  { url, log }: Target,
  messages: readonly Message[],
  done: string,
  send: (entries: Entry[]) => Promise<readonly Failure[]>,
): Promise<void> {
  if (messages.length === 0) return;
  const entries = messages.map(({ ReceiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle,
  }));
  const failures = await send(entries).catch((error: unknown): readonly Failure[] => [
    { Message: awsTrouble(error).message },
  ]);
  for (const { Code, Message } of failures) {
    log.warn(`A message could not be ${done}; it may be received again.`, {
      queue: url,
      reason: [Code, Message].filter(Boolean).join(': '),
    });
  }
}
