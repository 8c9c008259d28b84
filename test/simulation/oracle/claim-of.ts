/** Tells a claim from other writes: it plans a rollback, or takes the right to send it again. */
import type { State } from '../../../lib/core/state.ts';
import type { Claim } from './records.ts';

export function claimOf(
  was: State | null,
  { situation }: State,
): Pick<Claim, 'plan' | 'intent'> | null {
  if (situation.name !== 'rolling-back') return null;
  const before = was?.situation;
  const { intent } = situation;
  const plan =
    before?.name !== 'rolling-back' ||
    before.intent.culprit.id !== intent.culprit.id ||
    before.intent.plannedAt !== intent.plannedAt;
  if (plan) return { plan, intent };
  return intent.sends > before.intent.sends ? { plan, intent } : null;
}
