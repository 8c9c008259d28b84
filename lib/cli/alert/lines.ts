/** What `alert --test` found out, for people. */
import type { Listed } from '../../adapters/sns-subscriptions.ts';
import { maskEndpoint, type Subscriber } from '../../core/subscriber.ts';

/** One topic: what became of the test, and who is subscribed. */
export type Told = {
  readonly name: 'alerts' | 'chat';
  readonly arn: string;
  readonly accepted: boolean;
  /** Why it was not, and what to do; null: it was. */
  readonly refusal: string | null;
  readonly subscriptions: readonly Subscriber[] | null;
  /** Why nobody knows who is subscribed; null: it is known. */
  readonly unlisted: string | null;
};

/** Endpoints are masked here, before anything is printed. */
export function toldOf(
  topic: Pick<Told, 'name' | 'arn' | 'accepted' | 'refusal'>,
  listed: Listed,
): Told {
  if (!listed.ok) return { ...topic, subscriptions: null, unlisted: listed.reason };
  const subscriptions = listed.subscriptions.map((one) => {
    return { ...one, endpoint: maskEndpoint(one) };
  });
  return { ...topic, subscriptions, unlisted: null };
}

/** The topic, what SNS said, and a line for each subscriber. */
export function topicLines(told: Told): readonly string[] {
  const { name, arn, refusal, subscriptions, unlisted } = told;
  return [
    `${titles[name]}: ${arn}`,
    refusal === null ? '  accepted the test' : `  REFUSED the test. ${refusal}`,
    ...(unlisted === null ? [] : [`  ${unlisted}`]),
    ...(subscriptions ?? []).map(subscriptionLine),
    ...(subscriptions?.length === 0 ? ['  nobody is subscribed'] : []),
    '',
  ];
}

const titles = { alerts: 'The topic of the alerts', chat: 'The topic for chats' } as const;

function subscriptionLine({ protocol, endpoint, confirmed }: Subscriber): string {
  return `  ${protocol.padEnd(6)} ${endpoint}  ${confirmed ? 'confirmed' : 'NOT CONFIRMED YET'}`;
}

/** Whether somebody would hear, and what to do where not. */
export function verdictOf(told: readonly Told[]): {
  readonly ok: boolean;
  readonly lines: readonly string[];
} {
  const lines = told.flatMap(whatToDo);
  return lines.length === 0
    ? { ok: true, lines: ['Whoever is confirmed has it in a moment; if not, look there.'] }
    : { ok: false, lines };
}

function whatToDo({ name, arn, accepted, subscriptions }: Told): readonly string[] {
  const refused = accepted
    ? []
    : [`Alerts that SNS does not accept wait in the outbox: mend this first.`];
  if (subscriptions === null) return [...refused, 'It is not known whether anybody would hear.'];
  if (subscriptions.some(({ confirmed }) => confirmed)) return refused;
  return [...refused, ...whoShouldHear(name, arn, subscriptions.length > 0)];
}

function whoShouldHear(name: Told['name'], arn: string, pending: boolean): readonly string[] {
  if (name === 'chat') {
    return [
      'No chat would hear. Choose this topic in the console of Amazon Q Developer in chat ' +
        'applications, for a channel of Slack or Teams.',
    ];
  }
  return [
    pending
      ? 'Nobody would hear: open the link in the e-mail from AWS, which confirms a subscription.'
      : 'Nobody would hear. Subscribe, and open the link in the e-mail that comes:',
    ...(pending ? [] : [`  aws sns subscribe --protocol email --topic-arn ${arn} \\`]),
    ...(pending ? [] : ['    --notification-endpoint you@example.com']),
  ];
}
