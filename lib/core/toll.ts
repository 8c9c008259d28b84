/**
 * What a release cost the users of the app, in our own probes: made, lost and slow ones. Nobody
 * here sees the users' requests; a probe that failed is one that a user would have seen fail.
 */
import type { App } from './app.ts';
import { limits } from './limits.ts';
import type { Reading } from './reading.ts';
import { currentRelease, type Evidence, type State, type Toll } from './state.ts';

/** Probes that could be judged; of these, the lost ones and the slow ones. */
export type Probes = Pick<Toll, 'made' | 'lost' | 'slow'>;

export const noProbes: Probes = { made: 0, lost: 0, slow: 0 };

/**
 * One probe more. A probe that hangs to its timeout while the router holds requests for dynos that
 * boot is a lost one although it is not scored: a user would have waited as well. What could not be
 * judged counts for nothing (S2).
 */
export function addProbe(probes: Probes, reading: Reading, app: App): Probes {
  if (reading.verdict === 'unknown') return probes;
  const lost = reading.verdict === 'sick';
  return {
    made: probes.made + 1,
    lost: probes.lost + Number(lost),
    slow: probes.slow + Number(!lost && isSlow(reading, app)),
  };
}

/** The same for a release, with when. What was asked before it became current is not its own. */
export function countProbe(toll: Toll, reading: Reading, app: App): Toll {
  if (reading.at < toll.since) return toll;
  const lostAt = reading.verdict === 'sick' ? reading.at : null;
  return {
    ...toll,
    ...addProbe(toll, reading, app),
    firstLostAt: toll.firstLostAt ?? lostAt,
    lastLostAt: lostAt ?? toll.lastLostAt,
  };
}

function isSlow(reading: Reading, app: App): boolean {
  return reading.phases.totalMs > slowMs(app);
}

/** Slower than this is slow: the user's own `within`, else a bound that anybody would feel. */
export function slowMs(app: App): number {
  return app.check.withinMs ?? limits.probeSlowMs;
}

/** The toll of a settled release that has gone sick: the row of sick readings that convicts. */
export function tollOfRow(evidence: Evidence, preboot: boolean | null): Toll | null {
  const { sickFirst, sickLast, sickInARow } = evidence;
  if (sickFirst === null || sickLast === null) return null;
  return {
    since: sickFirst.at,
    made: sickInARow,
    lost: sickInARow,
    slow: 0,
    firstLostAt: sickFirst.at,
    lastLostAt: sickLast.at,
    preboot,
  };
}

/** What the present release cost; of our rollback, together with the release that it undoes. */
export function tollOf(state: State): Toll | null {
  const current = currentRelease(state);
  const { situation } = state;
  const undone = situation.name === 'verifying' ? situation.intent.culprit.id : null;
  const culprit = state.ledger.find(({ id }) => id === undone) ?? null;
  return sumOf(culprit?.toll ?? null, current?.toll ?? null);
}

function sumOf(earlier: Toll | null, later: Toll | null): Toll | null {
  if (earlier === null || later === null) return earlier ?? later;
  return {
    since: earlier.since,
    made: earlier.made + later.made,
    lost: earlier.lost + later.lost,
    slow: earlier.slow + later.slow,
    firstLostAt: earlier.firstLostAt ?? later.firstLostAt,
    lastLostAt: later.lastLostAt ?? earlier.lastLostAt,
    preboot: earlier.preboot ?? later.preboot,
  };
}
