/** What the oracle has seen of one app: its own history, from the models and the stored items. */
import type { Incident, Intent, State } from '../../../lib/core/state.ts';
import type { ModelRelease } from '../models/heroku-model.ts';
import type { Truth } from '../models/router-model.ts';

/** A reading whose look was saved. */
export type Kept = {
  readonly truth: Truth;
  readonly at: number;
  readonly savedAt: number;
  /** Which of the app's checks it was judged by. */
  readonly check: number;
  /** In warm-up and in maintenance what is sick counts for nothing. */
  readonly scored: boolean;
  readonly invocation: number;
};

/** A write that plans a rollback, or claims the right to send it again. */
export type Claim = {
  readonly at: number;
  readonly plan: boolean;
  readonly intent: Intent;
  readonly state: State;
  readonly keptCount: number;
  readonly platform: string;
  /** Web dynos, as this very look read them; null: it did not. */
  readonly web: number | null;
  readonly check: number;
  readonly invocation: number;
  /** This very look's own probe. */
  readonly probe: Truth | null;
};

/** A POST that reached Heroku. */
export type Post = {
  readonly at: number;
  readonly claim: Claim;
  readonly made: ModelRelease | null;
  /** Heroku said for certain that it did nothing. */
  readonly refused: boolean;
  /** Others released since the claim: it has to be told. */
  readonly raced: boolean;
};

/** A call of a rollback as it met Heroku. */
export type Sent = {
  readonly name: string;
  readonly target: string;
  readonly current: ModelRelease;
  readonly newest: ModelRelease | undefined;
  readonly made: ModelRelease | null;
  readonly refused: boolean;
};

/** The few fields of a stored alert that laws ask for. */
export type StoredAlert = {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly app: string;
  readonly incident: string | null;
  readonly at: number;
  readonly waitsUntil?: number;
  readonly next: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
};

export class AppRecord {
  readonly kept: Kept[] = [];
  /** Every probe, whatever became of its look. */
  readonly probes: Truth[] = [];
  readonly claims: Claim[] = [];
  readonly posts: Post[] = [];
  /** Seen good for real, by the oracle's own count. */
  readonly proven = new Set<string>();
  state: State | null = null;
  /** When its item was last damaged: what it said before is forgotten. */
  forgottenAt = 0;
  incident: Incident | null = null;
}

export type Violation = { readonly invariant: string; readonly at: number; readonly text: string };
/** Says that a law is broken; the first of a world counts. */
export type Break = (invariant: string, text: string) => void;
