/** Sends the outboxes of many apps at the end of a sweep, what is alike in one message. */
import type { App } from '../core/app.ts';
import { groupAlerts, leftOf } from '../core/group-alerts.ts';
import type { World } from '../world.ts';
import type { Memory } from './memory.ts';
import { publish } from './publish.ts';
import { keep, withOutbox } from './record.ts';

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
  const groups = groupAlerts(unsent.flatMap(({ memory }) => memory.outbox));
  const leftByMessage = await publish(
    world,
    groups.map(({ alert }) => alert),
  );
  const messages = new Map(leftByMessage.map((alert) => [alert.id, alert]));
  const left = new Map(
    groups
      .flatMap((group) => leftOf(group, messages.get(group.alert.id) ?? null))
      .map((alert) => [alert.id, alert]),
  );
  return Promise.all(
    unsent.map(({ app, memory }) => {
      const outbox = memory.outbox.flatMap((alert) => left.get(alert.id) ?? []);
      const same = outbox.every((alert, at) => alert === memory.outbox[at]);
      const after =
        same && outbox.length === memory.outbox.length ? memory : withOutbox(memory, outbox);
      return keep(world, app, { before: memory, after });
    }),
  );
}
