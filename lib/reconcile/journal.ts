/** What the log says of a look and of what was done. */
import type { App } from '../core/app.ts';
import type { Input } from '../core/draft.ts';
import type { Intent, State } from '../core/state.ts';
import type { World } from '../world.ts';

/** The journal of one look. A quiet look of a healthy app is no news, the end of a sick row is. */
export function logLook(world: World, input: Input, after: State): void {
  const { reading } = input.facts;
  const from = input.state.situation.name;
  const to = after.situation.name;
  const app = input.app.name;
  const wasSick = input.state.evidence.sickInARow > 0;
  if (reading.verdict !== 'healthy' || wasSick || from !== 'steady' || to !== 'steady') {
    const { verdict, cause, came } = reading;
    world.log.info('looked', { app, verdict, cause, came, situation: to });
  }
  if (from !== to) world.log.info('situation changed', { app, from, to });
}

/** What came of a rollback's call. */
export function logOutcome(world: World, app: App, intent: Intent, outcome: string): void {
  const { culprit, target } = intent;
  const facts = { app: app.name, culprit: culprit.version, target: target.version, outcome };
  world.log.info('rollback attempted', facts);
}
