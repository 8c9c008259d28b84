/** Sends the outboxes of many apps in a sweep, what is alike in one message. */
import type { Alert } from '../core/alert.ts';
import type { App } from '../core/app.ts';
import { groupAlerts, leftOf } from '../core/group-alerts.ts';
import type { World } from '../world.ts';
import type { Memory } from './memory.ts';
import { publish } from './publish.ts';
import { settleOutbox } from './settle-outbox.ts';

/** An app and what is remembered of it, with alerts that are still to be sent. */
export type Unsent = { readonly app: App; readonly memory: Memory };

/**
 * Answers what is remembered of each afterwards, in the same order. An alert leaves its outbox only
 * once every topic has the message that it is part of; a crash in between sends it again.
 */
export async function publishTogether(
  world: World,
  unsent: readonly Unsent[],
): Promise<readonly Memory[]> {
  const alerts = unsent.flatMap(({ memory }) => memory.outbox);
  const groups = groupAlerts(alerts);
  const leftByMessage = await publish(
    world,
    groups.map(({ alert }) => alert),
  );
  const messages = new Map(leftByMessage.map((alert) => [alert.id, alert]));
  const left = new Map<string, Alert | null>(alerts.map(({ id }) => [id, null]));
  for (const group of groups) {
    for (const alert of leftOf(group, messages.get(group.alert.id) ?? null)) {
      left.set(alert.id, alert);
    }
  }
  return Promise.all(unsent.map(({ app, memory }) => settleOutbox(world, app, { memory, left })));
}
