/**
 * L1 in a maintenance window of apps.yml, both halves of it: inside, nothing new of the app is
 * told; and a release that came inside and still runs is told by the first look after.
 */
import type { Kind } from '../../../lib/core/catalogue.ts';
import type { LedgerEntry } from '../../../lib/core/state.ts';
import type { Invocation } from '../invocation.ts';
import { edgeMs, inWindow } from '../models/router-model.ts';
import type { Break } from './records.ts';
import type { Turn } from './turn-laws.ts';

/** What nobody wants to hear in a window: written down here, not taken from the catalogue. */
const newKinds: ReadonlySet<string> = new Set<Kind>([
  'app-down',
  'rollback-started',
  'rollback-held',
  'would-roll-back',
  'check-armed',
  'check-never-passed',
  'reminder',
  'slow',
  'flapping',
  'certificate-expires',
  'rollout-stuck',
  'paused',
  'maintenance-lasts',
  'release-detected',
  'watch-without-baseline',
  'known-bad-redeployed',
  'release-good',
  'release-inconclusive',
  'release-phase-failed',
  'release-stuck',
  'version-unread',
  'version-unchanged',
  'version-mismatch',
  'checks-wanting',
  'checks-held',
]);

/** The words on a release that has come; our own rollback is told as what it is. */
const detected: readonly string[] = [
  'release-detected',
  'watch-without-baseline',
  'known-bad-redeployed',
];
const ours: readonly string[] = ['rollback-current', 'rollback-raced', 'rollback-late'];

export function checkWindow(turn: Turn, invocation: Invocation, breakLaw: Break): void {
  checkSilence(turn, breakLaw);
  checkToldAfter(turn, invocation, breakLaw);
}

function checkSilence({ name, added, simulation }: Turn, breakLaw: Break): void {
  const { plan } = simulation.heroku.app(name);
  if (added.length === 0 || !inWindow(plan, simulation.now, -edgeMs)) return;
  const loud = added.find(({ kind }) => newKinds.has(kind));
  if (loud !== undefined) breakLaw('L1', `${name}: ${loud.kind} is told in a maintenance window`);
}

/** A look that has probed after the window leaves nothing of it untold. */
function checkToldAfter(turn: Turn, invocation: Invocation, breakLaw: Break): void {
  const { name, state, simulation } = turn;
  const { plan } = simulation.heroku.app(name);
  const probedAt = invocation.probes.get(name)?.at ?? null;
  if (plan.window === null || probedAt === null || inWindow(plan, probedAt, edgeMs)) return;
  const entry = state.ledger.find(({ id }) => id === state.currentId);
  // What ran when somebody first looked is no news.
  if (entry === undefined || entry === state.ledger.at(-1)) return;
  if (!inWindow(plan, entry.seenAt, -edgeMs)) return;
  simulation.reach.count('deed', 'told-after-window');
  if (!isTold(turn, entry)) {
    breakLaw(
      'L1',
      `${name}: v${entry.version} came in a maintenance window, and is not told after`,
    );
  }
}

function isTold({ name, simulation }: Turn, { seenAt }: LedgerEntry): boolean {
  return [...simulation.oracle.alerts.known.values()].some(({ app, kind, at }) => {
    if (app !== name) return false;
    return detected.includes(kind) ? at >= seenAt : ours.includes(kind) && at === seenAt;
  });
}
