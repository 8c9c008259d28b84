/** What a request to a health endpoint gets: the truth that every reading is held against. */
import type { Phases, ProbeOutcome } from '../../../lib/core/reading.ts';
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
  const base = { app: app.plan.name, at: now, current, maintenance };
  if (around.networkDown) {
    return { ...base, health: 'unknown', servedBy: null, reached: false };
  }
  if (around.unreached) return { ...base, health: 'sick', servedBy: null, reached: false };
  const servedBy = serving(heroku, app, now);
  const sick =
    servedBy === null ||
    around.flaky ||
    app.maintenance ||
    (around.dependencyDown && app.plan.dependent) ||
    isSick(servedBy, now);
  return { ...base, health: sick ? 'sick' : 'healthy', servedBy, reached: true };
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
  if (app.web === 0) return null;
  const old = app.plan.preboot ? app.previous : null;
  if (old !== null && now < app.currentSince + prebootMs) return old;
  const bootedAt = heroku.bootedAt(app);
  return bootedAt === null || now < bootedAt ? null : app.current;
}

/** What the probe brings back of it. */
export function outcomeOf(truth: Truth, url: string): ProbeOutcome {
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
    certificateExpiresAt: null,
    phases: whole,
  };
}
