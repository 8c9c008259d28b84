// The Platform API's door: faults, token, rate limit and Accept header, before any resource is
// asked.

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type ApiAnswer, dispatch, problem } from './api/call.ts';
import { table } from './api/table.ts';
import type { ApiFault } from './faults.ts';
import { pause } from './pause.ts';
import type { Platform } from './platform.ts';
import type { RateLimit } from './rate-limit.ts';

/** One request on its way through the door. */
export type Visit = {
  readonly platform: Platform;
  readonly rateLimit: RateLimit;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
};

/** Answers one request, or does what a fault says. */
export async function receive(visit: Visit): Promise<void> {
  const { platform, request, response, method, path } = visit;
  const fault = platform.world.faults.take(method, path);
  const answer = await answerWith(fault, visit);
  const isKept = answer !== null && fault?.kind !== 'lose-response';
  if (isKept) send(visit, answer, fault);
  else if (fault?.kind !== 'hang') response.destroy();
  platform.world.events.emit('request', {
    method,
    path,
    status: isKept ? answer.status : null,
    accept: request.headers.accept ?? '',
    range: request.headers.range ?? '',
  });
}

/** null: no answer is sent, and nothing was done. */
async function answerWith(fault: ApiFault | null, visit: Visit): Promise<ApiAnswer | null> {
  switch (fault?.kind) {
    case 'status':
      return faultAnswer(fault.status);
    case 'hang':
    case 'drop':
      return null;
    case 'slow':
      await pause(fault.delayMs, visit.platform.world.closing);
      return answer(visit);
    case 'lose-response':
    case 'garble':
    case undefined:
      return answer(visit);
    default:
      return fault satisfies never;
  }
}

async function answer(visit: Visit): Promise<ApiAnswer> {
  const { platform, rateLimit, request, method, path } = visit;
  const { token } = platform.world.settings;
  if (token !== null && tokenOf(request) !== token) return faultAnswer(401);
  const isFree = path === '/account/rate-limits';
  if (!isFree && !rateLimit.take()) return faultAnswer(429);
  const accepted = /application\/vnd\.heroku\+json;\s*version=(3(?:\.[\w-]+)?)/.exec(
    request.headers.accept ?? '',
  );
  const variant = accepted?.[1];
  if (variant === undefined) {
    const wanted = 'application/vnd.heroku+json; version=3';
    return problem(406, 'not_acceptable', `The Accept header must be "${wanted}".`);
  }
  const body = await readJson(request);
  if (!body.ok) return problem(400, 'bad_request', 'Unable to parse JSON in request body.');
  const { range } = request.headers;
  const call = { platform, rateLimit, body: body.value, range, variant };
  return dispatch(table, method, { path, call });
}

/**
 * Bearer, or Basic with the token as the password, which `heroku webhooks` of some versions sends.
 */
function tokenOf(request: IncomingMessage): string | null {
  const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme === 'Bearer') return value;
  if (scheme !== 'Basic') return null;
  return Buffer.from(value, 'base64').toString().split(':')[1] ?? null;
}

async function readJson(
  request: IncomingMessage,
): Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false }> {
  try {
    const body = await text(request);
    return { ok: true, value: body.trim() === '' ? undefined : JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}

function faultAnswer(status: 401 | 403 | 429 | 500 | 503): ApiAnswer {
  switch (status) {
    case 401:
      return problem(401, 'unauthorized', 'Invalid credentials provided.');
    case 403:
      return problem(403, 'forbidden', 'You do not have access to this resource.');
    case 429:
      return problem(429, 'rate_limit', 'Your account reached the API rate limit.');
    case 500:
      return problem(500, 'internal_server_error', 'Internal server error.');
    case 503:
      return problem(503, 'service_unavailable', 'The API is temporarily unavailable.');
    default:
      return status satisfies never;
  }
}

function send({ response, rateLimit }: Visit, answer: ApiAnswer, fault: ApiFault | null): void {
  const isGarbled = fault?.kind === 'garble';
  response.writeHead(answer.status, {
    'Content-Type': isGarbled ? 'text/html' : 'application/json;charset=utf-8',
    'Request-Id': randomUUID(),
    'RateLimit-Remaining': String(rateLimit.remaining()),
    ...answer.headers,
  });
  response.end(isGarbled ? '<html><body>Bad gateway</body></html>' : JSON.stringify(answer.body));
}
