/** What becomes of each kind of alert while a maintenance window of apps.yml is open. */
import type { Kind } from '../catalogue.ts';

/**
 * `told` as ever: it closes what is open, belongs to a rollback that was sent before, or is a
 * trouble of lastgood itself. `told-after` the window, if it still stands by then. `judged-after`:
 * it comes of a judgement, and in a window none is made.
 */
export type InWindow = 'told' | 'told-after' | 'judged-after';

/** A kind that is not named here is told. */
export function inWindowOf(kind: string): InWindow {
  if (toldAfter.has(kind)) return 'told-after';
  return judgedAfter.has(kind) ? 'judged-after' : 'told';
}

const toldAfter = setOf(
  'reminder',
  'check-armed',
  'check-never-passed',
  'release-detected',
  'watch-without-baseline',
  'known-bad-redeployed',
  'release-phase-failed',
  'release-stuck',
  'rollout-stuck',
  'checks-wanting',
  'checks-held',
  'flapping',
  'slow',
  'certificate-expires',
  'paused',
  'maintenance-lasts',
);

const judgedAfter = setOf(
  'rollback-started',
  'would-roll-back',
  'rollback-held',
  'app-down',
  'release-good',
  'release-inconclusive',
  'version-unread',
  'version-unchanged',
  'version-mismatch',
);

function setOf(...kinds: readonly Kind[]): ReadonlySet<string> {
  return new Set(kinds);
}
