/** Reads the log of an app that has just been convicted, beside everything else that is done. */
import type { App } from '../core/app.ts';
import { type Cause, findCause, type Suspect } from '../core/cause.ts';
import { limits } from '../core/limits.ts';
import type { World } from '../world.ts';

/**
 * null: the log tells nothing, or could not be read. Then nothing is said of it: the alert of the
 * conviction has the command that shows the log. It never throws.
 */
export async function seekCause(world: World, app: App, suspect: Suspect): Promise<Cause | null> {
  const answer = await world.heroku.log(app.name, limits.logLinesMax);
  if (!answer.ok) {
    const { message } = answer.trouble;
    world.log.info('the log was not read for the cause', { app: app.name, reason: message });
    return null;
  }
  const cause = findCause(answer.value, suspect);
  if (cause === null) world.log.info('the log tells no cause', { app: app.name });
  return cause;
}
