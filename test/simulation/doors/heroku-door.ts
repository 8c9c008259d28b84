/** Heroku's Platform API as one invocation meets it: late, refusing, forgetful of its answers. */
import type { Heroku } from '../../../lib/adapters/heroku.ts';
import type { Answer, HerokuApp, Release } from '../../../lib/core/release.ts';
import type { Invocation, Span } from '../invocation.ts';
import type { ModelApp } from '../models/heroku-model.ts';
import type { Simulation } from '../simulation.ts';
import { commitOf } from './commit-of.ts';
import { rollBackAt } from './rollback-call.ts';
import { findTrouble, troubleOf } from './trouble.ts';

const read: Span = { from: 20, to: 400, slow: 9_000 };

export function herokuDoor(simulation: Simulation, invocation: Invocation): Heroku {
  const { heroku } = simulation;
  const ask = <T>(path: string, effect: () => T): Promise<Answer<T>> =>
    invocation.call(read, () => {
      const trouble = findTrouble(simulation, `GET ${path}`);
      return trouble === null ? { ok: true, value: effect() } : { ok: false, trouble };
    });
  const ofApp = <T>(name: string, path: string, effect: (app: ModelApp) => T) =>
    heroku.apps.get(name)?.gone === null
      ? ask(`/apps/${name}${path}`, () => effect(heroku.app(name)))
      : invocation.call(read, () => notFound<T>(`GET /apps/${name}${path}`));
  return {
    apps: () => ask('/apps', () => listed(simulation)),
    app: (name) => ofApp(name, '', (app) => appView(simulation, app)),
    releases: (name) =>
      ofApp(name, '/releases', (app) => readReleases(simulation, invocation, app)),
    dynos: (name) => ofApp(name, '/dynos', (app) => dynosOf(simulation, app)),
    formation: (name) =>
      ofApp(name, '/formation', (app) => readFormation(simulation, invocation, app)),
    preboot: (name) => ofApp(name, '/features/preboot', ({ plan }) => plan.preboot),
    slugCommit: (name, slugId) => ofApp(name, '/slugs', () => knownCommit(slugId)),
    rollback: (name, releaseId) => rollBackAt(simulation, invocation, { name, releaseId }),
    log: (name) => ofApp(name, '/log-sessions', (app) => logOf(simulation, app)),
    remaining: () => null,
  };
}

/** Half of the slugs have one that is cut, as where a build was told no more. */
function knownCommit(slugId: string): string {
  const whole = commitOf(slugId);
  return whole < '8' ? whole : whole.slice(0, 8);
}

function notFound<T>(what: string): Answer<T> {
  const trouble = troubleOf({ kind: 'not-found', canRetry: false, status: 404 }, what);
  return { ok: false, trouble };
}

function listed(simulation: Simulation): HerokuApp[] {
  const apps = [...simulation.heroku.apps.values()];
  const seen = apps.filter(
    ({ gone }) => gone === null && !simulation.faults.strikes('not-listed', simulation.now),
  );
  return seen.map((app) => appView(simulation, app));
}

function appView(simulation: Simulation, app: ModelApp): HerokuApp {
  const { plan, maintenance } = app;
  const old = showsOld(simulation, app);
  return {
    id: `${plan.name}-id`,
    name: plan.name,
    webUrl: `https://${plan.name}.example.com/`,
    maintenance,
    releasedAt: old?.releasedAt ?? app.releasedAt,
    privateSpace: plan.privateSpace,
  };
}

/** A stale read shows what was there before the newest change; a later one may show it again. */
function showsOld({ now, faults }: Simulation, { stale }: ModelApp): ModelApp['stale'] {
  const old = stale !== null && now <= stale.until && faults.strikes('heroku-stale', now);
  return old ? stale : null;
}

function readReleases(
  simulation: Simulation,
  invocation: Invocation,
  app: ModelApp,
): readonly Release[] {
  const { now, heroku, oracle } = simulation;
  const releases = showsOld(simulation, app)?.releases ?? heroku.view(app);
  const { name } = app.plan;
  invocation.reads.set(name, { at: now, releases });
  oracle.releasesRead(app, releases);
  if (invocation.claims.has(name)) invocation.comeTo('after-fence');
  return releases;
}

function dynosOf(simulation: Simulation, app: ModelApp) {
  const bootedAt = simulation.heroku.bootedAt(app);
  const sinceMs = simulation.now - app.currentSince;
  const crashed = bootedAt === null && sinceMs > 4_000;
  const up = bootedAt !== null && simulation.now >= bootedAt;
  const state = crashed ? 'crashed' : up ? 'up' : 'starting';
  const own = dynosIn(app, state, app.current.version);
  const old = simulation.heroku.rollingOut(app);
  return old === null ? own : [...dynosIn(app, 'up', old.version), ...own];
}

function dynosIn({ web }: ModelApp, state: string, releaseVersion: number) {
  return Array.from({ length: web }, (_, index) => {
    return { name: `web.${index + 1}`, type: 'web', state, releaseVersion };
  });
}

/** What the app's log tells: that it crashed, or that nothing is wrong as far as it knows. */
function logOf(simulation: Simulation, app: ModelApp): string {
  const at = new Date(simulation.now).toISOString().replace('Z', '000+00:00');
  const crashed = simulation.heroku.bootedAt(app) === null;
  return crashed
    ? `${at} heroku[web.1]: Process exited with status 1\n`
    : `${at} app[web.1]: listening\n`;
}

function readFormation({ now }: Simulation, { formations }: Invocation, app: ModelApp) {
  const { web, plan, current } = app;
  formations.set(plan.name, { at: now, web });
  const formation = [{ type: 'web', quantity: web }];
  return current.code.command === null
    ? formation
    : [...formation, { type: 'release', quantity: 0 }];
}
