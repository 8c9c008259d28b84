import { request } from 'undici';
import * as v from 'valibot';
import { parseJson } from '../../core/parse-json.ts';
import type { Answer } from '../../core/release.ts';
import { boundedBody } from '../bounded-body.ts';
import type { Account } from './account.ts';
import { nextSteps } from './advice.ts';
import {
  type Asked,
  type Method,
  malformed,
  notAsked,
  refused,
  timedOut,
  unreachable,
} from './trouble.ts';

/** One request to the Platform API. */
export type Call = Asked & {
  /** The `Range` of a list. */
  readonly range?: string;
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** One deadline for everything; the account's default when it is left out. */
  readonly timeoutMs?: number;
  /** True: an open incident needs it, so that it may use the reserve of the rate limit. */
  readonly urgent: boolean;
};

/**
 * A request about one app, `rest` being what stands after its name in the path. It may use the
 * reserve of the rate limit, as what an open incident needs and what a person waits for may.
 */
export function callOfApp(method: Method, app: string, rest = ''): Call {
  return { method, path: `/apps/${encodeURIComponent(app)}${rest}`, urgent: true };
}

/** A success: its body is JSON of which nothing is known yet. */
export type Reply = {
  readonly status: number;
  readonly requestId: string | null;
  readonly json: unknown;
  /** Where a list that was cut (206) goes on. */
  readonly nextRange: string | null;
};

/** Makes one request, once. Whether to try again is decided where it is known what it was for. */
export async function call(account: Account, asked: Call): Promise<Answer<Reply>> {
  const { token } = account;
  if (token === null) {
    const reason = 'no Heroku token is set';
    const why = { kind: 'no-token', reason, advice: nextSteps['no-token'] } as const;
    return { ok: false, trouble: notAsked(asked, why) };
  }
  if (!/^[\x21-\x7e]+$/.test(token.reveal())) {
    const reason = 'the Heroku token holds white space or characters that no token has';
    const why = { kind: 'unauthorized', reason, advice: nextSteps['bad-token'] } as const;
    return { ok: false, trouble: notAsked(asked, why) };
  }
  if (!asked.urgent && !account.allowance.hasSpare()) {
    const reason = 'the last calls of the rate limit are kept for open incidents';
    const why = { kind: 'rate-limited', reason, advice: nextSteps['rate-limited'] } as const;
    return { ok: false, trouble: notAsked(asked, why) };
  }
  return exchange(account, asked, `Bearer ${token.reveal()}`);
}

async function exchange(account: Account, asked: Call, bearer: string): Promise<Answer<Reply>> {
  const timeoutMs = asked.timeoutMs ?? account.limits.timeoutMs;
  const signal = AbortSignal.timeout(timeoutMs);
  let came: Came;
  try {
    came = await send(account, asked, { bearer, signal });
  } catch (error) {
    if (signal.aborted) return { ok: false, trouble: timedOut(asked, timeoutMs) };
    return { ok: false, trouble: unreachable(asked, account.host, error) };
  }
  return judge(account, asked, came);
}

type Came = {
  readonly status: number;
  readonly requestId: string | null;
  readonly nextRange: string | null;
  readonly contentType: string;
  /** null: more than the limit. */
  readonly text: string | null;
};

async function send(
  account: Account,
  asked: Call,
  { bearer, signal }: { bearer: string; signal: AbortSignal },
): Promise<Came> {
  const { statusCode, headers, body } = await request(`${account.baseUrl}${asked.path}`, {
    method: asked.method,
    dispatcher: account.connections.forMethod(asked.method),
    signal,
    headers: {
      accept: 'application/vnd.heroku+json; version=3',
      'accept-encoding': 'identity',
      authorization: bearer,
      'user-agent': 'lastgood',
      ...(asked.range === undefined ? {} : { range: asked.range }),
      ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: asked.body === undefined ? null : JSON.stringify(asked.body),
  });
  const requestId = first(headers['request-id']);
  recordRemaining(account, statusCode, first(headers['ratelimit-remaining']));
  const reading = boundedBody(body, account.limits.bodyBytesMax);
  return {
    status: statusCode,
    requestId: requestId === null ? null : account.quote(requestId),
    nextRange: first(headers['next-range']),
    contentType: account.quote(first(headers['content-type']) ?? 'no content type'),
    // A refusal is a refusal even when the sentence that explains it never arrives.
    text: statusCode < 300 ? await reading : await reading.catch(() => ''),
  };
}

function judge(account: Account, asked: Call, came: Came): Answer<Reply> {
  const { status, requestId, nextRange, contentType, text } = came;
  const json = parseJson(text ?? '');
  if (status >= 300) {
    const error = v.safeParse(HerokuError, json);
    const errorId = error.success ? account.quote(error.output.id) : null;
    const said = error.success
      ? account.quote(error.output.message)
      : `${contentType}, without a message of Heroku's`;
    return { ok: false, trouble: refused(asked, { status, requestId, errorId, said }) };
  }
  if (text === null) {
    const what = `with more than ${account.limits.bodyBytesMax} bytes`;
    return { ok: false, trouble: malformed(asked, { status, requestId, what }) };
  }
  if (json === undefined) {
    const what = text === '' ? 'the body was empty' : `the body was not JSON (${contentType})`;
    return { ok: false, trouble: malformed(asked, { status, requestId, what }) };
  }
  return { ok: true, value: { status, requestId, json, nextRange } };
}

/** The body of every refusal (Dev Center: Platform API reference, Errors). */
const HerokuError = v.object({ id: v.string(), message: v.string() });

function recordRemaining(account: Account, status: number, header: string | null): void {
  if (header !== null && /^\d+$/.test(header)) account.allowance.record(Number(header));
  else if (status === 429) account.allowance.record(0);
}

function first(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
