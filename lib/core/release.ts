import type { AnswerOr, Trouble } from './trouble.ts';

/** One entry of an app's release ledger, the few fields of Heroku's that are used. */
export type Release = {
  readonly id: string;
  readonly version: number;
  readonly status: 'pending' | 'succeeded' | 'failed' | 'expired';
  readonly current: boolean;
  readonly eligibleForRollback: boolean;
  readonly description: string;
  readonly userEmail: string | null;
  /**
   * Sorted artifact ids joined, else the slug's or the image's id; null: a release without code.
   */
  readonly artifact: string | null;
  readonly slugId: string | null;
  readonly addonPlans: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

/** A dyno as `GET /apps/{app}/dynos` tells it. `state` is an open list of words at Heroku. */
export type Dyno = {
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly releaseVersion: number | null;
};

/** One process type and how many dynos it should have. */
export type Formation = { readonly type: string; readonly quantity: number };

/** An app as `GET /apps` and `GET /apps/{app}` tell it. */
export type HerokuApp = {
  readonly id: string;
  readonly name: string;
  /** null for an app with internal routing. */
  readonly webUrl: string | null;
  readonly maintenance: boolean;
  /** Epoch milliseconds; null: nothing was ever released. */
  readonly releasedAt: number | null;
  /** True in a Private Space, where a release rolls slowly. */
  readonly privateSpace: boolean;
};

/** Why Heroku could not be asked; `no-token`: there is nothing to ask it with. */
export type HerokuTrouble = Trouble<'no-token'> & {
  /** True when the request may have been carried out although no good answer came. */
  readonly maybeDone: boolean;
  readonly requestId: string | null;
};

/** Heroku's answer, or why there is none. */
export type Answer<T> = AnswerOr<T, HerokuTrouble>;
