import type { Alert } from '../alert.ts';
import { limits } from '../limits.ts';
import { cutAtWord } from '../plain-text.ts';
import type { ChatNotification } from './chat-shape.ts';
import { isoTime } from './iso-time.ts';

/** The alert for a chat, as Amazon Q Developer in chat applications takes it: JSON text. */
export function chatText(alert: Alert): string {
  const { id, app, kind, severity, incident, headline, at } = alert;
  const title = cutAtWord(plain(`${marks[severity]} ${app}: ${headline}`), limits.chatTitleMax);
  const notification: ChatNotification = {
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title,
      description: description(alert),
      nextSteps: alert.next
        .slice(0, limits.chatStepsMax)
        .map((step) => cutAtWord(withCode(step), limits.chatStepMax)),
      keywords: [severity, kind, app],
    },
    metadata: {
      threadId: incident ?? id,
      summary: title,
      eventType: kind,
      relatedResources: [app],
      additionalContext: { app, kind, severity, incident: incident ?? '', at: isoTime(at) },
      // The buttons that a team has defined work on the context above; lastgood brings none.
      enableCustomActions: true,
    },
  };
  return JSON.stringify(notification);
}

/** A colour is seen before a word is read. */
const marks: Readonly<Record<Alert['severity'], string>> = {
  critical: '🔴',
  warning: '🟠',
  info: '🔵',
  resolved: '🟢',
};

/** Each part is cut by itself, so that no block of code is left open. */
function description({ happened, evidence, done, undo, together }: Alert): string {
  const { chatTextMax, chatLineMax } = limits;
  const several = together !== undefined;
  const seenMax = several ? limits.chatGroupedLines : limits.chatEvidenceLines;
  const seenLineMax = several ? limits.chatGroupedLineMax : chatLineMax;
  const links = evidence.filter((line) => link.test(line));
  const lines = evidence.filter((line) => !link.test(line));
  const more = lines.length - seenMax;
  const seen = [
    ...lines.slice(0, seenMax).map((line) => cutAtWord(inCode(line), seenLineMax)),
    ...(more > 0 ? [`(${more} lines more in the e-mail)`] : []),
  ];
  const acts = done.map((line) => `• ${withCode(line)}`).join('\n');
  return [
    cutAtWord(plain(happened), chatTextMax),
    ...(seen.length === 0 ? [] : [['```', ...seen, '```'].join('\n')]),
    ...links.slice(0, 1).map((line) => cutAtWord(plain(line), 2 * chatLineMax)),
    cutAtWord(acts, chatTextMax),
    ...(undo === null ? [] : [`To undo it: \`${cutAtWord(inCode(undo), chatLineMax)}\``]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Our own lines that end in a link, which nobody could follow within a block of code. */
const link = /^(What it changed since v\d+|Its code): https:\/\/github\.com\/\S+$/;

/** Within a block of code nothing is markup but its end. */
function inCode(text: string): string {
  return escaped(text.replaceAll('`', "'"));
}

/** A sentence with commands between backticks, of which those that close are kept. */
function withCode(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? `\`${inCode(part.slice(1, -1))}\`` : plain(part)))
    .join('');
}

/**
 * A stranger's words must not call everybody in the channel, or show a link as something else: in
 * Slack both stand in angle brackets, in Teams a link is `[words](address)`.
 */
function plain(text: string): string {
  return escaped(text.replaceAll('`', "'").replaceAll('](', '] ('));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
