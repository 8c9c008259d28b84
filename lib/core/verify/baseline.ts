/** What was noted before a deploy: the release that ran, and how the app was under it. */
import * as v from 'valibot';
import { ledgerEntry } from '../decide/note-releases.ts';
import { limits } from '../limits.ts';
import { parseJson } from '../parse-json.ts';
import type { Release } from '../release.ts';
import { liveBefore, releaseKind } from '../release-kind.ts';
import { newState, type State } from '../state.ts';

/**
 * `healthy`, `sick` and `unknown` were seen by probes; `vouched`: nobody looked, and whoever asks
 * for a rollback says by that that the release before was a good one.
 */
export type Baseline = {
  readonly app: string;
  /** Epoch milliseconds. */
  readonly notedAt: number;
  /** Of the check that was made; another check proves nothing for this one (S13). */
  readonly checkHash: string;
  readonly health: 'healthy' | 'sick' | 'unknown' | 'vouched';
  /** What the newest probe brought, for a person. */
  readonly came: string;
  /** The one that was current. */
  readonly release: Release;
  /** What the version endpoint said under it; null: it was not asked. */
  readonly versionBody: string | null;
};

const release: v.GenericSchema<unknown, Release> = v.object({
  id: v.string(),
  version: v.number(),
  status: v.picklist(['pending', 'succeeded', 'failed', 'expired']),
  current: v.boolean(),
  eligibleForRollback: v.boolean(),
  description: v.string(),
  userEmail: v.nullable(v.string()),
  artifact: v.nullable(v.string()),
  slugId: v.nullable(v.string()),
  addonPlans: v.array(v.string()),
  createdAt: v.number(),
});

const shape = v.object({
  lastgood: v.literal('baseline'),
  version: v.literal(1),
  app: v.string(),
  notedAt: v.number(),
  checkHash: v.string(),
  health: v.picklist(['healthy', 'sick', 'unknown']),
  came: v.string(),
  release,
  versionBody: v.nullable(v.string()),
});

/** The text of a baseline's file. */
export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify({ lastgood: 'baseline', version: 1, ...baseline }, null, 2)}\n`;
}

/** What a file must belong to. */
export type Expected = { readonly app: string; readonly checkHash: string; readonly now: number };

/** Reads it back; a text is why this is no baseline for this app, this check and this time. */
export function parseBaseline(text: string, expected: Expected): Baseline | string {
  const parsed = v.safeParse(shape, parseJson(text));
  if (!parsed.success) return 'it is not what `--note` writes';
  const { lastgood: _mark, version: _version, ...noted } = parsed.output;
  const { app, checkHash, notedAt } = noted;
  if (app !== expected.app) return `it was noted for "${app}"`;
  if (checkHash !== expected.checkHash) {
    return 'it was noted with another health check; give both the same options';
  }
  if (expected.now - notedAt > limits.baselineFileAgeMsMax) {
    return `it was noted at ${new Date(notedAt).toISOString()}; note it anew before each deploy`;
  }
  return noted;
}

/** The release that was current before, for those who noted nothing; null: there was none. */
export function vouchedBaseline(
  before: Release | null,
  { app, checkHash, now }: Expected,
): Baseline | null {
  if (before === null) return null;
  return {
    app,
    checkHash,
    notedAt: now,
    health: 'vouched',
    came: 'nobody looked',
    release: before,
    versionBody: null,
  };
}

/**
 * What `decide` is to remember when the new release arrives: the one before it, proven or not. A
 * sick or unknown baseline can be no target, and nothing that comes after it can be blamed (S3).
 */
export function stateOf(baseline: Baseline, releases: readonly Release[], now: number): State {
  const { release, health, notedAt, checkHash, versionBody } = baseline;
  const known = health === 'healthy' || health === 'vouched';
  const kind = releaseKind(release, liveBefore(release, releases));
  const seen = { kind, attributable: false, seenAt: release.createdAt };
  const entry = { ...ledgerEntry(release, seen), versionBody };
  const proven = {
    ...entry,
    verdict: 'good',
    judgedAt: notedAt,
    baseline: health === 'vouched' ? 'vouched' : 'noted',
  } as const;
  return {
    ...newState(checkHash, now),
    situation: { name: 'steady', since: notedAt },
    currentId: release.id,
    ledger: [known ? proven : { ...entry, verdict: 'inconclusive' }],
    lastHealthyAt: health === 'healthy' ? notedAt : null,
  };
}
