import type { LogEntry } from '../heard-log.ts';
import type { Check } from './checks.ts';
import type { Mail } from './mailbox.ts';

/** One thing that happened in the drill, for whoever shows it. */
export type Happening =
  /** A new part of the story begins. */
  | { readonly kind: 'scene'; readonly title: string; readonly text: string }
  /** The small Heroku did something, or the drill did something to it. */
  | { readonly kind: 'heroku'; readonly app: string; readonly text: string }
  /** lastgood wrote a line of its log. */
  | { readonly kind: 'log'; readonly entry: LogEntry }
  /** The engineer received an alert. */
  | { readonly kind: 'mail'; readonly mail: Mail }
  /** Something is waited for; null: it came. */
  | { readonly kind: 'waiting'; readonly what: string | null }
  /** What was waited for did not come in its time. */
  | { readonly kind: 'fault'; readonly text: string }
  /** One thing that had to be true at the end. */
  | { readonly kind: 'check'; readonly check: Check };

/** Hears what happens. */
export type Hear = (happening: Happening) => void;
