/**
 * Decides what one look means: (state, facts, policy, time) → (state, alerts, effect). Nothing here
 * touches the world, so that a decision can be tested, replayed and simulated exactly.
 */
import type { Alert } from './alert.ts';
import { askLog } from './decide/ask-log.ts';
import { judgeSituation } from './decide/judge-situation.ts';
import { noteCheck } from './decide/note-check.ts';
import { noteConditions } from './decide/note-conditions.ts';
import { noteLateRollback } from './decide/note-late-rollback.ts';
import { noteReading } from './decide/note-reading.ts';
import { noteReleases } from './decide/note-releases.ts';
import { noteRollback } from './decide/note-rollback.ts';
import { noteVersion } from './decide/note-version.ts';
import { remind } from './decide/remind.ts';
import type { Draft, Effect, Input, Step } from './draft.ts';
import { withoutOldRead } from './facts.ts';
import { inMaintenance } from './maintenance.ts';
import type { State } from './state.ts';

/** What is to be stored, said and done after one look. */
export type Decision = {
  readonly state: State;
  readonly alerts: readonly Alert[];
  readonly effect: Effect | null;
};

/**
 * The releases come before the reading: what a fresh release answers must not be held against the
 * old one.
 */
const steps: readonly Step[] = [
  noteCheck,
  noteRollback,
  noteLateRollback,
  noteReleases,
  noteReading,
  noteVersion,
  judgeSituation,
  noteConditions,
  remind,
  askLog,
];

/** The state machine. The same input always gives the same decision. */
export function decide(input: Input): Decision {
  const draft = steps.reduce((soFar, step) => step(soFar), begin(input));
  return { state: draft.state, alerts: draft.alerts, effect: draft.effect };
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
  const window = inMaintenance(input.app.maintenance, input.now);
  const switched = input.facts.heroku?.app.maintenance ?? false;
  const facts = withoutOldRead(input);
  return {
    ...input,
    facts,
    alerts: [],
    effect: null,
    maintenance: window || switched,
    scored: false,
  };
}
