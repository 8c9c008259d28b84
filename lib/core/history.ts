/**
 * What is kept of a decision: all that it was made from, and what came out, so that it can be made
 * again and explained. A quiet look is not kept; the counters of the evidence sum it up.
 */
import * as v from 'valibot';
import type { Cause } from './cause.ts';
import type { Decision } from './decide.ts';
import type { Input } from './draft.ts';
import type { VersionFacts } from './facts.ts';
import { appShape, configurationShape } from './history/policy-shapes.ts';
import { decisionShape, factsShape, outcomeShape } from './history/shapes.ts';
import { limits } from './limits.ts';
import { safeLine } from './safe-line.ts';
import type { RollbackOutcome } from './settle-rollback.ts';
import { currentRelease, type State, stateShape } from './state.ts';

/** One decision that changed something. */
export type HistoryEntry = {
  /** The revision of the app's item that carried this decision. */
  readonly revision: number;
  /** The version of lastgood that decided; null: an earlier one, which did not say. */
  readonly madeBy: string | null;
  readonly input: Input;
  /** What was decided on: what the rollback's call brought, or the log; null: a look. */
  readonly outcome: Outcome | null;
  readonly decision: Decision;
};

/** What came of an effect. */
export type Outcome = RollbackOutcome | { readonly kind: 'log-read'; readonly cause: Cause };

/** Where one entry is, and which releases it is about. */
export type Reference = v.InferOutput<typeof reference>;

const reference = v.object({
  at: v.number(),
  revision: v.number(),
  releases: v.array(v.number()),
});

const day = v.object({ entries: v.array(reference) });

const stored = v.object({
  version: v.literal(1),
  revision: v.number(),
  // Versions that do not know it leave it aside.
  madeBy: v.optional(v.nullable(v.string()), null),
  now: v.number(),
  checkHash: v.string(),
  app: appShape,
  configuration: configurationShape,
  state: stateShape,
  facts: factsShape,
  outcome: v.nullable(outcomeShape),
  decision: decisionShape,
});

/** The key of the list of one app's decisions on the day (UTC) of `at`. */
export function dayKey(app: string, at: number): string {
  return `history#${app}#${new Date(at).toISOString().slice(0, 10)}`;
}

/** The key of one decision. No two share it: a revision is claimed once. */
export function entryKey(app: string, { at, revision }: { at: number; revision: number }): string {
  return `history#${app}#${at}#${revision}`;
}

/** When DynamoDB may delete what was decided at `at`: epoch seconds, as its time to live asks. */
export function expiryOf(at: number): number {
  return Math.floor(at / 1000) + limits.historyDaysMax * 86_400;
}

/** True when somebody will want to know why: something was said, done, or is seen differently. */
export function isWorthKeeping(before: State, { state, alerts, effect }: Decision): boolean {
  return alerts.length > 0 || effect !== null || outlineOf(before) !== outlineOf(state);
}

/** What of a state is news when it changes; the rest counts. */
function outlineOf(state: State): string {
  const { situation, currentId, ledger, pending, checkHash, untold } = state;
  const guards = situation.name === 'held' ? situation.guards : [];
  const verdicts = ledger.map(({ id, verdict }) => [id, verdict]);
  const kept = untold.map(({ kind, since, over }) => [kind, since, over]);
  const which = [currentId, verdicts, pending?.id, checkHash];
  return JSON.stringify([situation.name, guards, ...which, kept]);
}

/** Where an entry will stand in its day's list. */
export function referenceOf({ revision, input, decision }: HistoryEntry): Reference {
  const versions = [
    currentRelease(input.state)?.version,
    currentRelease(decision.state)?.version,
    decision.state.pending?.version,
    ...involved(input.state),
    ...involved(decision.state),
  ];
  const releases = versions.flatMap((version) => (version === undefined ? [] : [version]));
  return { at: input.now, revision, releases: [...new Set(releases)] };
}

/** Culprit and own release of a rollback that is under way. */
function involved({ situation }: State): readonly (number | undefined)[] {
  if (!('intent' in situation)) return [];
  return [situation.intent.culprit.version, situation.intent.release?.version];
}

/** An entry as text. Of headers the names are kept, and no value; of other apps nothing. */
export function entryText(entry: HistoryEntry): string {
  const { revision, madeBy, input, outcome, decision } = entry;
  const { app, configuration, checkHash, state, facts, now } = input;
  return JSON.stringify({
    version: 1,
    revision,
    madeBy,
    now,
    checkHash,
    app: { ...app, check: { ...app.check, headers: withoutValues(app.check.headers) } },
    configuration: { ...configuration, apps: [] },
    state,
    facts: { ...facts, version: facts.version && shown(facts.version) },
    outcome,
    decision: {
      state: decision.state,
      alerts: decision.alerts,
      effect: decision.effect,
      report: decision.report,
    },
  });
}

/** Of what the version endpoint said only what is shown: the rest is of no consequence. */
function shown(version: VersionFacts): VersionFacts {
  return { ...version, body: safeLine(version.body, limits.bodyCutCharactersMax) };
}

function withoutValues(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, '[secret]']));
}

/** Reads an entry back; null: it is damaged, or of a version that this code does not know. */
export function parseEntry(text: string): HistoryEntry | null {
  const parsed = parseAs(stored, text);
  if (parsed === null) return null;
  const { revision, madeBy, outcome, decision, version: _, ...input } = parsed;
  return { revision, madeBy, input, outcome, decision };
}

/** Reads a day's list, oldest first; what cannot be read holds nothing. */
export function parseDay(text: string): readonly Reference[] {
  return parseAs(day, text)?.entries ?? [];
}

/** A day's list as text, with one entry more; null: the day holds no more. */
export function withReference(text: string, added: Reference): string | null {
  const entries = parseDay(text);
  if (entries.length >= limits.historyEntriesADayMax) return null;
  return JSON.stringify({ entries: [...entries, added] });
}

function parseAs<T>(shape: v.GenericSchema<unknown, T>, text: string): T | null {
  try {
    const result = v.safeParse(shape, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
