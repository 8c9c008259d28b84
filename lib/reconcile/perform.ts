/** Carries out what was decided and claimed. */
import type { App } from '../core/app.ts';
import { pausedReason, pauseFactsOf } from '../core/pause.ts';
import { fence, type RollbackOutcome } from '../core/settle-rollback.ts';
import type { Intent } from '../core/state.ts';
import type { World } from '../world.ts';
import { readPauses } from './pauses.ts';

/**
 * Sends the rollback after one more fresh read: the claim is stored, and the world may have moved
 * since (S8).
 */
export async function performRollback(
  world: World,
  app: App,
  intent: Intent,
): Promise<RollbackOutcome> {
  const [releases, paused] = await Promise.all([
    world.heroku.releases(app.name),
    readPause(world, app),
  ]);
  if (!releases.ok) {
    // Only a read has failed: nothing was sent, whatever the trouble says of itself.
    return { kind: 'trouble', trouble: { ...releases.trouble, maybeDone: false } };
  }
  const reason = paused ?? fence(intent, releases.value);
  if (reason !== null) return { kind: 'withheld', reason };
  const answer = await world.heroku.rollback(app.name, intent.target.id);
  return answer.ok
    ? { kind: 'accepted', release: answer.value }
    : { kind: 'trouble', trouble: answer.trouble };
}

/** Somebody may have paused since the claim. What cannot be read may hold a pause. */
async function readPause({ store, clock }: World, app: App): Promise<string | null> {
  try {
    return pausedReason(pauseFactsOf(await readPauses(store), app.name), clock.now());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `it could not be read whether somebody has paused it: ${why}`;
  }
}
