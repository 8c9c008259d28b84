/**
 * S16 for what is paused or in a maintenance window: nothing is sent and nothing planned. L2 and L3
 * for the pause itself: it is told, repeated each day, and told again when it is over; what it held
 * back is taken up again.
 */
import { limits } from '../../../lib/core/limits.ts';
import { wholeFleet } from '../../../lib/core/monitor.ts';
import type { State } from '../../../lib/core/state.ts';
import type { Invocation } from '../invocation.ts';
import { edgeMs, inWindow } from '../models/router-model.ts';
import type { Simulation } from '../simulation.ts';
import type { StoodPause } from './pause-book.ts';
import { quietSince } from './quiet-since.ts';
import type { AppRecord, Break, Claim, StoredAlert } from './records.ts';

/** Clocks differ by so much, and a pause that ends just then may be over by another's clock. */
const skewMs = 10_000;

type Acting = {
  readonly name: string;
  readonly claim: Claim;
  readonly invocation: Invocation;
  readonly simulation: Simulation;
};

/** A pause that was stored before the look read the pauses lets nothing be planned. */
export function checkPlanPaused({ name, invocation, simulation }: Acting, breakLaw: Break): void {
  const { oracle, now, heroku } = simulation;
  if (oracle.pauses.stood(name, invocation.pausesReadAt, now + skewMs)) {
    breakLaw('S16', `${name}: a rollback is planned while the app is paused`);
  }
  if (inWindow(heroku.app(name).plan, now, -edgeMs)) {
    breakLaw('S16', `${name}: a rollback is planned in a maintenance window`);
  }
}

/** Between claim and POST the pauses are read once more. */
export function checkPostPaused(acting: Acting, breakLaw: Break): void {
  const { name, claim, invocation, simulation } = acting;
  if (invocation.pausesReadAt < claim.at) {
    breakLaw('S16', `${name}: sent without asking whether somebody has paused since the claim`);
  }
  const { oracle, now } = simulation;
  if (oracle.pauses.stood(name, invocation.pausesReadAt, now + skewMs)) {
    breakLaw('S16', `${name}: sent while the app is paused`);
  }
}

type Ended = {
  readonly simulation: Simulation;
  readonly calmSince: number;
};

/** Every pause was told while it stood, and told again when it was over. */
export function checkPausesTold(ended: Ended, breakLaw: Break): void {
  const { simulation } = ended;
  const { oracle, now, story } = simulation;
  const calmSince = quietSince(simulation, ended.calmSince);
  const patienceMs = 4 * story.sweepMs;
  for (const pause of oracle.pauses.all) {
    if (isExcused(pause, simulation)) continue;
    const told = toldOf(pause, 'paused', simulation);
    const what = `the pause of ${pause.of ?? wholeFleet} (${pause.end})`;
    const muteMs = mutedMs(pause, simulation);
    const began = Math.max(pause.from, calmSince) + muteMs;
    const seen = Math.min(pause.until, now) - began > patienceMs;
    if (seen && told.length === 0) breakLaw('L1', `${what} was never told`);
    const silentMs = Math.min(pause.until, now) - Math.max(began, ...told.map(({ at }) => at));
    if (silentMs > limits.pauseRemindMs + patienceMs + muteMs)
      breakLaw('L2', `${what} was forgotten`);
    const over = now - Math.max(pause.until, calmSince) > patienceMs;
    const next = oracle.pauses.all.some(({ of, from }) => of === pause.of && from >= pause.until);
    if (next || told.length === 0 || !over) continue;
    const closed = toldOf({ ...pause, from: pause.until, until: now }, 'pause-ended', simulation);
    if (closed.length === 0) breakLaw('L2', `${what} ended in silence`);
  }
}

function toldOf(
  { of, from, until }: StoodPause,
  kind: string,
  { oracle }: Simulation,
): readonly StoredAlert[] {
  const app = of ?? wholeFleet;
  return [...oracle.alerts.known.values()].filter((alert) => {
    const meant = alert.kind === kind && alert.app === app;
    return meant && alert.at >= from - skewMs && alert.at <= until + skewMs;
  });
}

/** It may lie in a window of the app's, which keeps it from being told. */
function mutedMs({ of }: StoodPause, { heroku }: Simulation): number {
  const window = of === null ? null : (heroku.apps.get(of)?.plan.window ?? null);
  return window === null ? 0 : window.forMs + 2 * edgeMs;
}

/** Who remembers nothing cannot tell what is over. */
function isExcused({ of }: StoodPause, simulation: Simulation): boolean {
  const { oracle, heroku } = simulation;
  if (oracle.pauses.unreadable.length > 0) return true;
  if (of === null) return oracle.damage.ever('monitor');
  return !heroku.apps.has(of) || oracle.damage.ever(`app#${of}`);
}

/** L5: what a pause held back is judged anew once it is over. */
export function checkTakenUp(
  { name, record, state }: { name: string; record: AppRecord; state: State },
  { simulation, calmSince }: Ended,
  breakLaw: Break,
): void {
  const { oracle, story } = simulation;
  const { situation } = state;
  if (situation.name !== 'held' || !situation.guards.includes('paused')) return;
  if (oracle.pauses.unreadable.some(({ until }) => until > calmSince)) return;
  const over = Math.max(calmSince, ...oracle.pauses.of(name).map(({ until }) => until));
  const since = record.probes.filter(({ at }) => at > over + 2 * story.sweepMs);
  const sick = since.every(({ health, maintenance }) => health === 'sick' && !maintenance);
  if (since.length >= 6 && sick) breakLaw('L5', `${name}: held by a pause that is over`);
}
