/** The ways in which the Platform API fails a call, in the shape that its adapter tells. */
import type { HerokuTrouble } from '../../../lib/core/release.ts';
import type { Simulation } from '../simulation.ts';
import type { FaultName } from '../story/story.ts';

type Way = Pick<HerokuTrouble, 'kind' | 'canRetry' | 'status'> & { readonly fault: FaultName };

const ways: readonly Way[] = [
  { fault: 'heroku-unauthorized', kind: 'unauthorized', canRetry: false, status: 401 },
  { fault: 'heroku-forbidden', kind: 'forbidden', canRetry: false, status: 403 },
  { fault: 'heroku-rate-limited', kind: 'rate-limited', canRetry: true, status: 429 },
  { fault: 'heroku-unavailable', kind: 'unavailable', canRetry: true, status: 503 },
  { fault: 'heroku-unreachable', kind: 'unreachable', canRetry: true, status: null },
];

/** What goes wrong with this call before Heroku does anything; null: nothing. */
export function findTrouble({ faults, now }: Simulation, what: string): HerokuTrouble | null {
  if (faults.holds('network-down', now)) {
    return troubleOf({ kind: 'unreachable', canRetry: true, status: null }, what);
  }
  const way = ways.find(({ fault }) => faults.strikes(fault, now));
  return way === undefined ? null : troubleOf(way, what);
}

export function troubleOf(
  way: Pick<HerokuTrouble, 'kind' | 'canRetry' | 'status'>,
  what: string,
): HerokuTrouble {
  const unsure = way.kind === 'unavailable' || way.kind === 'timeout';
  return {
    kind: way.kind,
    message: `${what} answered ${way.status ?? 'nothing'} (${way.kind})`,
    advice: 'Look at the state of Heroku.',
    canRetry: way.canRetry,
    maybeDone: what.startsWith('POST') && unsure,
    status: way.status,
    requestId: null,
  };
}
