/**
 * The shapes of what a decision was made from and what came out of it, as the history keeps them.
 * Each is held against its type, so that a fact that is added to a look cannot be forgotten here.
 */
import * as v from 'valibot';
import { causeShape } from '../cause.ts';
import type { Checks } from '../checks.ts';
import type { Decision } from '../decide.ts';
import type { Facts } from '../facts.ts';
import type { GitHubTrouble } from '../github.ts';
import type { Outcome } from '../history.ts';
import { alertShape } from '../outbox.ts';
import { pauseFactsShape } from '../pause.ts';
import { platformMemory } from '../platform.ts';
import { causes, type Reading } from '../reading.ts';
import type { Dyno, Formation, HerokuApp, HerokuTrouble, Release } from '../release.ts';
import type { Report } from '../report.ts';
import { instant, optionalInstant } from '../state/instant.ts';
import { intent } from '../state/shapes.ts';
import { stateShape } from '../state.ts';
import { troubleKinds } from '../trouble.ts';

type Shape<T> = v.GenericSchema<unknown, T>;

const optionalText = v.nullable(v.string());
const optionalNumber = v.nullable(v.number());

const reading: Shape<Reading> = v.object({
  at: instant,
  verdict: v.picklist(['healthy', 'sick', 'unknown']),
  cause: v.nullable(v.picklist(causes)),
  url: v.string(),
  expected: v.string(),
  came: v.string(),
  status: optionalNumber,
  reachedApp: v.boolean(),
  slow: v.boolean(),
  certificateExpiresAt: optionalInstant,
  phases: v.object({
    dnsMs: optionalNumber,
    connectMs: optionalNumber,
    tlsMs: optionalNumber,
    headersMs: optionalNumber,
    bodyMs: optionalNumber,
    totalMs: v.number(),
  }),
});

const release: Shape<Release> = v.object({
  id: v.string(),
  version: v.number(),
  status: v.picklist(['pending', 'succeeded', 'failed', 'expired']),
  current: v.boolean(),
  eligibleForRollback: v.boolean(),
  description: v.string(),
  userEmail: optionalText,
  artifact: optionalText,
  slugId: optionalText,
  addonPlans: v.array(v.string()),
  createdAt: instant,
});

const herokuApp: Shape<HerokuApp> = v.object({
  id: v.string(),
  name: v.string(),
  webUrl: optionalText,
  maintenance: v.boolean(),
  releasedAt: optionalInstant,
  privateSpace: v.boolean(),
});

const dyno: Shape<Dyno> = v.object({
  name: v.string(),
  type: v.string(),
  state: v.string(),
  releaseVersion: optionalNumber,
});

const formation: Shape<Formation> = v.object({ type: v.string(), quantity: v.number() });

function troubleEntries<const OwnKind extends string>(ownKind: OwnKind) {
  return {
    kind: v.picklist([...troubleKinds, ownKind]),
    message: v.string(),
    advice: v.string(),
    canRetry: v.boolean(),
    status: optionalNumber,
  };
}

const trouble: Shape<HerokuTrouble> = v.object({
  ...troubleEntries('no-token'),
  maybeDone: v.boolean(),
  requestId: optionalText,
});

const githubTrouble: Shape<GitHubTrouble> = v.object(troubleEntries('no-commit'));

const checks: Shape<Checks> = v.object({
  state: v.picklist(['passing', 'running', 'failing', 'none']),
  passed: v.number(),
  names: v.array(v.string()),
});

const askedChecks = v.object({
  releaseId: v.string(),
  commit: optionalText,
  answer: v.variant('ok', [
    v.object({ ok: v.literal(true), value: checks }),
    v.object({ ok: v.literal(false), trouble: githubTrouble }),
  ]),
});

const report: Shape<Report> = v.object({
  releaseId: v.string(),
  state: v.picklist(['pending', 'success', 'failure', 'error']),
  description: v.string(),
});

/** Everything that the look saw. */
export const factsShape: Shape<Facts> = v.object({
  reading,
  heroku: v.nullable(
    v.object({
      app: herokuApp,
      releases: v.array(release),
      dynos: v.nullable(v.array(dyno)),
      formation: v.nullable(v.array(formation)),
      preboot: v.nullable(v.boolean()),
    }),
  ),
  trouble: v.nullable(trouble),
  lastHealthyAt: optionalInstant,
  platform: v.nullable(
    v.object({
      color: v.string(),
      detail: v.string(),
      before: v.exactOptional(v.nullable(platformMemory)),
    }),
  ),
  fleetFull: optionalText,
  others: v.nullable(
    v.object({
      sick: v.array(
        v.object({
          app: v.string(),
          since: v.number(),
          hiddenSince: v.optional(v.number()),
          releasedAt: optionalInstant,
        }),
      ),
      fleet: v.number(),
      sweptAt: optionalInstant,
    }),
  ),
  version: v.nullable(v.object({ body: v.string(), commit: optionalText })),
  pause: pauseFactsShape,
  // What earlier versions of lastgood stored does not say.
  github: v.optional(v.nullable(v.object({ checks: v.nullable(askedChecks) })), null),
});

/** What came of an effect. */
export const outcomeShape: Shape<Outcome> = v.variant('kind', [
  v.object({ kind: v.literal('accepted'), release }),
  v.object({ kind: v.literal('withheld'), reason: v.string() }),
  v.object({ kind: v.literal('trouble'), trouble }),
  v.object({ kind: v.literal('log-read'), cause: causeShape }),
]);

/** What came out. */
export const decisionShape: Shape<Decision> = v.object({
  state: stateShape,
  alerts: v.array(alertShape),
  effect: v.nullable(v.object({ kind: v.literal('rollback'), intent })),
  report: v.optional(v.nullable(report), null),
});
