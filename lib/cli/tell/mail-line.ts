import { parseJson } from '../../core/parse-json.ts';
import type { TopicMessage } from '../../core/topic-message.ts';
import type { ReceivedAlert } from '../../local/subscriber.ts';
import type { Paint } from '../paint.ts';
import type { Line, Tone } from './line.ts';

/** An alert as its receiver got it: the subject, without what the columns say already. */
export function mailLine(
  alert: Pick<ReceivedAlert, 'subject' | 'email'> & Pick<TopicMessage, 'attributes'>,
  at: number,
): Line {
  const { subject, email, attributes } = alert;
  const textOf = (name: string) => [attributes[name] ?? []].flat().join(', ') || null;
  const [kind, severity, incident] = [textOf('kind'), textOf('severity'), textOf('incident')];
  // Of several apps the attribute is a list, and the subject says how many they are.
  const [, app = textOf('app'), headline = subject] =
    /^\[lastgood\] ([^:]*): (.*)$/.exec(subject) ?? [];
  return {
    at,
    app,
    part: 'says',
    text: `✉ ${headline}`,
    tone: tones[severity ?? ''] ?? 'plain',
    data: { subject, kind, severity, incident, apps: appsIn(attributes['app']), email },
  };
}

/** All that it tells of: SNS hands a list over as JSON. */
function appsIn(attribute: string | readonly string[] = []): readonly unknown[] {
  const list = typeof attribute === 'string' ? parseJson(attribute) : attribute;
  return Array.isArray(list) ? list : [attribute];
}

/** The alert in full, as it came by e-mail. */
export function mailText(
  { subject, email }: Pick<ReceivedAlert, 'subject' | 'email'>,
  paint: Paint,
): string {
  const body = email.replace(/^/gm, paint('dim', '  │ '));
  return `\n  ${paint('bold', `Subject: ${subject}`)}\n${body}`;
}

const tones: Readonly<Record<string, Tone>> = {
  critical: 'bad',
  warning: 'warn',
  info: 'plain',
  resolved: 'good',
};
