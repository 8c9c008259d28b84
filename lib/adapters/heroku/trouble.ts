import type { HerokuTrouble } from '../../core/release.ts';
import { networkFailure } from '../network-failure.ts';
import { adviceForStatus, kindOfStatus, nextSteps } from './advice.ts';

/** The part of a call that a trouble tells about. */
export type Asked = { readonly method: Method; readonly path: string };

/** What can be done at the Platform API; everything but a GET changes something. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** An answer that came over HTTP, its strangers' words already made safe. */
export type Answered = {
  readonly status: number;
  readonly requestId: string | null;
  /** Heroku's word for it, for example `two_factor`; null: the body was none of its errors. */
  readonly errorId: string | null;
  /** Heroku's sentence, or what came instead of one. */
  readonly said: string;
};

/** The call was never made: nothing to make it with, or it would cost calls that are kept back. */
export function notAsked(
  asked: Asked,
  why: { kind: 'no-token' | 'unauthorized' | 'rate-limited'; reason: string; advice: string },
): HerokuTrouble {
  return {
    kind: why.kind,
    message: `${name(asked)} was not asked: ${why.reason}`,
    advice: why.advice,
    canRetry: why.kind === 'rate-limited',
    maybeDone: false,
    status: null,
    requestId: null,
  };
}

/** Heroku answered with a status that is no success. */
export function refused(asked: Asked, answered: Answered): HerokuTrouble {
  const { status, errorId, said, requestId } = answered;
  const kind = kindOfStatus(status);
  const id = errorId === null ? '' : ` (${errorId})`;
  return {
    kind,
    message: `${name(asked)} answered ${status}${id}: ${said}`,
    advice: adviceForStatus({ status, errorId, path: asked.path }),
    canRetry: kind === 'rate-limited' || kind === 'unavailable' || kind === 'malformed',
    // A 4xx says that nothing was done. Of anything else that cannot be known.
    maybeDone: asked.method !== 'GET' && (status < 400 || status >= 500),
    status,
    requestId,
  };
}

/** A success whose body is not what the Platform API documents. `what` is already safe. */
export function malformed(
  asked: Asked,
  answered: { readonly status: number; readonly requestId: string | null; readonly what: string },
): HerokuTrouble {
  return {
    kind: 'malformed',
    message: `${name(asked)} answered ${answered.status}, but ${answered.what}`,
    advice: nextSteps.malformed,
    canRetry: true,
    maybeDone: asked.method !== 'GET',
    status: answered.status,
    requestId: answered.requestId,
  };
}

/** The call's deadline passed: before an answer, or in the middle of one. */
export function timedOut(asked: Asked, timeoutMs: number): HerokuTrouble {
  return {
    kind: 'timeout',
    message: `${name(asked)} had no whole answer within ${timeoutMs} ms`,
    advice: nextSteps.timeout,
    canRetry: true,
    maybeDone: asked.method !== 'GET',
    status: null,
    requestId: null,
  };
}

/** The network failed. `host` is where the Platform API was looked for. */
export function unreachable(asked: Asked, host: string, error: unknown): HerokuTrouble {
  const { what, code, maybeSent } = networkFailure(error);
  return {
    kind: 'unreachable',
    message: `${name(asked)} ${failureWords[what]} ${host} (${code})`,
    advice: nextSteps[what],
    canRetry: true,
    maybeDone: asked.method !== 'GET' && maybeSent,
    status: null,
    requestId: null,
  };
}

const failureWords = {
  dns: 'failed, for no address was found for',
  connect: 'failed, for no connection could be made to',
  tls: 'failed, for there was no trusted TLS connection to',
  dropped: 'failed, for the connection was dropped by',
} as const;

function name({ method, path }: Asked): string {
  return `${method} ${path}`;
}
