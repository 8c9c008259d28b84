import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { embeddedAccount, embeddedRegion } from './embedded-aws.ts';

/**
 * Makes an embedded queue; one that is there already is kept with its messages and gets the
 * attributes of now. The URL holds the port of now, where the emulator keeps the one of the day on
 * which the queue was made.
 */
export async function ensureQueue(
  client: SQSClient,
  endpoint: string,
  { name, attributes = {} }: { name: string; attributes?: Record<string, string> },
): Promise<{ url: string; arn: string }> {
  await client.send(new CreateQueueCommand({ QueueName: name }));
  const url = `${endpoint}/${embeddedAccount}/${name}`;
  if (Object.keys(attributes).length > 0) {
    await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }));
  }
  return { url, arn: `arn:aws:sqs:${embeddedRegion}:${embeddedAccount}:${name}` };
}
