/** The shapes of what is remembered of one app: types, and parsers of what is stored. */
import * as v from 'valibot';
import { checks, reported } from './github-shapes.ts';
import { instant, optionalInstant } from './instant.ts';

/**
 * A judgement on one release. BAD is never taken back by the monitor (S18); GOOD may be withdrawn.
 */
const verdict = v.picklist(['unproven', 'good', 'bad', 'inconclusive']);

/**
 * Whose dynos were seen: nobody knows, none of the release is up yet, some are of another release,
 * or all are its own.
 */
const rollout = v.picklist(['unknown', 'booting', 'mixed', 'done']);

const kind = v.picklist(['initial', 'deploy', 'config', 'add-on', 'rollback']);

/** What a release cost the users of the app, as far as our own probes can tell. */
const toll = v.object({
  /** When it became current; of a release that was settled: when it went sick. */
  since: instant,
  /** Probes that could be judged; of these, the lost ones and the slow ones. */
  made: v.number(),
  lost: v.number(),
  slow: v.number(),
  firstLostAt: optionalInstant,
  lastLostAt: optionalInstant,
  /** Whether old dynos went on answering while the new ones booted; null: nobody knows. */
  preboot: v.nullable(v.boolean()),
});

/** A release that was seen as current, and what we know of it. */
export const ledgerEntry = v.object({
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
  /**
   * True when the app was proven healthy just before it, so that a failure can be its fault (S3).
   */
  attributable: v.boolean(),
  verdict,
  judgedAt: optionalInstant,
  /** What the app's version endpoint said under this release. */
  versionBody: v.nullable(v.string()),
  commit: v.nullable(v.string()),
  // What earlier versions of lastgood stored does not say.
  rollout: v.optional(rollout, 'unknown'),
  /**
   * Why the app counts as healthy up to the release after this one, where nobody looked on: it
   * was `noted` as healthy before a deploy, or whoever deployed `vouched` for it. Only `verify`
   * sets it.
   */
  baseline: v.optional(v.picklist(['noted', 'vouched'])),
  /** null: it was not seen to become current. */
  toll: v.optional(v.nullable(toll), null),
  reported: v.optional(v.nullable(reported), null),
  /** null: never asked for. */
  checks: v.optional(v.nullable(checks), null),
});

/** A release that never became current, because its release command failed. */
export const failedRelease = v.object({
  version: v.number(),
  description: v.string(),
  createdAt: instant,
});

/** The few words of a reading that an alert needs later. */
const seen = v.object({ at: instant, cause: v.nullable(v.string()), came: v.string() });

/** Readings of one close look, counted for the verdict on a release. */
const window = v.object({
  healthy: v.number(),
  sick: v.number(),
  unknown: v.number(),
});

export const evidence = v.object({
  sickInARow: v.number(),
  /** The first and the newest reading of the present row of sick ones. */
  sickFirst: v.nullable(seen),
  sickLast: v.nullable(seen),
  /**
   * Of the present row, the sick readings in which the app itself was reached: only those can be a
   * release's fault.
   */
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

/** News of the app that came up in a maintenance window, and has not been told. */
export const untold = v.object({
  kind: v.string(),
  headline: v.string(),
  /** The version that it is about; null: about none. */
  release: v.nullable(v.number()),
  since: instant,
  /** True once it is over. */
  over: v.boolean(),
});

/** When maintenance began to hide that an app is sick. */
export const hiddenSickness = v.object({
  at: instant,
  /** In Heroku's maintenance mode every answer is Heroku's page, and says nothing of the app. */
  page: v.boolean(),
});

const releaseReference = v.object({
  id: v.string(),
  version: v.number(),
  artifact: v.nullable(v.string()),
});

/** A rollback that was decided: stored before the POST, settled by reading Heroku (S15). */
export const intent = v.object({
  culprit: releaseReference,
  target: releaseReference,
  plannedAt: instant,
  /**
   * The newest release at Heroku when it was decided: the rollback's own comes right after it (S8).
   */
  newestVersion: v.number(),
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
export const situation = v.variant('name', [
  v.object({
    name: v.literal('unarmed'),
    since,
    told: v.boolean(),
    /** Until then old dynos answer in place of a release that came meanwhile. */
    until: v.optional(instant),
  }),
  v.object({ name: v.literal('warmup'), since, until: instant, early: v.boolean() }),
  v.object({ name: v.literal('watching'), since, until: instant, deadline: instant }),
  v.object({ name: v.literal('steady'), since }),
  v.object({ name: v.literal('down'), since }),
  v.object({
    name: v.literal('held'),
    since,
    /** What stands in the way now, and all that ever did and was told. */
    guards: v.array(v.string()),
    told: v.array(v.string()),
    /** True once people were given the command, because nothing but their word is wanting. */
    asked: v.boolean(),
  }),
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

export const incident = v.object({
  id: v.string(),
  openedAt: instant,
  /** From then on Heroku's maintenance page hid whether it had begun; left out: nothing did. */
  hiddenSince: v.optional(instant),
  /** When people last heard of it. */
  toldAt: instant,
  headline: v.string(),
  /** When the app's log was asked for the cause, which is done once; null: not yet. */
  logAskedAt: v.optional(optionalInstant, null),
});
