/** Carries out what was decided and claimed. */
import type { App } from '../core/app.ts';
import { fence, type RollbackOutcome } from '../core/settle-rollback.ts';
import type { Intent } from '../core/state.ts';
import type { World } from '../world.ts';

/**
 * Sends the rollback after one more fresh read: the claim is stored, and the world may have moved
 * since (S8).
 */
export async function performRollback(
  world: World,
  app: App,
  intent: Intent,
): Promise<RollbackOutcome> {
  const releases = await world.heroku.releases(app.name);
  if (!releases.ok) {
    // Only a read has failed: nothing was sent, whatever the trouble says of itself.
    return { kind: 'trouble', trouble: { ...releases.trouble, maybeDone: false } };
  }
  const reason = fence(intent, releases.value);
  if (reason !== null) return { kind: 'withheld', reason };
  const answer = await world.heroku.rollback(app.name, intent.target.id);
  return answer.ok
    ? { kind: 'accepted', release: answer.value }
    : { kind: 'trouble', trouble: answer.trouble };
}
