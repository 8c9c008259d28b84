import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AwsClientOptions } from '../../../lib/adapters/settings.ts';
import { listen } from './listen.ts';

/** A request as it came over the wire. */
export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

export type Reply = { readonly status: number; readonly type: string; readonly body: string };

/** A real HTTP server as an AWS endpoint: it answers what it is told and keeps what it was sent. */
export async function answering(reply: (received: Received) => Reply): Promise<{
  readonly aws: AwsClientOptions;
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}> {
  const received: Received[] = [];
  const { url, close } = await listen(async (request, response) => {
    const one = { headers: request.headers, body: await text(request) };
    received.push(one);
    const { status, type, body } = reply(one);
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  return { aws: { endpoint: url, region: 'us-east-1', credentials }, url, received, close };
}

/** An answer of AWS's JSON protocols. */
export function json(status: number, body: object): Reply {
  return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify(body) };
}

/** An error as SNS's Query protocol tells it. */
export function xmlError(status: number, code: string, message: string): Reply {
  const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
  const fields = `<Type>Sender</Type><Code>${code}</Code><Message>${message}</Message>`;
  const parts = `<Error>${fields}</Error><RequestId>r</RequestId>`;
  return {
    status,
    type: 'text/xml',
    body: `<ErrorResponse xmlns="${namespace}">${parts}</ErrorResponse>`,
  };
}
