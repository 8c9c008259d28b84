/** Before anything is rolled back, a sweep has to have looked at the other apps as well. */

import { blameless } from '../blameless.ts';
import type { Draft } from '../draft.ts';
import { limits } from '../limits.ts';
import { sicknessOf } from '../others.ts';

/**
 * True while no sweep has seen the other apps since this one went sick: a close look convicts in
 * less time than a sweep takes to come round, and would not know of a cause that all share (S10).
 * Sweeps that do not come are waited for no longer than two of them take; that they are missing is
 * told by an alarm of its own, and says nothing of the other apps.
 */
export function awaitsSweep(draft: Draft): boolean {
  const { facts, app, state, now, configuration } = draft;
  const { others } = facts;
  if (others === null || others.fleet < 2 || blameless(draft) !== null) return false;
  const { since } = sicknessOf(app.name, state, now);
  const swept = (others.sweptAt ?? 0) >= since;
  return !swept && now - since < limits.correlationSweeps * configuration.cadence.sweepMs;
}
