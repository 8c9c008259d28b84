import type { App } from '../app.ts';
import type { Secret } from '../secret.ts';
import type { AppEntry } from './app-schema.ts';

/** Makes an app of its parsed keys; null where a key that has no default was left out. */
export function toApp(
  name: string,
  health: string,
  headers: Readonly<Record<string, Secret>>,
  entry: AppEntry,
): App {
  return {
    name,
    check: toCheck(health, headers, entry),
    version: entry.version ?? null,
    rollback: entry.rollback,
    probationMs: entry.probation,
    sustained: { failures: entry.sustained.failures, forMs: entry.sustained.for },
    recovered: entry.recovered,
    warmupMs: entry.warmup ?? null,
    watchMs: entry.watch,
    verifyMs: entry.verify,
    releasePhase: entry.releasePhase,
    maintenance: entry.maintenance.map(({ days, start, for: durationMs, zone }) => ({
      days,
      startMinute: start,
      durationMs,
      zone,
    })),
    repository: entry.repository ?? null,
    environment: entry.environment ?? null,
    checks: entry.checks,
  };
}

function toCheck(
  health: string,
  headers: Readonly<Record<string, Secret>>,
  entry: AppEntry,
): App['check'] {
  return {
    health,
    headers,
    status: entry.status,
    // The body is trimmed before it is compared, so white space around this could never match.
    checkstring: entry.checkstring?.trim() ?? null,
    contains: entry.contains,
    lacks: entry.lacks,
    matches: entry.matches ?? null,
    json: Object.entries(entry.json).map(([path, value]) => ({ path, value })),
    withinMs: entry.within ?? null,
    certificateMs: entry.certificate,
    timeoutMs: entry.timeout,
    redirects: entry.redirects,
  };
}
