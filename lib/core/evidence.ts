/** Readings become rows and windows: is it sustained, is it well again, is it proven. */
import type { App } from './app.ts';
import { limits } from './limits.ts';
import type { Reading } from './reading.ts';
import type { Evidence } from './state.ts';

/**
 * Adds one scored reading. `gapMsMax`: a longer silence between two sick readings breaks their row.
 */
export function score(evidence: Evidence, reading: Reading, app: App, gapMsMax: number): Evidence {
  switch (reading.verdict) {
    case 'healthy':
      return withHealthy(evidence, reading, app);
    case 'sick':
      return withSick(evidence, reading, app, gapMsMax);
    case 'unknown':
      return withUnknown(evidence, reading.at);
    default:
      return reading.verdict satisfies never;
  }
}

/** Marks that nothing usable is known since `at`. It neither extends nor breaks a row (S2). */
export function withUnknown(evidence: Evidence, at: number): Evidence {
  return {
    ...evidence,
    unknownSince: evidence.unknownSince ?? at,
    window: evidence.window && { ...evidence.window, unknown: evidence.window.unknown + 1 },
  };
}

/** The present row of sick readings is over. */
export function withoutRow(evidence: Evidence): Evidence {
  return { ...evidence, sickInARow: 0, sickFirst: null, sickLast: null, sickReached: 0 };
}

function withHealthy(evidence: Evidence, reading: Reading, app: App): Evidence {
  const first = evidence.healthyInARow === 0;
  const slower = reading.slow ? 1 : -1;
  return {
    ...withoutRow(evidence),
    healthyInARow: Math.min(evidence.healthyInARow + 1, app.recovered),
    healthySince: first ? reading.at : evidence.healthySince,
    window: evidence.window && { ...evidence.window, healthy: evidence.window.healthy + 1 },
    unknownSince: null,
    slowScore: Math.max(0, Math.min(evidence.slowScore + slower, app.sustained.failures)),
  };
}

function withSick(evidence: Evidence, reading: Reading, app: App, gapMsMax: number): Evidence {
  const last = evidence.sickLast;
  if (last !== null && reading.at <= last.at) return evidence;
  const continues = last !== null && reading.at - last.at <= gapMsMax;
  const seen = { at: reading.at, cause: reading.cause, came: reading.came };
  return {
    ...evidence,
    sickInARow: (continues ? evidence.sickInARow : 0) + 1,
    sickFirst: continues ? evidence.sickFirst : seen,
    sickLast: seen,
    sickReached: (continues ? evidence.sickReached : 0) + (reading.reachedApp ? 1 : 0),
    healthyInARow: 0,
    healthySince: null,
    window: evidence.window && { ...evidence.window, sick: evidence.window.sick + 1 },
    unknownSince: null,
    rowTimes: continues
      ? evidence.rowTimes
      : [reading.at, ...evidence.rowTimes].slice(0, limits.flappingRows),
    slowScore: Math.min(evidence.slowScore, app.sustained.failures),
  };
}

/** S1: enough sick readings in a row, spanning enough time. */
export function isSustained(evidence: Evidence, sustained: App['sustained']): boolean {
  const { sickFirst, sickLast, sickInARow } = evidence;
  if (sickFirst === null || sickLast === null) return false;
  return sickInARow >= sustained.failures && sickLast.at - sickFirst.at >= sustained.forMs;
}

/** Enough healthy readings in a row. */
export function isRecovered(evidence: Evidence, recovered: number): boolean {
  return evidence.healthyInARow >= recovered;
}

/**
 * S12: a release is GOOD only on enough real healthy readings that were taken after its warm-up.
 */
export function isProven(evidence: Evidence, recovered: number): boolean {
  const { window } = evidence;
  if (window === null || !isRecovered(evidence, recovered)) return false;
  const scored = window.healthy + window.sick;
  const all = scored + window.unknown;
  return (
    scored >= limits.provenReadingsMin &&
    window.healthy >= scored * limits.provenHealthyShareMin &&
    window.unknown <= all * limits.provenUnknownShareMax
  );
}

/** Sick again and again, with healthy readings in between. */
export function isFlapping(evidence: Evidence, now: number): boolean {
  const oldest = evidence.rowTimes[limits.flappingRows - 1];
  return oldest !== undefined && now - oldest <= limits.flappingWindowMs;
}
