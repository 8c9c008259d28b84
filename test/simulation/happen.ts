/** Carries out what people and Heroku do to an app. What makes no sense now does not happen. */
import type { HerokuModel, ModelApp, ModelRelease, Phase } from './models/heroku-model.ts';
import type { Simulation } from './simulation.ts';
import type { AddonChange, Happening } from './story/story.ts';
import { tend } from './tend.ts';

type AtHeroku = Extract<Happening, { readonly app: string }>;

export function happen(simulation: Simulation, what: Happening): void {
  simulation.reach.count('deed', what.do);
  simulation.tell(() => `*** ${JSON.stringify(what)}`);
  if ('app' in what) happenAtHeroku(simulation, what);
  else tend(simulation, what);
}

function happenAtHeroku(simulation: Simulation, what: AtHeroku): void {
  const { heroku } = simulation;
  const app = heroku.app(what.app);
  // What is deleted stays so.
  if (app.gone?.how === 'deleted') return;
  switch (what.do) {
    case 'deploy':
      deploy(heroku, app, what);
      break;
    case 'redeploy':
      redeploy(heroku, app, what.back);
      break;
    case 'config':
      configure(heroku, app, what.broken);
      break;
    case 'add-on':
      changeAddon(heroku, app, what.change);
      break;
    case 'human-rollback':
      humanRollback(heroku, app, what.back);
      break;
    case 'expire':
      for (const release of app.releases) expire(app, release);
      break;
    case 'maintenance':
      app.maintenance = what.on;
      simulation.oracle.maintenance.switched(what.app, what.on);
      break;
    case 'delete':
      app.gone = { at: simulation.now, how: 'deleted' };
      break;
    case 'rename':
      app.gone ??= { at: simulation.now, how: 'renamed' };
      break;
    case 'rename-back':
      app.gone = null;
      break;
    case 'scale':
      app.web = what.web;
      break;
    case 'new-check':
      simulation.changeCheck(what.app);
      break;
    default:
      what satisfies never;
  }
}

function deploy(
  heroku: HerokuModel,
  app: ModelApp,
  { quality, phase, plans }: Happening & { do: 'deploy' },
): void {
  const { name } = app.plan;
  const number = app.releases.length + 1;
  if (plans) app.plans = [...app.plans, `plan-${number}`];
  heroku.release(name, {
    code: { id: `${name}-c${number}`, quality, command: phase ?? usualCommand(app) },
    configBroken: app.current.configBroken,
    description: `Deploy ${String(number).padStart(8, '0')}`,
    made: 'deploy',
  });
}

/** Whose first code has a release command has one ever after; mostly it is quick and works. */
function usualCommand({ plan }: ModelApp): Phase | null {
  return plan.rollbackPhase === null ? null : { ms: 2_000, fails: false };
}

function expire(app: ModelApp, release: ModelRelease): void {
  if (release === app.current || !release.eligible) return;
  release.eligible = false;
  release.status = 'expired';
}

/** The same code once more, by a deploy. */
function redeploy(heroku: HerokuModel, app: ModelApp, back: number): void {
  const old = past(app, back);
  if (old === undefined) return;
  heroku.release(app.plan.name, {
    code: old.code,
    configBroken: app.current.configBroken,
    description: 'Deploy 0again00',
    made: 'deploy',
  });
}

function configure(heroku: HerokuModel, app: ModelApp, broken: boolean): void {
  heroku.release(app.plan.name, {
    code: app.current.code,
    configBroken: broken,
    description: 'Set FLAG config vars',
    made: 'config',
  });
}

/** People attach and detach; an add-on's own user brings new credentials. */
function changeAddon(heroku: HerokuModel, app: ModelApp, change: AddonChange): void {
  const plan = change === 'attach' ? 'heroku-redis:mini' : app.plans.at(-1);
  if (plan === undefined) return;
  if (change === 'attach') app.plans = [...app.plans, plan];
  if (change === 'detach') app.plans = app.plans.slice(0, -1);
  const service = plan.split(':')[0] ?? plan;
  const word = service.replace(/^heroku-/, '');
  const attachment = word.toUpperCase();
  const descriptions = {
    attach: `Attach ${attachment} (@ref:${word}-1)`,
    detach: `Detach ${attachment} (@ref:${word}-1)`,
    rotate: `Update ${attachment} by ${service}`,
  };
  heroku.release(app.plan.name, {
    code: app.current.code,
    configBroken: app.current.configBroken,
    description: descriptions[change],
    made: 'add-on',
    ...(change === 'rotate' ? { user: `${service}@addons.heroku.com` } : {}),
  });
}

function humanRollback(heroku: HerokuModel, app: ModelApp, back: number): void {
  const target = past(app, back);
  if (target?.eligible === true) heroku.rollBack(app.plan.name, target, 'human-rollback');
}

function past(app: ModelApp, back: number): ModelRelease | undefined {
  return app.releases[Math.max(0, app.releases.indexOf(app.current) - back)];
}
