/** Sends the outbox: an alert leaves it only once every topic has accepted it. */
import type { Alert } from '../core/alert.ts';
import { alertMessage } from '../core/alert-message.ts';
import { dueOf } from '../core/outbox.ts';
import type { TopicMessage } from '../core/topic-message.ts';
import type { World } from '../world.ts';

/** What sending needs of the world. */
export type Sending = Pick<World, 'topic' | 'chatTopic' | 'log'>;

/**
 * Publishes oldest first and answers what is left: the same list when nothing was accepted. An
 * alert that one topic has taken and another has not stays with a note of it, so that nobody gets
 * it twice. One that is refused holds up no other.
 */
export async function publish(world: Sending, outbox: readonly Alert[]): Promise<readonly Alert[]> {
  const closed = new Set<string>();
  const left: Alert[] = [];
  for (const alert of outbox) {
    const rest = await send(world, alert, closed);
    if (rest !== null) left.push(rest);
  }
  const same = left.length === outbox.length && left.every((alert, at) => alert === outbox[at]);
  return same ? outbox : left;
}

/**
 * Publishes what waits for no sweep, or no longer, and answers what is left; the same list when
 * that is all of it.
 */
export async function publishDue(
  world: Sending & Pick<World, 'clock'>,
  outbox: readonly Alert[],
): Promise<readonly Alert[]> {
  const { due, later } = dueOf(outbox, world.clock.now());
  const left = await publish(world, due);
  return left === due ? outbox : [...left, ...later];
}

/** Answers what is still to be sent; null: every topic has it. */
async function send(world: Sending, alert: Alert, closed: Set<string>): Promise<Alert | null> {
  const had = alert.sentTo ?? [];
  const wanted = topicsOf(world).filter(({ name }) => !had.includes(name));
  const { id, app, kind, headline } = alert;
  const message = alertMessage(alert);
  const took: string[] = [];
  for (const { name, topic } of wanted) {
    if (!closed.has(name) && (await isTaken(world, { alert, message, name, topic, closed }))) {
      took.push(name);
    }
  }
  if (took.length === wanted.length) {
    world.log.info('alert sent', { id, app, kind, headline });
    return null;
  }
  return took.length === 0 ? alert : { ...alert, sentTo: [...had, ...took] };
}

function topicsOf({ topic, chatTopic }: Sending) {
  const all = [{ name: 'alerts', topic }];
  return chatTopic === null ? all : [...all, { name: 'chat', topic: chatTopic }];
}

type Sent = {
  readonly alert: Alert;
  readonly message: TopicMessage;
  readonly name: string;
  readonly topic: World['topic'];
  readonly closed: Set<string>;
};

async function isTaken(world: Sending, { alert, message, name, topic, closed }: Sent) {
  const published = await topic.publish(message);
  if (published.ok) return true;
  const { id, app, kind } = alert;
  const { reason } = published;
  world.log.error('alert not accepted; it stays in the outbox', {
    id,
    app,
    kind,
    to: name,
    reason,
  });
  // What SNS cannot take now it will not take for the next one either.
  if (published.canRetry) closed.add(name);
  return false;
}
