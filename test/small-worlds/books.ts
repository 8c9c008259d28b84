/**
 * What really happened in a small world, as far as the laws ask for it: kept beside the code under
 * test, by simpler means, and as a value.
 */
import type { StoredAlert } from '../simulation/oracle/records.ts';

type Row = { readonly releaseId: string; readonly count: number; readonly since: number };

export type Books = {
  /** Sick readings in a row that were stored, all of one release. */
  readonly row: Row | null;
  /** Healthy readings of each release that were stored, up to ten. */
  readonly seenHealthy: Readonly<Record<string, number>>;
  /** What the newest probe found, whether or not its look was stored. */
  readonly lastProbe: 'healthy' | 'sick' | null;
  /** Releases that came to a well app, or on top of one that did and was not proven. */
  readonly cameWell: readonly string[];
  /** Rollbacks that were decided. */
  readonly plans: readonly { readonly culprit: string; readonly at: number }[];
  /** Calls for each culprit that may have done something, and those that did. */
  readonly calls: Readonly<Record<string, { readonly open: number; readonly made: number }>>;
  /** A rollback went over somebody's release, and nobody was told yet. */
  readonly racedUntold: boolean;
  /** Ids of alerts that SNS has taken and that are still in the outbox. */
  readonly accepted: readonly string[];
  /** The incident of which somebody got a critical alert. */
  readonly criedOut: string | null;
};

export const noBooks: Books = {
  row: null,
  seenHealthy: {},
  lastProbe: null,
  cameWell: [],
  plans: [],
  calls: {},
  racedUntold: false,
  accepted: [],
  criedOut: null,
};

/** Reads the few fields of stored alerts. */
export function alertsOf(outbox: string | undefined): readonly StoredAlert[] {
  return JSON.parse(outbox ?? '[]') as StoredAlert[];
}
