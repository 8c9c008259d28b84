/** Releases as Heroku tells them and as the ledger keeps them, for tables. */
import type { Release } from '../../lib/core/release.ts';
import type { LedgerEntry } from '../../lib/core/state.ts';
import { dawn } from './film.ts';

/** A deploy that succeeded, live no more. */
export function testRelease(version: number, change: Partial<Release> = {}): Release {
  return {
    id: `release-${version}`,
    version,
    status: 'succeeded',
    current: false,
    eligibleForRollback: true,
    description: `Deploy ${version}${version}${version}`,
    userEmail: 'anna@example.com',
    artifact: `slug-${version}`,
    slugId: `slug-${version}`,
    addonPlans: [],
    createdAt: dawn,
    ...change,
  };
}

/** A deploy that was seen good. */
export function testEntry(version: number, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: `release-${version}`,
    version,
    artifact: `slug-${version}`,
    slugId: `slug-${version}`,
    description: `Deploy ${version}${version}${version}`,
    userEmail: 'anna@example.com',
    createdAt: dawn,
    seenAt: dawn,
    kind: 'deploy',
    attributable: true,
    verdict: 'good',
    judgedAt: dawn,
    versionBody: null,
    commit: null,
    rollout: 'unknown',
    toll: null,
    reported: null,
    checks: null,
    ...change,
  };
}
