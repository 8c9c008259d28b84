import * as v from 'valibot';
import { limits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { safeLine } from './safe-line.ts';

/** What travels on the queue: a hint to look at an app now, or a part of the fleet to sweep. */
export type QueueMessage =
  | { readonly kind: 'watch'; readonly app: string; readonly reason: string }
  | {
      readonly kind: 'shard';
      readonly shard: number;
      /**
       * Epoch milliseconds by the app's name, null where nothing was ever released; an app that is
       * not in it is not in the account's list. null for all: the list could not be read.
       */
      readonly releasedAt: Readonly<Record<string, number | null>> | null;
    };

/** A text on the queue that is no message of ours, and why, in one safe line. */
export type MalformedMessage = { readonly kind: 'malformed'; readonly reason: string };

const AppName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]+$/, 'not the name of a Heroku app'),
  v.maxLength(limits.appNameCharactersMax, 'longer than the name of a Heroku app'),
);

const Watch = v.strictObject({
  kind: v.literal('watch'),
  app: AppName,
  reason: v.pipe(v.string(), v.maxLength(limits.reasonCharactersMax, 'the reason is too long')),
});

const Shard = v.strictObject({
  kind: v.literal('shard'),
  shard: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  // Not v.record: it leaves out an app that is called `constructor` without a word.
  releasedAt: v.nullable(
    v.custom<Record<string, number | null>>(isReleasedAt, 'releasedAt is malformed'),
  ),
});

const Message = v.variant('kind', [Watch, Shard]);

/** Reads a message from the queue's text. Strict, for only lastgood writes there; never throws. */
export function parseQueueMessage(text: string): QueueMessage | MalformedMessage {
  if (Buffer.byteLength(text) > limits.queueMessageBytesMax) {
    return malformed(`longer than ${limits.queueMessageBytesMax} bytes`);
  }
  const json = parseJson(text);
  if (json === undefined) return malformed('it is not JSON');
  const parsed = v.safeParse(Message, json);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const path = v.getDotPath(issue);
  return malformed(path === null ? issue.message : `${path}: ${issue.message}`);
}

function isReleasedAt(input: unknown): boolean {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false;
  const entries = Object.entries(input);
  if (entries.length > limits.shardAppsMax) return false;
  return entries.every(([name, at]) => v.is(AppName, name) && (at === null || Number.isFinite(at)));
}

function malformed(reason: string): MalformedMessage {
  return { kind: 'malformed', reason: safeLine(reason, limits.reasonCharactersMax) };
}
