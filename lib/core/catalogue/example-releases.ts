/** The releases of the night that the catalogue's examples tell of. */
import type { Release } from '../release.ts';
import type { LedgerEntry } from '../state.ts';

const minute = 60_000;
const hour = 60 * minute;

/** When the examples are said. */
export const now = Date.UTC(2026, 10, 23, 3, 14, 5);

const night: Readonly<Record<number, Partial<Release>>> = {
  27: { description: 'Deploy 1a5f89db', createdAt: now - 26 * hour },
  28: { description: 'Deploy 77ab01cd', createdAt: now - 67 * minute, status: 'pending' },
  29: {
    description: 'Deploy 9c0ffee1',
    createdAt: now - 3 * minute,
    userEmail: 'ben@example.com',
    current: true,
  },
  30: { description: 'Rollback to v27', createdAt: now - minute, userEmail: 'bot@example.com' },
  31: { description: 'Deploy 4d3c2b1a', createdAt: now - minute / 2, status: 'failed' },
};

/** A release of the night as Heroku lists it. */
export function exampleRelease(version: number): Release {
  return {
    id: `release-${version}`,
    version,
    status: 'succeeded',
    current: false,
    eligibleForRollback: true,
    description: '',
    userEmail: 'anna@example.com',
    artifact: `slug-${version}`,
    slugId: `slug-${version}`,
    addonPlans: [],
    createdAt: now,
    ...night[version],
  };
}

/** A release of the night as it is remembered. */
export function exampleEntry(version: number, change: Partial<LedgerEntry> = {}): LedgerEntry {
  const { id, description, userEmail, artifact, slugId, createdAt } = exampleRelease(version);
  return {
    ...{ id, version, description, userEmail, artifact, slugId, createdAt },
    seenAt: createdAt + 4_000,
    kind: description.startsWith('Rollback') ? 'rollback' : 'deploy',
    attributable: true,
    verdict: 'unproven',
    judgedAt: null,
    versionBody: null,
    commit: null,
    rollout: 'done',
    toll: null,
    reported: null,
    checks: null,
    ...change,
  };
}
