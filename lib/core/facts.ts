/** What one look saw of the world, and what a look has to see. */
import type { App, Configuration } from './app.ts';
import { type Checks, isHeldByChecks, waitsOnlyForChecks, wantsChecks } from './checks.ts';
import { isProven, isSustained } from './evidence.ts';
import type { GitHubAnswer } from './github.ts';
import { limits } from './limits.ts';
import { mayBringEffect } from './may-bring-effect.ts';
import type { Others } from './others.ts';
import type { PauseFacts } from './pause.ts';
import type { PlatformFacts } from './platform.ts';
import type { Reading } from './reading.ts';
import type { Dyno, Formation, HerokuApp, HerokuTrouble, Release } from './release.ts';
import { currentRelease, type State } from './state.ts';

/** Everything that one look saw. What was not asked is null. */
export type Facts = {
  readonly reading: Reading;
  readonly heroku: HerokuFacts | null;
  /** Why Heroku could not be read, when it was asked. */
  readonly trouble: HerokuTrouble | null;
  /** When the sweeps last saw the app healthy. */
  readonly lastHealthyAt: number | null;
  /** Heroku's status page; null: nobody asked. */
  readonly platform: PlatformFacts | null;
  /**
   * Why the fleet's bounds leave no room for one more rollback; null: there is room, or nobody
   * asked.
   */
  readonly fleetFull: string | null;
  /** How the other apps are; null: nobody asked. */
  readonly others: Others | null;
  readonly version: VersionFacts | null;
  readonly pause: PauseFacts;
  /** null: nobody may ask or tell GitHub of this app. */
  readonly github: GitHubFacts | null;
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

/** GitHub's side of one look. */
export type GitHubFacts = {
  /** What it says of the commit of one release; null: it was not asked. */
  readonly checks: {
    readonly releaseId: string;
    /** null: nobody knows which it was. */
    readonly commit: string | null;
    readonly answer: GitHubAnswer<Checks>;
  } | null;
};

/** Which of the world's answers this look needs. Heroku allows 4,500 calls an hour, so few. */
export type Wanted = {
  readonly releases: boolean;
  readonly dynos: boolean;
  /**
   * Formation, platform status, the fleet's bounds and the other apps: only where a rollback may be
   * decided.
   */
  readonly verdict: boolean;
  readonly version: boolean;
  readonly checks: boolean;
};

/** Of an app that Heroku's list does not hold there is nothing to ask. */
const nothing: Wanted = {
  releases: false,
  dynos: false,
  verdict: false,
  version: false,
  checks: false,
};

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
  const { app, state, reading } = look;
  const { name } = state.situation;
  const sick = reading.verdict === 'sick';
  const booting = name === 'warmup' || name === 'verifying';
  const verdict = name === 'held' || (mayBringEffect(state) && mayConvict(look));
  // Nothing but a newer release ends these two, so that an outage of many apps does not drain the
  // account.
  const settled = name === 'down' || name === 'escalated';
  const watching = name === 'watching' && !waitsOnlyForChecks(state, app, look.now);
  const watched = watching || state.pending !== null || (settled && sick);
  const checks = wantsChecks(state, app, look.now);
  const rollout = currentRelease(state)?.rollout;
  const well = name === 'watching' && reading.verdict === 'healthy';
  const unseen = rollout === 'mixed' || (rollout === 'unknown' && well);
  const acquit = mayAcquit(look);
  // With the exact command to roll back.
  const held = checks && app.checks === 'hold';
  return {
    releases:
      state.currentId === null ||
      look.news ||
      booting ||
      name === 'rolling-back' ||
      verdict ||
      held ||
      acquit ||
      (sick && !settled) ||
      (watched && isOld(look)),
    // Every fresh release's dynos are seen before it is good, and old ones that are left now and
    // then.
    dynos:
      booting ||
      verdict ||
      (look.news && app.warmupMs === 0) ||
      (watched && unseen && isOld(look)) ||
      (acquit && rollout !== 'done') ||
      (sick && !settled && name !== 'rolling-back'),
    verdict,
    checks,
    version: app.version !== null && name === 'watching' && reading.verdict === 'healthy',
  };
}

function isOld({ state, now }: Look): boolean {
  return now - (state.releasesReadAt ?? 0) > limits.releasesAgeMsMax;
}

/**
 * True when the watch is over and was seen well: the verdict needs a fresh read of what is current.
 */
function mayAcquit({ app, state, now }: Look): boolean {
  const { situation, evidence } = state;
  const over = situation.name === 'watching' && now >= situation.until;
  return over && isProven(evidence, app.recovered) && !isHeldByChecks(state, app, now);
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

/**
 * Heroku's ledger only grows. A read in which a release runs that we saw give way to one that is
 * not there yet is an old read: it counts for nothing.
 */
export function withoutOldRead({ facts, state }: { facts: Facts; state: State }): Facts {
  const releases = facts.heroku?.releases ?? [];
  const current = releases.find((release) => release.current);
  if (current === undefined || current.id === state.currentId) return facts;
  const known = state.ledger.some(({ id }) => id === current.id);
  const newest = releases.find(({ id }) => id === state.currentId);
  const old = known && (newest === undefined || newest.status === 'pending');
  return old ? { ...facts, heroku: null } : facts;
}

/** A silence longer than this breaks a row of sick readings: three sweeps. */
export function gapMsMax(cadence: Configuration['cadence']): number {
  return 3 * cadence.sweepMs;
}
