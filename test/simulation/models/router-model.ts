/** What a request to a health endpoint gets: the truth that every reading is held against. */
import type { Phases, ProbeOutcome } from '../../../lib/core/reading.ts';
import { dawn } from '../../core/fixtures.ts';
import type { AppPlan } from '../story/story.ts';
import { type HerokuModel, type ModelApp, type ModelRelease, prebootMs } from './heroku-model.ts';

/** One probe, as it really was. */
export type Truth = {
  readonly app: string;
  readonly at: number;
  /** unknown: our own network failed, and nobody can say. */
  readonly health: 'healthy' | 'sick' | 'unknown';
  /** Whose answer it was; null: no code of the app answered. */
  readonly servedBy: ModelRelease | null;
  readonly current: ModelRelease;
  /** False: the request never got to Heroku's router. */
  readonly reached: boolean;
  readonly maintenance: boolean;
  /** But for Heroku's maintenance page, it would have been answered well. */
  readonly sound: boolean;
};

/** Surroundings of all apps at one moment. */
export type Surroundings = {
  readonly networkDown: boolean;
  readonly unreached: boolean;
  readonly dependencyDown: boolean;
  readonly flaky: boolean;
};

const none: Phases = {
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  headersMs: null,
  bodyMs: null,
  totalMs: 5,
};
const whole: Phases = { dnsMs: 1, connectMs: 2, tlsMs: 3, headersMs: 4, bodyMs: 1, totalMs: 11 };

/** The truth of one probe that arrives now. */
export function truthOf(
  heroku: HerokuModel,
  app: ModelApp,
  around: Surroundings & { readonly now: number },
): Truth {
  const { now } = around;
  const { current, maintenance } = app;
  const muted = maintenance || inWindow(app.plan, now, -edgeMs);
  const base = { app: app.plan.name, at: now, current, maintenance: muted, sound: false };
  if (around.networkDown) {
    return { ...base, health: 'unknown', servedBy: null, reached: false };
  }
  if (around.unreached) return { ...base, health: 'sick', servedBy: null, reached: false };
  const servedBy = serving(heroku, app, now);
  const sound =
    servedBy !== null &&
    !around.flaky &&
    !(around.dependencyDown && app.plan.dependent) &&
    !isSick(servedBy, now);
  const health = sound && !app.maintenance ? 'healthy' : 'sick';
  return { ...base, health, servedBy, reached: true, sound };
}

/** Bad from the beginning, by its configuration, or only after a while. */
function isSick({ code, configBroken, liveAt, version }: ModelRelease, now: number): boolean {
  if (configBroken || code.quality === 'bad' || code.quality === 'crash') return true;
  // Some while they are watched, some after they were called good.
  const soundMs = version % 2 === 0 ? 150_000 : 330_000;
  return code.quality === 'bad-later' && now - (liveAt ?? now) > soundMs;
}

/** With preboot the old dynos go on answering; without it nobody answers while dynos boot. */
function serving(heroku: HerokuModel, app: ModelApp, now: number): ModelRelease | null {
  // By a name of its own, or by Heroku's address under a name that is no more.
  if (app.gone?.how === 'deleted' || (app.gone !== null && app.plan.path)) return null;
  if (app.web === 0) return null;
  const old = app.plan.preboot ? app.previous : null;
  if (old !== null && now < app.currentSince + prebootMs) return old;
  const bootedAt = heroku.bootedAt(app);
  const booted = bootedAt !== null && now >= bootedAt;
  const rolling = heroku.rollingOut(app);
  // Requests go to any dyno that is up, the old ones included.
  if (rolling !== null && (!booted || Math.floor(now / 1_000) % 2 === 0)) return rolling;
  return booted ? app.current : null;
}

/**
 * Whether a moment lies in the app's maintenance window, made so much wider at both ends: clocks
 * differ, and what is decided of a probe is decided after it.
 */
export function inWindow({ window }: AppPlan, now: number, widerMs: number): boolean {
  if (window === null) return false;
  const since = (now - dawn - window.fromMs + widerMs) % dayMs;
  return since >= 0 && since < window.forMs + 2 * widerMs;
}

/** Nearer than this to a window's end, nobody can say which side of it a look is on. */
export const edgeMs = 60_000;
const dayMs = 24 * 3_600_000;

/** Surroundings of one answer. */
type Answering = { readonly url: string; readonly slow: boolean; readonly certificateOld: boolean };

/** What the probe brings back of it. */
export function outcomeOf(truth: Truth, { url, slow, certificateOld }: Answering): ProbeOutcome {
  if (!truth.reached) {
    const message = 'no connection could be made';
    return { kind: 'failed', url, cause: 'connect', message, canBeOurs: true, phases: none };
  }
  const healthy = truth.health === 'healthy';
  return {
    kind: 'answered',
    url,
    status: healthy ? 200 : 503,
    body: healthy ? 'ok' : 'Application Error',
    complete: true,
    contentType: 'text/plain',
    certificateExpiresAt: dawn + (certificateOld ? 5 : 90) * dayMs,
    phases: slow ? { ...whole, headersMs: 4_000, totalMs: 4_007 } : whole,
  };
}
