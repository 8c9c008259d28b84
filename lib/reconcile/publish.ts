/** Sends the outbox: an alert leaves it only once SNS has accepted it. */
import type { Alert } from '../core/alert.ts';
import { alertMessage } from '../core/alert-message.ts';
import type { World } from '../world.ts';

/**
 * Publishes oldest first and answers the ids that SNS accepted. One that is refused holds up no
 * other.
 */
export async function publish(
  world: World,
  outbox: readonly Alert[],
): Promise<ReadonlySet<string>> {
  const accepted = new Set<string>();
  for (const alert of outbox) {
    const published = await world.topic.publish(alertMessage(alert));
    const { id, app, kind, headline } = alert;
    if (published.ok) {
      accepted.add(id);
      world.log.info('alert sent', { id, app, kind, headline });
      continue;
    }
    world.log.error('alert not accepted; it stays in the outbox', {
      id,
      app,
      kind,
      reason: published.reason,
    });
    // What SNS cannot take now it will not take for the next one either.
    if (published.canRetry) break;
  }
  return accepted;
}
