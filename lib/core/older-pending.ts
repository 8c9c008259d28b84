import type { Draft } from './draft.ts';
import { limits } from './limits.ts';
import type { Release } from './release.ts';

/**
 * Releases that are older than `version` and still in their release phase, the newest first: Heroku
 * does not run release phases one after the other, so each may become current over whatever came
 * after it. One that is older than a release phase may last is stuck, and comes no more.
 */
export function olderPending({ facts, now }: Draft, version: number): readonly Release[] {
  return (facts.heroku?.releases ?? [])
    .filter((release) => release.status === 'pending' && release.version < version)
    .filter(({ createdAt }) => now - createdAt < limits.pendingMsMax)
    .toSorted((left, right) => right.version - left.version);
}
