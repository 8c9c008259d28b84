import type { Alert, Together } from './alert.ts';
import { chatText } from './alert-message/chat.ts';
import { emailText } from './alert-message/email.ts';
import { jsonText } from './alert-message/json.ts';
import { shrink, sizes } from './alert-message/shrink.ts';
import { smsText } from './alert-message/sms.ts';
import { limits } from './limits.ts';
import { cutAtWord, oneLine, toAscii } from './plain-text.ts';
import { redact } from './redact.ts';
import { type TopicMessage, topicMessageFits } from './topic-message.ts';

/**
 * An alert in every form that a topic's subscribers get. Whatever text is in it, SNS accepts the
 * message: what is too large loses evidence first, and says so.
 */
export function alertMessage(alert: Alert): TopicMessage {
  const clean = cleanAlert(alert);
  for (const size of sizes.larger) {
    const message = render(shrink(clean, size));
    if (topicMessageFits(message, limits.messageBytesMax)) return message;
  }
  return render(shrink(clean, sizes.smallest));
}

function render(alert: Alert): TopicMessage {
  return {
    subject: subject(alert),
    email: emailText(alert),
    sms: smsText(alert),
    json: jsonText(alert),
    // Made only where there is a topic for chats.
    get chat() {
      return chatText(alert);
    },
    attributes: attributes(alert),
  };
}

/**
 * SNS API reference, Publish: "Subjects must be ASCII text that begins with a letter, number, or
 * punctuation mark; must not include line breaks or control characters; and must be less than 100
 * characters long."
 */
function subject({ app, headline }: Alert): string {
  return cutAtWord(toAscii(`[lastgood] ${app}: ${headline}`), limits.subjectCharactersMax - 1);
}

function attributes(alert: Alert): TopicMessage['attributes'] {
  const { app, kind, severity, incident, id } = alert;
  const short = Object.fromEntries(
    Object.entries({ app, kind, severity, incident: incident ?? '', id })
      .map(([name, value]) => [name, toAscii(value).slice(0, limits.attributeCharactersMax)])
      .filter(([, value]) => value?.trim() !== ''),
  );
  // A filter policy that names one of the apps has to let the message through.
  const apps = alert.together?.map((one) => one.app);
  return apps === undefined ? short : { ...short, app: [...new Set(apps)] };
}

function cleanAlert(alert: Alert): Alert {
  const lines = (texts: readonly string[]) => texts.map(clean).filter((line) => line !== '');
  return {
    ...alert,
    id: clean(alert.id),
    kind: clean(alert.kind),
    app: clean(alert.app),
    incident: alert.incident === null ? null : clean(alert.incident),
    headline: clean(alert.headline),
    happened: clean(alert.happened),
    evidence: lines(alert.evidence),
    done: lines(alert.done),
    next: lines(alert.next),
    undo: alert.undo === null ? null : clean(alert.undo),
    ...(alert.together === undefined ? {} : { together: alert.together.map(cleanTogether) }),
    facts: Object.fromEntries(
      Object.entries(alert.facts).map(([name, value]) => [
        clean(name),
        typeof value === 'string' ? clean(value) : value,
      ]),
    ),
  };
}

function cleanTogether({ id, app, incident, ...others }: Together): Together {
  const short = (text: string) => clean(text).slice(0, limits.attributeCharactersMax);
  return { ...others, id: short(id), app: short(app), incident: incident && short(incident) };
}

/**
 * What is beyond the bound is not even walked through; the dots say that there was more. Secrets
 * were taken out at the door already; here they are kept from people whatever the door was.
 */
function clean(text: string): string {
  const line = redact(oneLine(text.slice(0, limits.alertTextCharactersMax)));
  return text.length > limits.alertTextCharactersMax ? `${line}...` : line;
}
