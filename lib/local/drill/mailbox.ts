import * as v from 'valibot';
import type { ReceivedAlert } from '../subscriber.ts';

/** An alert as the engineer of the drill received it, with what its JSON says. */
export type Mail = ReceivedAlert & {
  readonly id: string;
  /** As the alert names it: of several apps at once, how many they are. */
  readonly app: string;
  /** All that it tells of. */
  readonly apps: readonly string[];
  readonly kind: string;
  readonly severity: string;
  /** The release that was rolled back, and the one gone back to, where the alert is about that. */
  readonly culprit: number | null;
  readonly target: number | null;
};

/** Everything received so far. */
export type Mailbox = {
  /** Puts an alert in. null: it is one that came before, which SNS may do. */
  take(alert: ReceivedAlert): Mail | null;
  /** In the order of arrival. */
  all(): readonly Mail[];
  /** What tells of this app, alone or with others. */
  of(app: string): readonly Mail[];
};

const version = v.optional(v.nullable(v.number()), null);
const Json = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    id: v.string(),
    app: v.string(),
    kind: v.string(),
    severity: v.string(),
    facts: v.object({ culprit: version, target: version }),
    alerts: v.optional(v.array(v.object({ app: v.string() })), []),
  }),
);

/** An empty mailbox. */
export function createMailbox(): Mailbox {
  const mails: Mail[] = [];
  return {
    take: (alert) => {
      const { facts, alerts, ...words } = v.parse(Json, alert.json);
      if (mails.some(({ id }) => id === words.id)) return null;
      const together = alerts.map(({ app }) => app);
      const apps = together.length === 0 ? [words.app] : together;
      const mail = { ...alert, ...words, ...facts, apps };
      mails.push(mail);
      return mail;
    },
    all: () => mails,
    of: (app) => mails.filter(({ apps }) => apps.includes(app)),
  };
}
