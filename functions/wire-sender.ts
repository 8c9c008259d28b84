// What a function needs that sends alerts and does nothing else: neither a table nor a token.

import { systemClock as clock } from '../lib/adapters/clock.ts';
import { createLog } from '../lib/adapters/log.ts';
import type { Settings } from '../lib/adapters/settings.ts';
import { createTopic } from '../lib/adapters/sns.ts';
import type { Sending } from '../lib/reconcile/publish.ts';
import type { World } from '../lib/world.ts';
import { required } from './required.ts';

export type Sender = Sending & Pick<World, 'clock'>;

/** Throws a ConfigurationError when no topic is named. */
export function wireSender(settings: Settings): Sender {
  const { topicArn } = required(settings, ['topicArn']);
  const { chatTopicArn } = settings;
  const topic = createTopic({ topicArn, aws: {} });
  const chatTopic =
    chatTopicArn === null ? null : createTopic({ topicArn: chatTopicArn, aws: {}, form: 'chat' });
  return { clock, log: createLog(), topic, chatTopic };
}
