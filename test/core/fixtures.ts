/** An app, a configuration and readings as the tests of the core take them for granted. */

import type { App, Configuration } from '../../lib/core/app.ts';
import type { PauseFacts } from '../../lib/core/pause.ts';
import type { Cause, Reading } from '../../lib/core/reading.ts';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** A maintenance window of apps.yml that names no days. */
export const everyDay = [0, 1, 2, 3, 4, 5, 6] as const;

/** The first moment of every film. */
export const dawn = Date.UTC(2026, 10, 23, 3, 0, 0);

export function testApp(change: Partial<App> = {}): App {
  return {
    name: 'shop',
    check: {
      health: 'https://shop.example.com/health',
      headers: {},
      status: [[200, 200]],
      checkstring: 'ok',
      contains: [],
      lacks: [],
      matches: null,
      json: [],
      withinMs: null,
      certificateMs: 14 * 24 * hour,
      timeoutMs: 10 * second,
      redirects: 0,
    },
    version: null,
    rollback: 'auto',
    probationMs: 24 * hour,
    sustained: { failures: 3, forMs: 30 * second },
    recovered: 3,
    warmupMs: null,
    watchMs: 10 * minute,
    verifyMs: minute,
    releasePhase: 'act',
    maintenance: [],
    repository: null,
    environment: null,
    checks: 'off',
    ...change,
  };
}

export const testConfiguration: Configuration = {
  cadence: { sweepMs: minute, watchMs: 5 * second },
  limits: { cooldownMs: hour, perAppADay: 2, fleetAnHour: 3, fleetAtOnce: 1 },
  remindMs: 30 * minute,
  blindMs: 3 * minute,
  control: [],
  platformStatus: null,
  digest: null,
  apps: [],
};

export function testReading(verdict: Reading['verdict'], change: Partial<Reading> = {}): Reading {
  const sick = verdict === 'sick';
  const cause: Cause | null = verdict === 'healthy' ? null : sick ? 'status' : 'dns';
  return {
    at: dawn,
    verdict,
    cause,
    url: 'https://shop.example.com/health',
    expected: 'status 200 and body "ok"',
    came: sick ? 'status 503, body "Application Error"' : 'status 200, body "ok"',
    status: sick ? 503 : 200,
    reachedApp: verdict !== 'unknown',
    slow: false,
    certificateExpiresAt: null,
    phases: { dnsMs: 1, connectMs: 2, tlsMs: 3, headersMs: 4, bodyMs: 1, totalMs: 11 },
    ...change,
  };
}

/** Nobody has ever paused anything. */
export const noPause: PauseFacts = { app: null, fleet: null };
