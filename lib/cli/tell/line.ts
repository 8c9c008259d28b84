/** Whose doing a line is: `sees`, `decides`, `does` and `says` are lastgood's own. */
export type Part =
  | 'plan'
  | 'heroku'
  | 'sees'
  | 'decides'
  | 'does'
  | 'says'
  | 'check'
  | 'fault'
  | 'end';

/** How a line is meant. */
export type Tone = 'good' | 'bad' | 'warn' | 'plain' | 'quiet';

/** One thing that happened, for a person and for machines. */
export type Line = {
  /** Epoch milliseconds. */
  readonly at: number;
  /** null: it is about no app, or about all. */
  readonly app: string | null;
  readonly part: Part;
  readonly text: string;
  readonly tone: Tone;
  /** More for machines: further keys of the JSON object. */
  readonly data?: Readonly<Record<string, unknown>>;
};
