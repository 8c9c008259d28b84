/**
 * What is remembered of one app between looks. The shapes below are at once the types and the parser of what
 * DynamoDB gives back, so that the two cannot drift apart.
 */
import * as v from 'valibot';

const instant = v.number();
const optionalInstant = v.nullable(instant);

/** A judgement on one release. BAD is never taken back by the monitor (S18); GOOD may be withdrawn. */
const verdict = v.picklist(['unproven', 'good', 'bad', 'inconclusive']);

const kind = v.picklist(['initial', 'deploy', 'config', 'add-on', 'rollback']);

/** A release that was seen as current, and what we know of it. */
const ledgerEntry = v.object({
  id: v.string(),
  version: v.number(),
  artifact: v.nullable(v.string()),
  slugId: v.nullable(v.string()),
  description: v.string(),
  userEmail: v.nullable(v.string()),
  createdAt: instant,
  /** When we first saw it as current; its warm-up and its watch count from here. */
  seenAt: instant,
  kind,
  /** True when the app was proven healthy just before it, so that a failure can be its fault (S3). */
  attributable: v.boolean(),
  verdict,
  judgedAt: optionalInstant,
  /** What the app's version endpoint said under this release. */
  versionBody: v.nullable(v.string()),
  commit: v.nullable(v.string()),
});

/** The few words of a reading that an alert needs later. */
const seen = v.object({ at: instant, cause: v.nullable(v.string()), came: v.string() });

/** Readings of one close look, counted for the verdict on a release. */
const window = v.object({
  healthy: v.number(),
  sick: v.number(),
  unknown: v.number(),
});

const evidence = v.object({
  sickInARow: v.number(),
  /** The first and the newest reading of the present row of sick ones. */
  sickFirst: v.nullable(seen),
  sickLast: v.nullable(seen),
  /** Of the present row, the sick readings in which the app itself was reached: only those can be a release's fault. */
  sickReached: v.number(),
  /** Counts up to what recovery asks for and stays there, so that a healthy app changes nothing. */
  healthyInARow: v.number(),
  healthySince: optionalInstant,
  window: v.nullable(window),
  /** When data stopped being usable; null: it is usable. */
  unknownSince: optionalInstant,
  /** Climbs with slow answers and falls with fast ones. */
  slowScore: v.number(),
  /** When the newest rows of sick readings began, for telling a flapping app. */
  rowTimes: v.array(instant),
});

const releaseReference = v.object({
  id: v.string(),
  version: v.number(),
  artifact: v.nullable(v.string()),
});

/** A rollback that was decided: stored before the POST, settled by reading Heroku (S15). */
const intent = v.object({
  culprit: releaseReference,
  target: releaseReference,
  plannedAt: instant,
  /** POSTs that were made, or may have been. */
  sends: v.number(),
  /** When the newest of them was claimed; null: none is under way. */
  sentAt: optionalInstant,
  /** Not sent again before this: Heroku had no room for the call. */
  retryAt: optionalInstant,
  /** The release that Heroku made of it, once seen. */
  release: v.nullable(v.object({ id: v.string(), version: v.number() })),
  trouble: v.nullable(v.string()),
  slowTold: v.boolean(),
});

const since = instant;
const situation = v.variant('name', [
  v.object({ name: v.literal('unarmed'), since, told: v.boolean() }),
  v.object({ name: v.literal('warmup'), since, until: instant, early: v.boolean() }),
  v.object({ name: v.literal('watching'), since, until: instant, deadline: instant }),
  v.object({ name: v.literal('steady'), since }),
  v.object({ name: v.literal('down'), since }),
  v.object({ name: v.literal('held'), since, guards: v.array(v.string()) }),
  v.object({ name: v.literal('rolling-back'), since, intent }),
  v.object({
    name: v.literal('verifying'),
    since,
    intent,
    until: instant,
    early: v.boolean(),
    deadline: instant,
  }),
  v.object({ name: v.literal('rolled-back'), since }),
  v.object({ name: v.literal('escalated'), since, why: v.string() }),
]);

const incident = v.object({
  id: v.string(),
  openedAt: instant,
  /** When people last heard of it. */
  toldAt: instant,
  headline: v.string(),
});

const state = v.object({
  version: v.literal(1),
  /** Of the check's configuration: a check that changed must pass again before it can convict (S13). */
  checkHash: v.string(),
  situation,
  evidence,
  currentId: v.nullable(v.string()),
  /** Newest first. */
  ledger: v.array(ledgerEntry),
  pending: v.nullable(
    v.object({ id: v.string(), version: v.number(), since: instant, told: v.boolean() }),
  ),
  /** The newest failed release that people were told of. */
  failedTold: v.number(),
  incident: v.nullable(incident),
  rollbacks: v.array(v.object({ at: instant, culpritId: v.string() })),
  lastHealthyAt: optionalInstant,
  webUrl: v.nullable(v.string()),
  /** Heroku's `released_at` when the releases were last read; another one means news. */
  releasedAt: optionalInstant,
  releasesReadAt: optionalInstant,
  /** Side conditions by name: when each began or was last told. */
  conditions: v.record(v.string(), instant),
  /** Who is taking a close look, and until when nobody else needs to. */
  closeLook: v.nullable(v.object({ owner: v.string(), until: instant })),
});

/** All that is remembered of one app. */
export type State = v.InferOutput<typeof state>;
export type Situation = State['situation'];
export type Evidence = State['evidence'];
export type LedgerEntry = State['ledger'][number];
export type Verdict = LedgerEntry['verdict'];
export type ReleaseKind = LedgerEntry['kind'];
export type Incident = NonNullable<State['incident']>;
export type Intent = v.InferOutput<typeof intent>;

/** Nothing was ever seen. */
export const noEvidence: Evidence = {
  sickInARow: 0,
  sickFirst: null,
  sickLast: null,
  sickReached: 0,
  healthyInARow: 0,
  healthySince: null,
  window: null,
  unknownSince: null,
  slowScore: 0,
  rowTimes: [],
};

/** The state of an app that is seen for the first time. */
export function newState(checkHash: string, now: number): State {
  return {
    version: 1,
    checkHash,
    situation: { name: 'unarmed', since: now, told: false },
    evidence: noEvidence,
    currentId: null,
    ledger: [],
    pending: null,
    failedTold: 0,
    incident: null,
    rollbacks: [],
    lastHealthyAt: null,
    webUrl: null,
    releasedAt: null,
    releasesReadAt: null,
    conditions: {},
    closeLook: null,
  };
}

/** Reads stored text back; null when it is damaged or of a version that this code does not know. */
export function parseState(text: string): State | null {
  try {
    const result = v.safeParse(state, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/** The ledger's entry of the release that runs now; null when Heroku was never read. */
export function currentRelease(state: State): LedgerEntry | null {
  return state.ledger.find((entry) => entry.id === state.currentId) ?? null;
}
