/** Carries out what people and Heroku do to an app. What makes no sense now does not happen. */
import type { HerokuModel, ModelApp, ModelRelease, Phase } from './models/heroku-model.ts';
import type { Simulation } from './simulation.ts';
import type { Happening } from './story/story.ts';
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
  switch (what.do) {
    case 'deploy':
      deploy(heroku, app, what);
      break;
    case 'redeploy':
      redeploy(heroku, app, what.back);
      break;
    case 'config':
      alter(heroku, app, { made: 'config', broken: what.broken });
      break;
    case 'add-on':
      alter(heroku, app, { made: 'add-on', broken: app.current.configBroken });
      break;
    case 'human-rollback':
      humanRollback(heroku, app, what.back);
      break;
    case 'expire':
      for (const release of app.releases) expire(app, release);
      break;
    case 'maintenance':
      app.maintenance = what.on;
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
  heroku.release(name, {
    code: { id: `${name}-c${number}`, quality, command: phase ?? usualCommand(app) },
    configBroken: app.current.configBroken,
    plans: plans ? [...app.current.plans, `plan-${number}`] : app.current.plans,
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
    plans: app.current.plans,
    description: 'Deploy 0again00',
    made: 'deploy',
  });
}

function alter(
  heroku: HerokuModel,
  app: ModelApp,
  { made, broken }: { made: 'config' | 'add-on'; broken: boolean },
): void {
  heroku.release(app.plan.name, {
    code: app.current.code,
    configBroken: broken,
    plans: app.current.plans,
    description: made === 'config' ? 'Set FLAG config vars' : 'Update REDIS by heroku-redis',
    made,
  });
}

function humanRollback(heroku: HerokuModel, app: ModelApp, back: number): void {
  const target = past(app, back);
  if (target?.eligible === true) heroku.rollBack(app.plan.name, target, 'human-rollback');
}

function past(app: ModelApp, back: number): ModelRelease | undefined {
  return app.releases[Math.max(0, app.releases.indexOf(app.current) - back)];
}
