/** A GitHub that could not be asked or told: when it is tried again, and when people hear of it. */
import type { GitHubTrouble } from './github.ts';
import { limits } from './limits.ts';
import type { State } from './state.ts';

type Remembered = State['github']['asking'];

/** One trouble more in the row. */
export function afterTrouble(
  before: Remembered,
  { kind, message, advice, canRetry }: GitHubTrouble,
  now: number,
): Remembered {
  const ofToken = kind === 'unauthorized';
  return { at: now, times: (before?.times ?? 0) + 1, message, advice, canRetry, ofToken };
}

/**
 * True when it may be tried again for what came up at `since`: at once when that was later than the
 * trouble, else after a wait that doubles, and never for what is so old that nobody waits for it.
 */
export function retryDue(trouble: Remembered, since: number, now: number): boolean {
  if (now - since > limits.githubReportAgeMsMax) return false;
  if (trouble === null || since > trouble.at) return true;
  const waitMs = limits.githubRetryMs * 2 ** Math.min(trouble.times - 1, 20);
  return now - trouble.at >= Math.min(waitMs, limits.githubRetryMsMax);
}

/**
 * True when it is worth a word: it does not pass by itself, or has not for a while. A token that is
 * refused is told of once, for all apps.
 */
export function isLasting(trouble: Remembered): trouble is NonNullable<Remembered> {
  if (trouble === null || trouble.ofToken) return false;
  return !trouble.canRetry || trouble.times >= limits.githubTroublesTold;
}
