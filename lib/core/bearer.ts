import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from './secret.ts';

/**
 * Does an Authorization header carry one of the tokens (RFC 6750)? Two are valid at once while one
 * is being replaced; an empty one opens nothing. How long it takes tells nothing of them.
 */
export function isBearer(header: string | undefined, tokens: readonly Secret[]): boolean {
  const given = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  const digest = digestOf(given);
  // Every token is compared, so that the time does not tell which of them it was either.
  const matches = tokens.filter((token) => {
    const value = token.reveal();
    return timingSafeEqual(digest, digestOf(value)) && value !== '';
  });
  return matches.length > 0;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
