/** When a world is over although its time is not: all is well, said, and nothing is to come. */
import type { State } from '../../lib/core/state.ts';
import { dawn } from '../core/fixtures.ts';
import type { ModelApp } from './models/heroku-model.ts';
import { inWindow } from './models/router-model.ts';
import type { Simulation } from './simulation.ts';

/** What was over so long ago has been noticed and told. */
const settledMs = 10 * 60_000;

/**
 * True when only sweeps are left that find every app as well as the one before: no fault is about,
 * nobody does anything, no message is under way, and what is stored says that all is well.
 */
export function isOver({ scheduler, faults, heroku, oracle, table }: Simulation): boolean {
  if (scheduler.waiting > 1 || !faults.isQuiet(scheduler.now)) return false;
  if (oracle.pauses.all.some(({ until }) => until > scheduler.now - settledMs)) return false;
  for (const { outbox } of table.items.values()) if (outbox !== '[]') return false;
  return [...heroku.apps].every(([name, app]) => {
    const { state } = oracle.record(name);
    return state !== null && isWell(app, scheduler.now) && isAtRest(state, app);
  });
}

function isWell(app: ModelApp, now: number) {
  const { plan, current, releases, maintenance, web, currentSince } = app;
  const { code, configBroken } = current;
  const booted = now - currentSince > 60_000 + plan.rollMs;
  const good = code.quality === 'good' || code.quality === 'slow-boot';
  const pending = releases.some(({ status }) => status === 'pending');
  const windowed = inWindow(plan, now, settledMs) || now < dawn + (plan.window?.fromMs ?? 0);
  const stands = !configBroken && !pending && !maintenance && web > 0;
  return good && booted && stands && !windowed;
}

function isAtRest(state: State, app: ModelApp): boolean {
  const { situation, incident, pending, straggler, conditions, currentId, releasedAt } = state;
  const quiet = situation.name === 'steady' || situation.name === 'rolled-back';
  const open = incident !== null || pending !== null || straggler !== null;
  const known = currentId === app.current.id && releasedAt === app.releasedAt;
  return quiet && !open && known && Object.keys(conditions).length === 0;
}
