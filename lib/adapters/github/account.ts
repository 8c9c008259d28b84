/** Where GitHub is, as whom it is asked, and on which connections. */
import { Agent } from 'undici';
import { limits } from '../../core/limits.ts';
import { safeLine } from '../../core/safe-line.ts';
import type { Secret } from '../../core/secret.ts';

/** What every call needs. */
export type Account = {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly host: string;
  readonly token: Secret;
  readonly timeoutMs: number;
  readonly connections: Agent;
  /** A stranger's words as one short safe line without the token. */
  quote(text: string): string;
};

/** Throws when the base URL is none. */
export function createAccount(options: {
  readonly baseUrl: string;
  readonly token: Secret;
  readonly timeoutMs?: number;
}): Account {
  const { baseUrl, token, timeoutMs = limits.githubTimeoutMs } = options;
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    host: new URL(baseUrl).host,
    token,
    timeoutMs,
    // Few calls, minutes apart: no connection is kept that Lambda may have slept on.
    connections: new Agent({
      connect: { timeout: timeoutMs },
      pipelining: 0,
      // The one deadline of a call covers these two.
      headersTimeout: 0,
      bodyTimeout: 0,
    }),
    quote: (text) => quoteWithout(token, text),
  };
}

/** Cuts last, so that no half of a token is left at the end. */
function quoteWithout(token: Secret, text: string): string {
  const clean = safeLine(text, limits.githubMessageCharactersMax * 8);
  const hidden = clean.replaceAll(token.reveal(), '[secret]');
  // GitHub's tokens begin so; another account's has no place here either.
  const free = hidden.replace(/\b(gh[a-z]_|github_pat_)\w+/g, '[secret]');
  return safeLine(free, limits.githubMessageCharactersMax);
}
