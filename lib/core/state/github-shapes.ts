/** What is remembered of GitHub: the shapes are at once types and parsers of what is stored. */
import * as v from 'valibot';
import { instant } from './instant.ts';

/** What GitHub has accepted of our word on a release. */
export const reported = v.object({
  state: v.picklist(['pending', 'success', 'failure', 'error']),
  description: v.string(),
});

/** The checks of a release's commit at GitHub, as they were when they were last asked for. */
export const checks = v.object({
  /** When the first release of the commit was seen: those that run are waited for from here. */
  since: instant,
  askedAt: instant,
  state: v.picklist(['passing', 'running', 'failing', 'none', 'unknown']),
  passed: v.number(),
  /** Those that failed or still run, by name, as many as an alert names. */
  names: v.array(v.string()),
  /** True once people were told that they do not pass. */
  told: v.boolean(),
});

/** Why GitHub could not be asked or told of late, and how often in a row. */
const githubTrouble = v.object({
  at: instant,
  times: v.number(),
  message: v.string(),
  advice: v.string(),
  canRetry: v.boolean(),
  /** True: it is the token that was refused, which the sweep tells of once for all apps. */
  ofToken: v.optional(v.boolean(), false),
});

/** Asking and telling need different permissions: one may work while the other does not. */
export const githubTroubles = v.object({
  asking: v.nullable(githubTrouble),
  telling: v.nullable(githubTrouble),
});
