/**
 * What Amazon Q Developer in chat applications (Slack, Teams, Chime) takes from a topic as a custom
 * notification (its administrator guide: Custom notifications). It drops any other message without
 * a word, so nothing but its own fields is sent.
 */
import * as v from 'valibot';

export const chatShape = v.strictObject({
  version: v.literal('1.0'),
  source: v.literal('custom'),
  id: v.string(),
  content: v.strictObject({
    textType: v.literal('client-markdown'),
    title: v.string(),
    description: v.string(),
    nextSteps: v.array(v.string()),
    keywords: v.array(v.string()),
  }),
  metadata: v.strictObject({
    /** Messages with the same one stand in one thread. */
    threadId: v.string(),
    summary: v.string(),
    eventType: v.string(),
    relatedResources: v.array(v.string()),
    additionalContext: v.record(v.string(), v.string()),
    enableCustomActions: v.boolean(),
  }),
});

/** A custom notification. */
export type ChatNotification = v.InferOutput<typeof chatShape>;
