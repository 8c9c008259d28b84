import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LambdaFunctionURLEvent } from 'aws-lambda';

/**
 * A request as a Lambda Function URL hands it to its function: payload format 2.0, header names in
 * lower case, and a body that is not known to be text in base64 (AWS Lambda, "Request payload
 * format").
 */
export function functionUrlEvent(
  request: IncomingMessage,
  body: Buffer,
  now: number,
): LambdaFunctionURLEvent {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const rawQueryString = query.join('?');
  const { cookie, ...headers } = joined(request.headersDistinct);
  const isText = textTypes.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers: { ...headers, ...forwarded(request) },
    ...(rawQueryString === '' ? {} : { queryStringParameters: parameters(rawQueryString) }),
    requestContext: requestContext(request, path, now),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

const textTypes = /^(text\/|application\/(([a-z0-9.-]+\+)?(json|xml)|javascript)\b)/i;

function joined(headers: NodeJS.Dict<string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values = []]) => [name, values.join(',')]),
  );
}

function forwarded({ socket }: IncomingMessage): Record<string, string> {
  return {
    'x-forwarded-for': socket.remoteAddress ?? '',
    'x-forwarded-port': String(socket.localPort ?? ''),
    'x-forwarded-proto': 'http',
  };
}

/** A name that stands several times has its values joined. */
function parameters(rawQueryString: string): Record<string, string> {
  const query = new URLSearchParams(rawQueryString);
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(',')]));
}

function requestContext(
  request: IncomingMessage,
  path: string,
  now: number,
): LambdaFunctionURLEvent['requestContext'] {
  const domainName = request.headers.host ?? '';
  const domainPrefix = domainName.split('.')[0] ?? '';
  return {
    accountId: 'anonymous',
    apiId: domainPrefix,
    domainName,
    domainPrefix,
    http: {
      method: request.method ?? 'GET',
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey: '$default',
    stage: '$default',
    time: logTime(now),
    timeEpoch: now,
  };
}

/** The time as in an access log: `12/Mar/2020:19:03:58 +0000`. */
function logTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(/[ ,]+/);
  return `${day}/${month}/${year}:${time} +0000`;
}
