import { limits } from '../../core/limits.ts';
import { safeLine } from '../../core/safe-line.ts';
import type { Secret } from '../../core/secret.ts';
import type { Clock } from '../clock.ts';
import { type Allowance, createAllowance } from './allowance.ts';
import { type Connections, createConnections } from './connections.ts';

/** Bounds of the calls; each has its default in core/limits.ts. */
export type HerokuLimits = {
  readonly timeoutMs: number;
  readonly rollbackTimeoutMs: number;
  readonly bodyBytesMax: number;
  readonly pagesMax: number;
  readonly logTimeoutMs: number;
  readonly logBytesMax: number;
};

/** What every call needs: where the Platform API is, as whom it is asked, and what it allows. */
export type Account = {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Its host, for the words of a trouble. */
  readonly host: string;
  readonly token: Secret | null;
  readonly allowance: Allowance;
  readonly connections: Connections;
  readonly limits: HerokuLimits;
  /** A stranger's words as one short safe line without the token. */
  quote(text: string): string;
};

/** Options of `createHeroku`; `limits` is for those who cannot wait ten seconds, such as tests. */
export type HerokuOptions = {
  readonly baseUrl: string;
  readonly token: Secret | null;
  readonly clock: Clock;
  readonly limits?: Partial<HerokuLimits>;
};

/** Opens nothing yet: the first call connects. Throws when the base URL is none. */
export function createAccount({ baseUrl, token, clock, limits: chosen }: HerokuOptions): Account {
  const bounds: HerokuLimits = {
    timeoutMs: limits.herokuTimeoutMs,
    rollbackTimeoutMs: limits.rollbackTimeoutMs,
    bodyBytesMax: limits.herokuBodyBytesMax,
    pagesMax: limits.herokuPagesMax,
    logTimeoutMs: limits.logTimeoutMs,
    logBytesMax: limits.logBytesMax,
    ...chosen,
  };
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    host: new URL(baseUrl).host,
    token: token?.reveal() === '' ? null : token,
    allowance: createAllowance(clock),
    connections: createConnections(clock, bounds.timeoutMs),
    limits: bounds,
    quote: (text) => quoteWithout(token, text),
  };
}

/** Cuts last, so that no half of a token is left at the end. */
function quoteWithout(token: Secret | null, text: string): string {
  const clean = safeLine(text, limits.herokuMessageCharactersMax * 8);
  const value = token?.reveal() ?? '';
  const hidden = value === '' ? clean : clean.replaceAll(value, '[secret]');
  return safeLine(hidden, limits.herokuMessageCharactersMax);
}
