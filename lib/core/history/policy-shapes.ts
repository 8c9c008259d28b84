/** The shapes of the policy that a decision was made under, as the history keeps it. */
import * as v from 'valibot';
import type { App, Configuration } from '../app.ts';
import { Secret } from '../secret.ts';

const optionalText = v.nullable(v.string());
const optionalNumber = v.nullable(v.number());

/** The values of headers were never stored: their names come back with a placeholder. */
const headers = v.pipe(
  v.record(v.string(), v.string()),
  v.transform((stored) => {
    const placeholders = Object.keys(stored).map((name) => [name, new Secret('')] as const);
    return Object.fromEntries(placeholders);
  }),
);

const check = v.object({
  health: v.string(),
  headers,
  status: v.array(v.tuple([v.number(), v.number()])),
  checkstring: optionalText,
  contains: v.array(v.string()),
  lacks: v.array(v.string()),
  matches: optionalText,
  json: v.array(
    v.object({
      path: v.string(),
      value: v.nullable(v.union([v.string(), v.number(), v.boolean()])),
    }),
  ),
  withinMs: optionalNumber,
  certificateMs: v.number(),
  timeoutMs: v.number(),
  redirects: v.number(),
});

/** An app's policy, without the values of its headers. */
export const appShape: v.GenericSchema<unknown, App> = v.object({
  name: v.string(),
  check,
  version: optionalText,
  rollback: v.picklist(['auto', 'ask', 'off']),
  probationMs: optionalNumber,
  sustained: v.object({ failures: v.number(), forMs: v.number() }),
  recovered: v.number(),
  warmupMs: optionalNumber,
  watchMs: v.number(),
  verifyMs: v.number(),
  releasePhase: v.picklist(['act', 'hold']),
  maintenance: v.array(
    v.object({
      days: v.array(v.number()),
      startMinute: v.number(),
      durationMs: v.number(),
      zone: v.string(),
    }),
  ),
  // What earlier versions of lastgood stored does not say.
  repository: v.optional(optionalText, null),
  environment: v.optional(optionalText, null),
  checks: v.optional(v.picklist(['warn', 'hold', 'off']), 'off'),
});

/** The policy for all apps. The other apps' own is not kept with a decision on this one. */
export const configurationShape: v.GenericSchema<unknown, Configuration> = v.object({
  cadence: v.object({ sweepMs: v.number(), watchMs: v.number() }),
  limits: v.object({
    cooldownMs: v.number(),
    perAppADay: v.number(),
    fleetAnHour: v.number(),
    fleetAtOnce: v.number(),
  }),
  remindMs: v.number(),
  blindMs: v.number(),
  control: v.array(v.string()),
  platformStatus: optionalText,
  // Of no consequence to a decision; what earlier versions kept does not say.
  digest: v.optional(v.nullable(v.object({ minute: v.number(), zone: v.string() })), null),
  apps: v.array(appShape),
});
