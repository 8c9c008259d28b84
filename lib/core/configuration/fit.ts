/** What each key may hold alone and the keys together cannot: a configuration that never works. */
import type { App, Configuration } from '../app.ts';
import { formatDuration } from '../duration.ts';
import { neverClose } from '../maintenance.ts';

/** A key and why its value does not go together with the others. */
export type Misfit = { readonly key: string; readonly message: string };

/** Every misfit of one app: what could never convict it, pass, or be asked anywhere. */
export function appMisfits(app: App, cadence: Configuration['cadence']): Misfit[] {
  return [
    ...timeMisfits(app, cadence),
    ...bodyMisfits(app.check),
    ...checksMisfits(app),
    ...windowMisfits(app),
  ];
}

/** Every misfit of the keys for all apps together; `blindMs` is null when it is faulty itself. */
export function fleetMisfits(cadence: Configuration['cadence'], blindMs: number | null): Misfit[] {
  const misfits: Misfit[] = [];
  const { sweepMs, watchMs } = cadence;
  if (watchMs > sweepMs) {
    const message = `expected watch (${formatDuration(watchMs)}) to be no longer than sweep`;
    misfits.push({ key: 'cadence', message: `${message} (${formatDuration(sweepMs)})` });
  }
  if (blindMs !== null && blindMs <= sweepMs) {
    const message = `expected longer than cadence.sweep (${formatDuration(sweepMs)})`;
    misfits.push({
      key: 'blind',
      message: `${message}, or every pause between sweeps is blindness`,
    });
  }
  return misfits;
}

function timeMisfits(app: App, cadence: Configuration['cadence']): Misfit[] {
  const { failures, forMs } = app.sustained;
  const { timeoutMs, withinMs } = app.check;
  // An app that hangs answers no faster than the timeout, and must be convicted all the same.
  const inWatchMs = Math.max(forMs, (failures - 1) * Math.max(cadence.watchMs, timeoutMs));
  const inSweepMs = Math.max(forMs, (failures - 1) * cadence.sweepMs);
  const blamedMs = (app.probationMs ?? Number.POSITIVE_INFINITY) - (app.warmupMs ?? 0);
  const misfits: Misfit[] = [];
  const needs = (takesMs: number, room: string, roomMs: number): void => {
    const message =
      `expected ${failures} failures over ${formatDuration(forMs)} to fit into ${room} ` +
      `(${formatDuration(Math.max(roomMs, 0))}), came ${formatDuration(takesMs)}`;
    misfits.push({ key: 'sustained', message });
  };
  if (inWatchMs > blamedMs) needs(inWatchMs, 'probation without warmup', blamedMs);
  else if (inWatchMs > app.watchMs) needs(inWatchMs, 'watch', app.watchMs);
  else if (inSweepMs > blamedMs && app.watchMs < blamedMs) {
    needs(inSweepMs, 'probation at one reading a sweep, or watch to cover it', blamedMs);
  }
  if (timeoutMs > cadence.sweepMs) {
    const message = `expected at most cadence.sweep (${formatDuration(cadence.sweepMs)})`;
    misfits.push({ key: 'timeout', message: `${message}, came ${formatDuration(timeoutMs)}` });
  }
  if (withinMs !== null && withinMs >= timeoutMs) {
    const message = `expected less than timeout (${formatDuration(timeoutMs)})`;
    misfits.push({ key: 'within', message: `${message}, or slow is never told from dead` });
  }
  return misfits;
}

/** A commit has checks in a repository, and nowhere else. */
function checksMisfits({ checks, repository }: App): Misfit[] {
  if (checks === 'off' || repository !== null) return [];
  const message = `expected the key repository beside "${checks}": checks are asked for at GitHub`;
  return [{ key: 'checks', message }];
}

/** In a window nothing new is told: one that never ends would keep everything back for ever. */
function windowMisfits({ maintenance }: App): Misfit[] {
  if (!neverClose(maintenance)) return [];
  const message =
    'expected windows that leave some time of the week, came windows that never end: nothing of ' +
    'the app would ever be told (to be told without a rollback: `rollback: off`)';
  return [{ key: 'maintenance', message }];
}

/** Expectations that contradict each other make every healthy answer sick. */
function bodyMisfits({ checkstring, contains, lacks, json }: App['check']): Misfit[] {
  const required = checkstring === null ? contains : [checkstring, ...contains];
  const misfits: Misfit[] = lacks
    .filter((text) => required.some((present) => present.includes(text)))
    .map((text) => ({
      key: 'lacks',
      message: `expected nothing that checkstring or contains ask for, came "${text}"`,
    }));
  const absent = contains.find(
    (text) => checkstring !== null && !checkstring.includes(text.trim()),
  );
  if (absent !== undefined) {
    const message = `expected a part of checkstring, which is the whole body, came "${absent}"`;
    misfits.push({ key: 'contains', message });
  }
  if (checkstring !== null && json.length > 0 && !isJson(checkstring)) {
    misfits.push({ key: 'json', message: 'expected none, because checkstring is not JSON' });
  }
  return misfits;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
