/**
 * L1 and L2 for Heroku's maintenance mode: one that lasts is told, repeated each day, and told as
 * over. By when people really switched it.
 */
import { limits } from '../../../lib/core/limits.ts';
import type { Simulation } from '../simulation.ts';
import { quietSince } from './quiet-since.ts';
import type { Break } from './records.ts';

/** One time of an app's; `until` is infinite while it is on. */
type Span = { readonly name: string; readonly from: number; until: number };

export class MaintenanceBook {
  readonly spans: Span[] = [];
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  switched(name: string, on: boolean): void {
    const open = this.spans.find((span) => span.name === name && this.now() < span.until);
    if (on && open === undefined) {
      this.spans.push({ name, from: this.now(), until: Number.POSITIVE_INFINITY });
    }
    if (!on && open !== undefined) open.until = this.now();
  }
}

/** Until `calmSince` something else may have failed as well. */
export function checkMaintenance(
  { simulation, calmSince }: { readonly simulation: Simulation; readonly calmSince: number },
  breakLaw: Break,
): void {
  const since = quietSince(simulation, calmSince);
  for (const span of simulation.oracle.maintenance.spans) {
    if (!isExcused(span, simulation)) checkSpan(span, { simulation, calmSince: since }, breakLaw);
  }
}

function checkSpan(
  { name, from, until }: Span,
  { simulation, calmSince }: { readonly simulation: Simulation; readonly calmSince: number },
  breakLaw: Break,
): void {
  const { now, story, reach } = simulation;
  const patienceMs = 4 * story.sweepMs;
  const end = Math.min(until, now);
  const seenAt = Math.max(from, calmSince);
  const told = toldAt('maintenance-lasts', name, simulation).filter((at) => at >= from);
  const dueAt = seenAt + limits.maintenanceLongMs + patienceMs;
  const what = `the maintenance mode of ${name}`;
  if (told.some((at) => at < from + limits.maintenanceLongMs - patienceMs)) {
    breakLaw('L1', `${what} is told before it has lasted`);
  }
  if (dueAt < end && told.length === 0) breakLaw('L1', `${what} was never told`);
  const silentMs = end - Math.max(seenAt, ...told);
  if (told.length > 0 && silentMs > limits.maintenanceRemindMs + patienceMs) {
    breakLaw('L2', `${what} was forgotten`);
  }
  if (told.length > 1) reach.count('deed', 'maintenance-repeated');
  const over = now - Math.max(until, calmSince) > patienceMs;
  if (!over || told.length === 0) return;
  const closed = toldAt('maintenance-over', name, simulation).some((at) => at >= (told[0] ?? 0));
  if (!closed) breakLaw('L2', `${what} ended in silence`);
}

function toldAt(kind: string, name: string, { oracle }: Simulation): readonly number[] {
  const alerts = [...oracle.alerts.known.values()];
  return alerts.filter((alert) => alert.kind === kind && alert.app === name).map(({ at }) => at);
}

/** A window keeps it back; who remembers nothing, or whom nobody finds, cannot tell of it. */
function isExcused({ name }: Span, { heroku, oracle }: Simulation): boolean {
  const app = heroku.app(name);
  return app.plan.window !== null || app.gone !== null || oracle.damage.ever(`app#${name}`);
}
