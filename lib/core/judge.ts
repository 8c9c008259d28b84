/** Judges what one probe brought against the app's check. It fails closed. */
import type { Check } from './app.ts';
import { describeCame, describeExpected } from './judge/describe.ts';
import { findFault } from './judge/find-fault.ts';
import type { ProbeOutcome, Reading } from './reading.ts';

/**
 * The judged answer: healthy only when there was one and every assertion was evaluated to true.
 * `at` is when the probe began, in epoch milliseconds. Never throws.
 */
export function judge(check: Check, outcome: ProbeOutcome, at: number): Reading {
  const expected = describeExpected(check);
  const { url, phases } = outcome;
  if (outcome.kind === 'failed') {
    return {
      at,
      verdict: 'sick',
      cause: outcome.cause,
      url,
      expected,
      came: outcome.message,
      status: null,
      // Once the request is out, the connection (and TLS over it) stood: the app's side was there.
      reachedApp: phases.headersMs !== null,
      slow: false,
      certificateExpiresAt: null,
      phases,
    };
  }
  const fault = findFault(check, outcome);
  return {
    at,
    verdict: fault === null ? 'healthy' : 'sick',
    cause: fault?.cause ?? null,
    url,
    expected,
    came: describeCame(outcome, fault),
    status: outcome.status,
    reachedApp: true,
    slow: fault === null && check.withinMs !== null && phases.totalMs > check.withinMs,
    certificateExpiresAt: outcome.certificateExpiresAt,
    phases,
  };
}

/**
 * The same reading where the trouble can be ours: it counts for nothing. `why` is what shows it,
 * for example `our own network did not work either`.
 */
export function asUnknown(reading: Reading, why: string): Reading {
  return { ...reading, verdict: 'unknown', slow: false, came: `${reading.came}; ${why}` };
}
