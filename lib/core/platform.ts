/**
 * Heroku's own status page as a veto. It fails open; but in an outage of Heroku's the page is the
 * likeliest thing to fail, so trouble that it has shown is remembered for a while.
 */
import * as v from 'valibot';
import { limits } from './limits.ts';
import { instant } from './state/instant.ts';
import { time } from './texts/time.ts';

/** What the page said when it could be read last. Kept only once it has shown trouble. */
export const platformMemory = v.object({ at: instant, color: v.string(), detail: v.string() });
export type PlatformMemory = v.InferOutput<typeof platformMemory>;

/** What the page shows. `unknown`: it could not be read, and `detail` says why. */
export type PlatformSeen = { readonly color: string; readonly detail: string };

/** What one look saw of the page, and what was remembered of it before; null: nothing. */
export type PlatformFacts = PlatformSeen & { readonly before?: PlatformMemory | null };

/** Why nothing is to be rolled back by what the page says, or has just said; null: it may be. */
export function platformReason({ color, detail, before }: PlatformFacts, now: number) {
  if (isTrouble(color)) return `Heroku reports trouble of its own (${detail})`;
  const lasts = before && Math.abs(now - before.at) < limits.platformRememberedMs;
  if (color !== 'unknown' || !lasts || !isTrouble(before.color)) return null;
  return (
    `Heroku's status page was ${before.color} at ${time(before.at)} (${before.detail}) ` +
    `and cannot be read now (${detail})`
  );
}

/**
 * What is to be remembered after the page was asked at `at`; the same object when that changes
 * nothing. Trouble that goes on is not written down more often than one answer is shared.
 */
export function rememberPlatform(
  before: PlatformMemory | null,
  { color, detail }: PlatformSeen,
  at: number,
): PlatformMemory | null {
  if (color === 'unknown') return before;
  const ageMs = before === null ? Number.POSITIVE_INFINITY : at - before.at;
  // Somebody has read it later; a time that lies far ahead is a clock's mistake.
  if (ageMs < 0 && -ageMs < limits.platformRememberedMs) return before;
  if (!isTrouble(color) && !isTrouble(before?.color)) return before;
  const isKnown = color === before?.color && ageMs >= 0 && ageMs < limits.platformStatusCacheMs;
  return isKnown ? before : { at, color, detail };
}

function isTrouble(color: string | undefined): boolean {
  return color === 'red' || color === 'yellow';
}
