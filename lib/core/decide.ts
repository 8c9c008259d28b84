/**
 * Decides what one look means: (state, facts, policy, time) → (state, alerts, effect). Nothing here
 * touches the world, so that a decision can be tested, replayed and simulated exactly.
 */
import type { Alert } from './alert.ts';
import { askLog } from './decide/ask-log.ts';
import { judgeSituation } from './decide/judge-situation.ts';
import { noteCheck } from './decide/note-check.ts';
import { noteChecks } from './decide/note-checks.ts';
import { noteConditions } from './decide/note-conditions.ts';
import { noteLateRollback } from './decide/note-late-rollback.ts';
import {
  inHerokuMaintenance,
  noteHiddenSickness,
  noteMaintenance,
} from './decide/note-maintenance.ts';
import { noteReading } from './decide/note-reading.ts';
import { noteReleases } from './decide/note-releases.ts';
import { noteReport } from './decide/note-report.ts';
import { noteRollback } from './decide/note-rollback.ts';
import { noteToll } from './decide/note-toll.ts';
import { noteUntold } from './decide/note-untold.ts';
import { noteVersion } from './decide/note-version.ts';
import { remind } from './decide/remind.ts';
import type { Draft, Effect, Input, Step } from './draft.ts';
import { withoutOldRead } from './facts.ts';
import { inMaintenance } from './maintenance.ts';
import type { Report } from './report.ts';
import type { State } from './state.ts';

/** What is to be stored, said and done after one look. */
export type Decision = {
  readonly state: State;
  readonly alerts: readonly Alert[];
  readonly effect: Effect | null;
  /** What GitHub is to be told; null: nothing. */
  readonly report: Report | null;
};

/**
 * The releases come before the reading: what a fresh release answers must not be held against the
 * old one.
 */
const steps: readonly Step[] = [
  noteMaintenance,
  noteCheck,
  noteRollback,
  noteLateRollback,
  noteReleases,
  noteChecks,
  noteHiddenSickness,
  noteReading,
  noteToll,
  noteVersion,
  judgeSituation,
  noteConditions,
  remind,
  noteUntold,
  askLog,
  noteReport,
];

/** The state machine. The same input always gives the same decision. */
export function decide(input: Input): Decision {
  const draft = steps.reduce((soFar, step) => step(soFar), begin(input));
  const { state, alerts, effect, report } = draft;
  return { state, alerts, effect, report };
}

/**
 * The draft as `judgeSituation` gets it: releases noted, reading scored. For whoever explains a
 * decision.
 */
export function draftAtJudgement(input: Input): Draft {
  const before = steps.slice(0, steps.indexOf(judgeSituation));
  return before.reduce((soFar, step) => step(soFar), begin(input));
}

function begin(input: Input): Draft {
  const muted = inMaintenance(input.app.maintenance, input.now);
  const herokuMaintenance = inHerokuMaintenance(input);
  const facts = withoutOldRead(input);
  return {
    ...input,
    facts,
    alerts: [],
    effect: null,
    report: null,
    muted,
    herokuMaintenance,
    maintenance: muted || herokuMaintenance,
    scored: false,
  };
}
