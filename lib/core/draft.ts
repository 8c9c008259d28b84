/**
 * The decision while it is being made: state, what will be said, and the one effect, passed from
 * step to step.
 */

import type { Alert } from './alert.ts';
import type { App, Configuration } from './app.ts';
import type { Kind } from './catalogue.ts';
import type { Facts } from './facts.ts';
import { limits } from './limits.ts';
import type { Report } from './report.ts';
import {
  type Incident,
  type Intent,
  type LedgerEntry,
  type Situation,
  type State,
  sickInWindowAt,
  type Untold,
} from './state.ts';
import { isKeptBack, keptOf, sinceWindow, withSince, withUntold } from './untold.ts';

/** What a decision is made from. Time is an argument like everything else. */
export type Input = {
  readonly app: App;
  readonly configuration: Configuration;
  /** Identifies the check's configuration, see S13. */
  readonly checkHash: string;
  readonly state: State;
  readonly facts: Facts;
  readonly now: number;
};

/** The input, and what was made of it so far. */
export type Draft = Input & {
  readonly alerts: readonly Alert[];
  readonly effect: Effect | null;
  /** What GitHub is to be told of a release; null: nothing. */
  readonly report: Report | null;
  /** True in a maintenance window of apps.yml: nothing new of the app is told. */
  readonly muted: boolean;
  /** True while the reading may be the page of Heroku's maintenance mode, which says nothing. */
  readonly herokuMaintenance: boolean;
  /** True in either: what is sick is not scored, and nothing is acted on. */
  readonly maintenance: boolean;
  /** True once this look's reading was scored into the evidence. */
  readonly scored: boolean;
};

/** What is to be done in the world after the state was saved. */
export type Effect = { readonly kind: 'rollback'; readonly intent: Intent };

/** What a text says: an alert without its identity. */
export type Spoken = Omit<Alert, 'id' | 'kind' | 'app' | 'incident' | 'at' | 'facts'> & {
  readonly kind: Kind;
  readonly facts?: Alert['facts'];
  /** Of what is open apart from the app's own incident. */
  readonly incident?: string;
};

/** One step of a decision. */
export type Step = (draft: Draft) => Draft;

/** The draft with some of the state replaced. */
export function withState(draft: Draft, change: Partial<State>): Draft {
  return { ...draft, state: { ...draft.state, ...change } };
}

/** The draft in another situation. */
export function moveTo(draft: Draft, situation: Situation): Draft {
  return withState(draft, { situation });
}

/**
 * Adds an alert, tied to the open incident, in the very draft that makes the change (L1); in a
 * maintenance window news of the app is kept, to be told after it.
 */
export function tell(draft: Draft, spoken: Spoken): Draft {
  const { untold } = draft.state;
  if (draft.muted && isKeptBack(spoken)) {
    return withState(draft, { untold: [...withUntold(untold, spoken, draft.now)] });
  }
  const kept = draft.muted ? undefined : keptOf(untold, spoken);
  return kept === undefined ? say(draft, spoken) : tellKept(draft, spoken, kept);
}

/** Tells what a maintenance window has kept, with the time since when it is so. */
export function tellKept(draft: Draft, spoken: Spoken, kept: Untold): Draft {
  const untold = draft.state.untold.filter((one) => one !== kept);
  return say(withState(draft, { untold }), withSince(spoken, kept.since));
}

function say(draft: Draft, spoken: Spoken): Draft {
  const { incident } = draft.state;
  const number = draft.alerts.length;
  const alert: Alert = {
    ...spoken,
    id: `${draft.app.name}.${spoken.kind}.${draft.now.toString(36)}.${number}`,
    app: draft.app.name,
    incident: spoken.incident ?? incident?.id ?? null,
    at: draft.now,
    facts: spoken.facts ?? {},
  };
  const told = { ...draft, alerts: [...draft.alerts, alert] };
  return incident === null || spoken.incident !== undefined
    ? told
    : withState(told, { incident: { ...incident, toldAt: draft.now } });
}

/** Opens an incident unless one is open, and tells. */
export function tellIncident(draft: Draft, spoken: Spoken): Draft {
  const opened: Incident = draft.state.incident ?? {
    id: `${draft.app.name}.${draft.now.toString(36)}`,
    openedAt: sickSince(draft),
    toldAt: draft.now,
    headline: spoken.headline,
    logAskedAt: null,
    ...hiddenOf(draft),
  };
  const incident = { ...opened, headline: spoken.headline };
  const told = draft.state.incident === null ? withWindow(draft, spoken) : spoken;
  return tell(withState(draft, { incident, incidents: openedToday(draft) }), told);
}

/** What began in a maintenance window was told to nobody there. */
function withWindow({ state }: Draft, spoken: Spoken): Spoken {
  const since = sickInWindowAt(state);
  if (since === null) return spoken;
  return { ...spoken, happened: `${spoken.happened} ${sinceWindow(since)}` };
}

function openedToday({ state, now }: Draft): number[] {
  const news = state.incident === null ? [now] : [];
  const young = state.incidents.filter((at) => now - at < limits.digestMs);
  return [...news, ...young].slice(0, limits.incidentsKeptMax);
}

/** Tells under the open incident and closes it (L2). */
export function tellAndClose(draft: Draft, spoken: Spoken): Draft {
  return withState(tell(draft, spoken), { incident: null });
}

/** When the present trouble began: the incident's start, else the first sick reading, else now. */
export function sickSince({ state, now }: Draft): number {
  const { incident, evidence } = state;
  return incident?.openedAt ?? sickInWindowAt(state) ?? evidence.sickFirst?.at ?? now;
}

/**
 * Since when Heroku's maintenance page hid whether the present trouble had begun; undefined: it was
 * seen to begin.
 */
export function hiddenSince(draft: Draft): number | undefined {
  const { incident, hiddenSickness: hidden } = draft.state;
  if (incident !== null) return incident.hiddenSince;
  return hidden?.page && hidden.at < sickSince(draft) ? hidden.at : undefined;
}

function hiddenOf(draft: Draft): Pick<Incident, 'hiddenSince'> {
  const since = hiddenSince(draft);
  return since === undefined ? {} : { hiddenSince: since };
}

/** Replaces one entry of the ledger. */
export function withEntry(draft: Draft, id: string, change: Partial<LedgerEntry>): Draft {
  const ledger = draft.state.ledger.map((entry) =>
    entry.id === id ? { ...entry, ...change } : entry,
  );
  return withState(draft, { ledger });
}

/**
 * Remembers a rollback that is not followed any more, when it was sent and may still be carried
 * out.
 */
export function withStraggler(draft: Draft, intent: Intent): Draft {
  const mayCome = intent.release !== null || intent.sends > 0;
  return mayCome ? withState(draft, { straggler: intent }) : draft;
}
