/** What one look saw of the world, and what a look has to see. */
import type { App, Configuration } from './app.ts';
import { isSustained } from './evidence.ts';
import { limits } from './limits.ts';
import type { Reading } from './reading.ts';
import type { Dyno, Formation, HerokuApp, HerokuTrouble, Release } from './release.ts';
import type { State } from './state.ts';

/** Everything that one look saw. What was not asked is null. */
export type Facts = {
  readonly reading: Reading;
  readonly heroku: HerokuFacts | null;
  /** Why Heroku could not be read, when it was asked. */
  readonly trouble: HerokuTrouble | null;
  /** When the sweeps last saw the app healthy. */
  readonly lastHealthyAt: number | null;
  readonly platform: { readonly color: string; readonly detail: string } | null;
  /** Why the fleet's bounds leave no room for one more rollback; null: there is room, or nobody asked. */
  readonly fleetFull: string | null;
  readonly version: VersionFacts | null;
};

/** Heroku's side of one look, read in that look. */
export type HerokuFacts = {
  readonly app: HerokuApp;
  readonly releases: readonly Release[];
  readonly dynos: readonly Dyno[] | null;
  readonly formation: readonly Formation[] | null;
  readonly preboot: boolean | null;
};

/** What the version endpoint answered, and the commit that Heroku knows of the release. */
export type VersionFacts = { readonly body: string; readonly commit: string | null };

/** Which of the world's answers this look needs. Heroku allows 4,500 calls an hour, so few. */
export type Wanted = {
  readonly releases: boolean;
  readonly dynos: boolean;
  /** Formation, platform status and the fleet's bounds: only where a rollback may be decided. */
  readonly verdict: boolean;
  readonly version: boolean;
};

/** Of an app that Heroku's list does not hold there is nothing to ask. */
const nothing: Wanted = { releases: false, dynos: false, verdict: false, version: false };

/** What is known when it is decided what to ask. */
export type Look = {
  readonly app: App;
  readonly state: State;
  readonly reading: Reading;
  /** Whoever woke us says that there may be a new release. */
  readonly news: boolean;
  /** False: the account's list of apps was read just now, and this app is not in it. */
  readonly listed: boolean;
  readonly now: number;
};

/** Decides what to ask. */
export function factsWanted(look: Look): Wanted {
  if (!look.listed) return nothing;
  const { app, state, reading, now } = look;
  const { situation } = state;
  const sick = reading.verdict === 'sick';
  const acting = situation.name === 'rolling-back' || situation.name === 'verifying';
  const booting = situation.name === 'warmup' || situation.name === 'verifying';
  const old = now - (state.releasesReadAt ?? 0) > limits.releasesAgeMsMax;
  const watched = situation.name === 'watching' || state.pending !== null;
  const verdict = mayConvict(look) || situation.name === 'held';
  return {
    releases:
      state.currentId === null ||
      look.news ||
      sick ||
      acting ||
      booting ||
      verdict ||
      (watched && old),
    dynos: booting || sick || verdict,
    verdict,
    version: app.version !== null && situation.name === 'watching' && reading.verdict === 'healthy',
  };
}

/** True when this reading, if sick, may complete the row that convicts. */
function mayConvict(look: Look): boolean {
  if (look.reading.verdict !== 'sick') return false;
  const { evidence } = look.state;
  const completed = {
    ...evidence,
    sickInARow: evidence.sickInARow + 1,
    sickFirst: evidence.sickFirst ?? { at: look.reading.at, cause: null, came: '' },
    sickLast: { at: look.reading.at, cause: null, came: '' },
  };
  return isSustained(completed, look.app.sustained);
}

/** A silence longer than this breaks a row of sick readings: three sweeps. */
export function gapMsMax(cadence: Configuration['cadence']): number {
  return 3 * cadence.sweepMs;
}
