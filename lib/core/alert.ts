/** How loud an alert is. `resolved` closes what an earlier one opened. */
export type Severity = 'critical' | 'warning' | 'info' | 'resolved';

/** An alert that is part of another one's message. */
export type Together = {
  readonly id: string;
  readonly app: string;
  readonly incident: string | null;
  readonly severity: Severity;
  /** The version of the release that it is about, if it is about one. */
  readonly release?: number;
};

/** One thing to tell people: facts and sentences, not yet cut to any medium's limits. */
export type Alert = {
  /** Stable: the same alert published twice carries the same id, so that a receiver can tell. */
  readonly id: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly app: string;
  /** Ties the alerts of one trouble together; null: none is open. */
  readonly incident: string | null;
  /** Epoch milliseconds of the decision. */
  readonly at: number;
  /** The line that says it all, without the `[lastgood] app:` before it. */
  readonly headline: string;
  /** Sentences: what happened and since when. */
  readonly happened: string;
  /** What we saw: readings, releases; one line each. */
  readonly evidence: readonly string[];
  /** What was done, or every reason why nothing was; one line each. */
  readonly done: readonly string[];
  /** What to do next; one line each. */
  readonly next: readonly string[];
  /** The command that undoes it; null: nothing was done. */
  readonly undo: string | null;
  /** Facts for machines, part of the JSON message. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** Of a message that carries the alerts of several apps: which ones. */
  readonly together?: readonly Together[];
  /** While it waits: the topics that have taken it already. */
  readonly sentTo?: readonly string[];
  /** While it waits: until then it may be told together with those of other apps. */
  readonly waitsUntil?: number;
};
