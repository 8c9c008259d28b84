/** What the four verbs of `lastgood webhooks` share: what they work with, and what they bring. */
import type { HerokuWebhooks } from '../../adapters/heroku-webhooks.ts';
import type { Secret } from '../../core/secret.ts';

/** What one app's turn is given. */
export type Work = {
  readonly heroku: HerokuWebhooks;
  /** Where lastgood takes webhooks; null: not told. */
  readonly url: string | null;
  /** Which is set and signed with: the newest. null: none. */
  readonly secret: Secret | null;
  readonly now: number;
};

/** What came of one app. */
export type Outcome = {
  /** `unknown`: Heroku could not be asked. */
  readonly status: 'done' | 'failed' | 'unknown';
  /** For a person, the app's name not yet before them. */
  readonly lines: readonly string[];
  /** For machines. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** One app's turn. It never throws. */
export type Turn = (work: Work, app: string) => Promise<Outcome>;

/** It is as it was asked for. */
export function done(line: string, data: Outcome['data'] = {}): Outcome {
  return { status: 'done', lines: [line], data };
}

/** Heroku did not do it, or could not be asked: what it says, and what to do next. */
export function troubled(
  { trouble }: { readonly trouble: { readonly message: string; readonly advice: string } },
  status: 'failed' | 'unknown' = 'failed',
): Outcome {
  const { message, advice } = trouble;
  return { status, lines: [`${message}; ${advice}`], data: { error: message, advice } };
}
