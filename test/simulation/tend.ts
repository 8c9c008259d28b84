/** What people do to lastgood's own table: pauses, damage, and its repair. */
import { fleetKey } from '../../lib/core/fleet.ts';
import {
  isUnreadable,
  type Pause,
  parsePauses,
  pausesKey,
  pausesText,
  withoutPause,
  withPause,
} from '../../lib/core/pause.ts';
import type { Simulation } from './simulation.ts';
import type { Happening } from './story/story.ts';

/** What concerns no app at Heroku. */
export type Tending = Exclude<Happening, { readonly app: string }>;

export function tend(simulation: Simulation, what: Tending): void {
  const { oracle } = simulation;
  switch (what.do) {
    case 'pause':
      if (pause(simulation, what)) oracle.pauses.begun(what.of, what.forMs);
      break;
    case 'resume':
      if (resume(simulation, what.of)) oracle.pauses.ended(what.of);
      break;
    case 'damage':
      if (what.part === 'outbox') damageOutbox(simulation, what.item);
      else damage(simulation, what.item);
      break;
    case 'mend':
      mend(simulation);
      break;
    default:
      what satisfies never;
  }
}

function pause(simulation: Simulation, { of, forMs }: Tending & { do: 'pause' }): boolean {
  const at = Math.floor(simulation.now);
  const until = at + Math.floor(forMs);
  const added: Pause = { app: of, by: 'anna@laptop', why: null, at, until, ended: null };
  return change(simulation, (all) => withPause(all, added));
}

function resume(simulation: Simulation, of: string | null): boolean {
  const at = Math.floor(simulation.now);
  return change(simulation, (all) => withoutPause(all, of, { at, by: 'ben@laptop' }));
}

/** False: what is stored cannot be read, and nothing is written over it. */
function change(
  { table, now }: Simulation,
  next: (all: readonly Pause[]) => readonly Pause[],
): boolean {
  const item = table.load(pausesKey);
  const all = parsePauses(item?.body ?? null);
  if (isUnreadable(all)) return false;
  const revision = (item?.revision ?? 0) + 1;
  const body = pausesText(next(all), Math.floor(now));
  table.items.set(pausesKey, { key: pausesKey, revision, body, outbox: '[]' });
  return true;
}

/** Somebody writes over it; its outbox is there still, and what it said cannot be read any more. */
function damage({ table, oracle }: Simulation, key: string): void {
  const item = table.load(key);
  if (item === null) return;
  const body = `${item.body.slice(0, 20)} …`;
  table.items.set(key, { ...item, revision: item.revision + 1, body });
  oracle.damage.done(key);
}

/** Its outbox is cut in the middle: no alert in it can be read any more. */
function damageOutbox({ table, oracle }: Simulation, key: string): void {
  const item = table.load(key);
  if (item === null || item.outbox === '[]') return;
  const outbox = item.outbox.slice(0, item.outbox.length / 2);
  table.items.set(key, { ...item, revision: item.revision + 1, outbox });
  oracle.alerts.damaged(item);
}

function mend({ table, oracle }: Simulation): void {
  if (oracle.damage.stands(pausesKey)) table.items.delete(pausesKey);
  if (oracle.damage.stands(fleetKey)) table.items.delete(fleetKey);
  oracle.damage.mended();
}
