/** Whether anybody hears the topics: looked at once in a while, and remembered. */
import { limits } from '../core/limits.ts';
import type { Monitor } from '../core/monitor.ts';
import type { World } from '../world.ts';

/**
 * The confirmed subscriptions of the topic that has fewest, as they were counted last. Nobody hears
 * a topic without any, so that the log says it, and a metric, whose alarm has another topic.
 */
export async function countSubscribers(
  world: World,
  known: Monitor['subscribers'],
): Promise<Monitor['subscribers']> {
  const now = world.clock.now();
  const isWell = known?.confirmed !== 0 && known?.trouble === null;
  const ageMsMax = isWell ? limits.subscribersAgeMsMax : limits.subscribersAgainMs;
  if (known !== null && now - known.at < ageMsMax) return known;
  if (world.subscriptions.length === 0) return null;
  const counts = await Promise.all(world.subscriptions.map((topic) => count(world, topic)));
  const counted = counts.filter((one) => typeof one === 'number');
  const confirmed = counted.length === 0 ? (known?.confirmed ?? null) : Math.min(...counted);
  return { at: now, confirmed, trouble: counts.find((one) => typeof one === 'string') ?? null };
}

/** A text says why they could not be listed; the log has it too. */
async function count(
  { log }: World,
  { topicArn, list }: World['subscriptions'][number],
): Promise<number | string> {
  const listed = await list();
  if (!listed.ok) {
    log.error('it is not known whether anybody hears the alerts', { reason: listed.reason });
    return listed.reason;
  }
  const confirmed = listed.subscriptions.filter((one) => one.confirmed).length;
  if (confirmed === 0) {
    const reason =
      `no subscription to ${topicArn} is confirmed; subscribe somebody, or follow the link in ` +
      'the e-mail that SNS has sent';
    log.error('nobody hears the alerts', { topic: topicArn, reason });
  }
  return confirmed;
}
