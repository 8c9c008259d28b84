import { createHmac } from 'node:crypto';

/** What came to the Function URL. */
export type Sent = {
  readonly body: string;
  readonly secret?: string;
  readonly method?: string;
  readonly base64?: boolean;
  /** The path; Heroku's door when it is left out. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * A Function URL's event, payload format 2.0 (AWS Lambda developer guide, "Invoking function
 * URLs").
 */
export function functionUrlEvent(sent: Sent) {
  const { body, secret, method = 'POST', base64 = false, path = '/', headers } = sent;
  const signature =
    secret === undefined ? null : createHmac('sha256', secret).update(body).digest('base64');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-proto': 'https',
      ...(signature === null ? {} : { 'Heroku-Webhook-Hmac-SHA256': signature }),
      ...headers,
    },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abcdefghij',
      domainName: 'abcdefghij.lambda-url.eu-west-1.on.aws',
      domainPrefix: 'abcdefghij',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'x' },
      requestId: '2b3f9a52-0d53-4f1c-8d58-7a8a4fd0c1d0',
      routeKey: '$default',
      stage: '$default',
      time: '23/Nov/2026:12:00:00 +0000',
      timeEpoch: 1795435200000,
    },
    body: base64 ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64,
  };
}
