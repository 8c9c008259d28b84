/** What failed three times on the queue becomes an alert that carries it. */
import type { Alert } from './alert.ts';
import type { Kind } from './catalogue.ts';
import { limits } from './limits.ts';
import { wholeFleet } from './monitor.ts';
import { type MalformedMessage, parseQueueMessage, type QueueMessage } from './queue-message.ts';
import { safeLine } from './safe-line.ts';
import { command } from './texts/common.ts';
import { time } from './texts/time.ts';

/** A message of the dead-letter queue. */
export type DeadLetter = {
  /** SQS keeps a message's id when it moves it to the dead-letter queue. */
  readonly messageId: string;
  readonly body: string;
  /** Epoch milliseconds; null: the queue did not say. */
  readonly sentAt: number | null;
};

/**
 * The alert that tells of it: always the same one for the same message, so that a second delivery
 * can be told. The content is redacted and within `limits.deadLetterCharactersMax`.
 */
export function deadLetterAlert({ messageId, body, sentAt }: DeadLetter, now: number): Alert {
  const message = parseQueueMessage(body);
  const { app, meant, lost } = wordsOf(message);
  const since = sentAt === null ? '' : ` since ${time(sentAt)}`;
  return {
    id: `dead-letter.${safeLine(messageId, limits.reasonCharactersMax)}`,
    kind: 'dead-letter' satisfies Kind,
    severity: 'warning',
    app,
    incident: null,
    at: now,
    headline: `a message of the queue failed ${limits.queueReceivesMax} times and was given up`,
    happened: `${meant} It was tried ${limits.queueReceivesMax} times${since}.`,
    evidence: [`The message: ${safeLine(body, limits.deadLetterCharactersMax)}`],
    done: [
      'It was taken out of the queue, so that it holds up nothing; this alert keeps it.',
      lost,
    ],
    next: [
      'Read why it failed in the log of the watch function, at the time above.',
      'Nothing has to be sent again: the sweep looks at every app by itself. ' +
        `To see an app as it is now: ${command('npx lastgood check APP')}`,
    ],
    undo: null,
    facts: { messageId: safeLine(messageId, limits.reasonCharactersMax), sentAt },
  };
}

function wordsOf(message: QueueMessage | MalformedMessage) {
  switch (message.kind) {
    case 'watch':
      return {
        app: message.app,
        meant: `It asked for a close look at this app (${message.reason}).`,
        lost: 'The sweep goes on looking at this app by itself.',
      };
    case 'shard':
      return {
        app: wholeFleet,
        meant: `It was one sweep of a part of the fleet, shard ${message.shard}.`,
        lost: 'The next sweep sends that part anew.',
      };
    case 'malformed':
      return {
        app: wholeFleet,
        meant: `It is no message of lastgood: ${message.reason}.`,
        lost: 'Nothing else was done with it.',
      };
    default:
      return message satisfies never;
  }
}
