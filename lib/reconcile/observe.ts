/** Looks at the world for one decision: the probe always, the rest only where it is needed. */
import type { App } from '../core/app.ts';
import { endpointUrl } from '../core/endpoint-url.ts';
import { type Facts, factsWanted, type HerokuFacts, type Wanted } from '../core/facts.ts';
import { asUnknown, judge } from '../core/judge.ts';
import { type PauseFacts, pauseFactsOf } from '../core/pause.ts';
import type { ProbeOutcome, Reading } from '../core/reading.ts';
import type { Answer, HerokuTrouble } from '../core/release.ts';
import { currentRelease, type State } from '../core/state.ts';
import type { World } from '../world.ts';
import { askChecks } from './ask-checks.ts';
import { placeOf } from './find-commit.ts';
import type { ReleasedAt } from './find-shared.ts';
import { observeFleet } from './fleet-room.ts';
import { readPauses } from './pauses.ts';
import { readOthers } from './read-others.ts';

/** Who woke us, and what they know. It is a hint: the world is asked all the same. */
export type Wake = {
  /** True when there may be a new release. */
  readonly news: boolean;
  /** False: the account's list of apps was read just now, and this app is not in it. */
  readonly listed: boolean;
  /** When the sweeps last saw the app healthy. */
  readonly lastHealthyAt: number | null;
  /**
   * When each app was released last, as a sweep has just listed them; null: it could not; left
   * out: nobody has asked.
   */
  readonly releasedAt?: ReleasedAt;
  /** Pauses as they were read with the app's state. */
  readonly pause: PauseFacts;
};

/** One look. It never throws over what the world answers. */
export async function observe(world: World, app: App, state: State, wake: Wake): Promise<Facts> {
  const known = wake.listed ? await knowUrl(world, app, state) : { state, trouble: null };
  const reading = await read(world, app, known.state);
  const wanted = factsWanted({
    app,
    state,
    reading,
    news: wake.news,
    listed: wake.listed,
    now: world.clock.now(),
  });
  const [heroku, fleet, others, version, pause, checks] = await Promise.all([
    wanted.releases ? readHeroku(world, app, state, wanted) : null,
    wanted.verdict ? observeFleet(world, app, state) : null,
    wanted.verdict ? readOthers(world, app) : null,
    wanted.version ? readVersion(world, app, state) : null,
    // Where a rollback may be decided, a pause of this very moment counts.
    wanted.verdict ? readPause(world, app) : wake.pause,
    wanted.checks ? askChecks(world, app, state) : null,
  ]);
  return {
    reading,
    heroku: heroku?.ok ? heroku.value : null,
    trouble: heroku?.ok === false ? heroku.trouble : known.trouble,
    lastHealthyAt: wake.lastHealthyAt,
    ...(fleet ?? { platform: null, fleetFull: null }),
    others,
    version,
    pause,
    github: placeOf(world, app) === null ? null : { checks },
  };
}

async function readPause({ store }: World, app: App): Promise<PauseFacts> {
  return pauseFactsOf(await readPauses(store), app.name);
}

/** A health path is on the app's web_url, which only Heroku knows; it is asked once. */
async function knowUrl(
  world: World,
  app: App,
  state: State,
): Promise<{ state: State; trouble: HerokuTrouble | null }> {
  if (!app.check.health.startsWith('/') || state.webUrl !== null) return { state, trouble: null };
  const answer = await world.heroku.app(app.name);
  return answer.ok
    ? { state: { ...state, webUrl: answer.value.webUrl }, trouble: null }
    : { state, trouble: answer.trouble };
}

async function read(world: World, app: App, state: State): Promise<Reading> {
  const at = world.clock.now();
  const url = endpointUrl(app.check.health, state.webUrl);
  if (url === null) return asUnknown(judge(app.check, withoutUrl(app), at), 'nothing was asked');
  const outcome = await world.probe.probe({
    url,
    headers: app.check.headers,
    timeoutMs: app.check.timeoutMs,
    redirects: app.check.redirects,
  });
  const reading = judge(app.check, outcome, at);
  const doubtful = outcome.kind === 'failed' && outcome.canBeOurs;
  if (!doubtful || (await world.control.networkWorks())) return reading;
  return asUnknown(reading, 'nothing else could be reached either, so the trouble can be ours');
}

function withoutUrl(app: App): ProbeOutcome {
  const phases = {
    dnsMs: null,
    connectMs: null,
    tlsMs: null,
    headersMs: null,
    bodyMs: null,
    totalMs: 0,
  };
  const message =
    "the app's web address is not known: Heroku did not tell it " +
    '(give a whole URL as health to do without)';
  return { kind: 'failed', url: app.check.health, cause: 'dns', message, canBeOurs: true, phases };
}

async function readHeroku(
  world: World,
  app: App,
  state: State,
  wanted: Wanted,
): Promise<Answer<HerokuFacts>> {
  const { heroku } = world;
  const [releases, entry, dynos, formation] = await Promise.all([
    heroku.releases(app.name),
    heroku.app(app.name),
    wanted.dynos ? heroku.dynos(app.name) : null,
    wanted.verdict ? heroku.formation(app.name) : null,
  ]);
  if (!releases.ok) return releases;
  if (!entry.ok) return entry;
  const current = releases.value.find((release) => release.current);
  const fresh = current !== undefined && current.id !== currentRelease(state)?.id;
  const preboot = fresh ? await heroku.preboot(app.name) : null;
  return {
    ok: true,
    value: {
      app: entry.value,
      releases: releases.value,
      dynos: answered(dynos),
      formation: answered(formation),
      preboot: answered(preboot),
    },
  };
}

function answered<T>(answer: Answer<T> | null): T | null {
  return answer?.ok ? answer.value : null;
}

async function readVersion(world: World, app: App, state: State): Promise<Facts['version']> {
  const url = app.version === null ? null : endpointUrl(app.version, state.webUrl);
  const current = currentRelease(state);
  if (url === null || current === null) return null;
  const { headers, timeoutMs, redirects } = app.check;
  const slugId = current.commit === null ? current.slugId : null;
  const [outcome, commit] = await Promise.all([
    world.probe.probe({ url, headers, timeoutMs, redirects }),
    slugId === null ? null : world.heroku.slugCommit(app.name, slugId),
  ]);
  if (outcome.kind === 'failed' || outcome.status >= 300) return null;
  return { body: outcome.body, commit: answered(commit) ?? current.commit };
}
