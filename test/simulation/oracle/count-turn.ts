/** Counts what a stored change of an app has come to. */
import type { State } from '../../../lib/core/state.ts';
import type { Reach } from '../reach.ts';

export function countTurn(reach: Reach, was: State | null, state: State): void {
  const from = was?.situation.name ?? 'new';
  const to = state.situation.name;
  if (from !== to) reach.count('transition', `${from} -> ${to}`);
  reach.count('situation', to);
  if (state.situation.name !== 'held') return;
  for (const guard of state.situation.guards) reach.count('guard', guard);
}
