/**
 * One message for an SNS topic, in every form that its subscribers get: made by the core, carried
 * by the topic's adapter.
 */
export type TopicMessage = {
  /** Printable ASCII, no line breaks, fewer than 100 characters (SNS API reference, Publish). */
  readonly subject: string;
  /** Prose, for people. */
  readonly email: string;
  /** One line within one SMS. */
  readonly sms: string;
  /** JSON text, for machines. */
  readonly json: string;
  /** JSON text for chats, which goes to a topic of its own: see `adapters/sns.ts`. */
  readonly chat: string;
  /** For filter policies. None is empty, because SNS refuses an empty value. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
};

/**
 * The `Message` of a Publish with `MessageStructure: json`: which protocol gets which form.
 * `default` is for every protocol that is not named, and those are read by people.
 */
export function topicMessageText({ email, sms, json }: TopicMessage): string {
  return JSON.stringify({
    default: email,
    email,
    sms,
    http: json,
    https: json,
    sqs: json,
    lambda: json,
  });
}

/**
 * What SNS counts against its limit: the message with all of its forms, and the attributes. The
 * chat's form is far smaller.
 */
export function topicMessageBytes(message: TopicMessage): number {
  const attributes = Object.entries(message.attributes).flatMap(([name, value]) => [
    name,
    ...attributeOf(value),
  ]);
  return [message.subject, topicMessageText(message), ...attributes].reduce(
    (sum, text) => sum + utf8Bytes(text),
    0,
  );
}

/** True when SNS takes the message. Nearly all are so short that nothing has to be counted. */
export function topicMessageFits(message: TopicMessage, bytesMax: number): boolean {
  const { subject, email, sms, json, attributes } = message;
  const forms = 2 * email.length + sms.length + 4 * json.length;
  const names = Object.entries(attributes).flat().join().length;
  // A UTF-16 unit takes at most six bytes in JSON, as an escape; the keys are in the last summand.
  const bytesAtMost = 6 * (subject.length + forms + names) + 200;
  return bytesAtMost <= bytesMax || topicMessageBytes(message) <= bytesMax;
}

/** Type and value as SNS takes them; a filter policy matches any one of a list. */
export function attributeOf(value: string | readonly string[]): readonly [string, string] {
  return typeof value === 'string' ? ['String', value] : ['String.Array', JSON.stringify(value)];
}

function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();
