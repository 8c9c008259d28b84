/**
 * L1 for what may undo a rollback: whoever is told that one has started is told of every older
 * release that the look saw in its release phase, because that may become current over it.
 */
import { limits } from '../../../lib/core/limits.ts';
import type { Invocation } from '../invocation.ts';
import type { Break } from './records.ts';
import type { Turn } from './turn-laws.ts';

/** Clocks differ, and Heroku's with them. */
const slackMs = 60_000;

export function checkOlderTold(turn: Turn, invocation: Invocation, breakLaw: Break): void {
  const { name, state, added, simulation } = turn;
  const started = added.find(({ kind }) => kind === 'rollback-started');
  const read = invocation.reads.get(name);
  if (started === undefined || read === undefined || state.situation.name !== 'rolling-back')
    return;
  const { culprit } = state.situation.intent;
  for (const { status, version, createdAt } of read.releases) {
    const isYoung = read.at - createdAt < limits.pendingMsMax - slackMs;
    if (status !== 'pending' || version > culprit.version || !isYoung) continue;
    simulation.reach.count('deed', 'older-pending');
    const told = started.next.some((line) => line.startsWith(`v${version} (`));
    if (!told) breakLaw('L1', `${name}: v${version} may come over the rollback, and is not told`);
  }
}
