/** What is remembered of one app between looks. */
import * as v from 'valibot';
import { githubTroubles } from './state/github-shapes.ts';
import { instant, optionalInstant } from './state/instant.ts';
import {
  evidence,
  failedRelease,
  hiddenSickness,
  incident,
  intent,
  ledgerEntry,
  situation,
  untold,
} from './state/shapes.ts';

/** The shape of all that is remembered of one app. */
export const stateShape = v.object({
  version: v.literal(1),
  /**
   * Of the check's configuration: a check that changed must pass again before it can convict (S13).
   */
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
  /** That release, for whoever deployed it; what earlier versions stored does not say. */
  failed: v.optional(v.nullable(failedRelease), null),
  incident: v.nullable(incident),
  /** When the incidents of the last day were opened, newest first. */
  incidents: v.optional(v.array(instant), []),
  rollbacks: v.array(v.object({ at: instant, culpritId: v.string() })),
  /** A rollback that was given up, or overtaken, and that Heroku may still carry out. */
  straggler: v.nullable(intent),
  lastHealthyAt: optionalInstant,
  webUrl: v.nullable(v.string()),
  /** Heroku's `released_at` when the releases were last read; another one means news. */
  releasedAt: optionalInstant,
  releasesReadAt: optionalInstant,
  /** Heroku's maintenance mode as it was read last; what earlier versions stored does not say. */
  maintenance: v.optional(v.boolean(), false),
  /** When it was first seen on; null: it is off. */
  maintenanceSince: v.optional(optionalInstant, null),
  /**
   * The first of the sick readings in a row that maintenance kept from counting, and whether it was
   * Heroku's own page; null: there was none since the last healthy one.
   */
  hiddenSickness: v.optional(v.nullable(hiddenSickness), null),
  /** Side conditions by name: when each began or was last told. */
  conditions: v.record(v.string(), instant),
  /** What a maintenance window keeps from people, oldest first. */
  untold: v.optional(v.array(untold), []),
  github: v.optional(githubTroubles, { asking: null, telling: null }),
  /** Who is taking a close look, and until when nobody else needs to. */
  closeLook: v.nullable(v.object({ owner: v.string(), until: instant })),
});

/** All that is remembered of one app. */
export type State = v.InferOutput<typeof stateShape>;
export type Situation = State['situation'];
export type Evidence = State['evidence'];
export type LedgerEntry = State['ledger'][number];
export type Toll = NonNullable<LedgerEntry['toll']>;
export type Verdict = LedgerEntry['verdict'];
export type ReleaseKind = LedgerEntry['kind'];
export type Untold = State['untold'][number];
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
    failed: null,
    incident: null,
    incidents: [],
    rollbacks: [],
    straggler: null,
    lastHealthyAt: null,
    webUrl: null,
    releasedAt: null,
    releasesReadAt: null,
    maintenance: false,
    maintenanceSince: null,
    hiddenSickness: null,
    conditions: {},
    untold: [],
    github: { asking: null, telling: null },
    closeLook: null,
  };
}

/** Reads stored text back; null when it is damaged or of a version that this code does not know. */
export function parseState(text: string): State | null {
  try {
    const result = v.safeParse(stateShape, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/**
 * Since when the app has answered sick in a window of apps.yml; null: it has not. In Heroku's own
 * maintenance mode its page answers, and says nothing of the app.
 */
export function sickInWindowAt({ hiddenSickness: hidden }: State): number | null {
  return hidden === null || hidden.page ? null : hidden.at;
}

/** The ledger's entry of the release that runs now; null when Heroku was never read. */
export function currentRelease(state: State): LedgerEntry | null {
  return state.ledger.find((entry) => entry.id === state.currentId) ?? null;
}
