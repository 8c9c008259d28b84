import { limits } from '../../core/limits.ts';
import type { Clock } from '../clock.ts';

/** What is left of the account's calls, as far as its answers have told. */
export type Allowance = {
  /** Remembers the figure of an answer that came just now. */
  record(remaining: number): void;
  /** The last figure seen, as it was; null: none yet. */
  last(): number | null;
  /** Are there calls to spare beyond the reserve that is kept for open incidents? */
  hasSpare(): boolean;
};

/**
 * Minds the rate limit. The figure ages: Heroku refills the bucket all the time, so a low figure
 * stops calls for minutes at most, and then one of them brings a fresh figure.
 */
export function createAllowance(clock: Clock): Allowance {
  let seen: { readonly remaining: number; readonly at: number } | null = null;
  return {
    record: (remaining) => {
      seen = { remaining, at: clock.now() };
    },
    last: () => seen?.remaining ?? null,
    hasSpare: () => {
      if (seen === null) return true;
      // Wall time, because a monotonic clock may stand still while Lambda is frozen. Where it was
      // set back nothing is known of the age: better one call too many than none for hours.
      const minutes = Math.abs(clock.now() - seen.at) / 60_000;
      const refilled = seen.remaining + minutes * limits.rateLimitRefillPerMinute;
      return refilled >= limits.rateLimitReserve;
    },
  };
}
