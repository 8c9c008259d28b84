/** Heroku's Platform API as one invocation meets it: late, refusing, forgetful of its answers. */
import { createHash } from 'node:crypto';
import type { Heroku } from '../../../lib/adapters/heroku.ts';
import type { Answer, HerokuApp, Release } from '../../../lib/core/release.ts';
import type { Invocation, Span } from '../invocation.ts';
import type { ModelApp } from '../models/heroku-model.ts';
import type { Simulation } from '../simulation.ts';
import { rollBackAt } from './rollback-call.ts';
import { findTrouble } from './trouble.ts';

const read: Span = { from: 20, to: 400, slow: 9_000 };

export function herokuDoor(simulation: Simulation, invocation: Invocation): Heroku {
  const { heroku } = simulation;
  const ask = <T>(path: string, effect: () => T): Promise<Answer<T>> =>
    invocation.call(read, () => {
      const trouble = findTrouble(simulation, `GET ${path}`);
      return trouble === null ? { ok: true, value: effect() } : { ok: false, trouble };
    });
  const ofApp = <T>(name: string, path: string, effect: (app: ModelApp) => T) =>
    ask(`/apps/${name}${path}`, () => effect(heroku.app(name)));
  return {
    apps: () => ask('/apps', () => listed(simulation)),
    app: (name) => ofApp(name, '', appView),
    releases: (name) =>
      ofApp(name, '/releases', (app) => readReleases(simulation, invocation, app)),
    dynos: (name) => ofApp(name, '/dynos', (app) => dynosOf(simulation, app)),
    formation: (name) => ofApp(name, '/formation', formationOf),
    preboot: (name) => ofApp(name, '/features/preboot', ({ plan }) => plan.preboot),
    slugCommit: (name, slugId) => ofApp(name, '/slugs', () => commitOf(slugId)),
    rollback: (name, releaseId) => rollBackAt(simulation, invocation, { name, releaseId }),
    log: (name) => ofApp(name, '/log-sessions', (app) => logOf(simulation, app)),
    remaining: () => null,
  };
}

/** Half of the slugs have one that is cut, as where a build was told no more. */
function commitOf(slugId: string): string {
  const whole = createHash('sha1').update(slugId).digest('hex');
  return whole < '8' ? whole : whole.slice(0, 8);
}

function listed(simulation: Simulation): HerokuApp[] {
  const apps = [...simulation.heroku.apps.values()];
  const seen = apps.filter(() => !simulation.faults.strikes('not-listed', simulation.now));
  return seen.map(appView);
}

function appView({ plan, maintenance, releasedAt }: ModelApp): HerokuApp {
  return {
    id: `${plan.name}-id`,
    name: plan.name,
    webUrl: `https://${plan.name}.example.com/`,
    maintenance,
    releasedAt,
    privateSpace: false,
  };
}

/** A stale read shows what was there before the newest change. */
function readReleases(
  simulation: Simulation,
  invocation: Invocation,
  app: ModelApp,
): readonly Release[] {
  const { now, faults, heroku, oracle } = simulation;
  const old = app.stale !== null && now <= app.stale.until && faults.strikes('heroku-stale', now);
  const releases = old && app.stale !== null ? app.stale.releases : heroku.view(app);
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
  const releaseVersion = app.current.version;
  return Array.from({ length: app.web }, (_, index) => {
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

function formationOf({ web, plan }: ModelApp) {
  const formation = [{ type: 'web', quantity: web }];
  return plan.rollbackPhase === null ? formation : [...formation, { type: 'release', quantity: 0 }];
}
