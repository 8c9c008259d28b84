/** Why a decision came out as it did: the readings that counted, every guard, target and alerts. */
import type { Alert } from './alert.ts';
import { blameless } from './blameless.ts';
import { isConvicted } from './decide/recover.ts';
import { draftAtJudgement } from './decide.ts';
import type { Draft } from './draft.ts';
import { formatDuration } from './duration.ts';
import type { Facts } from './facts.ts';
import { blockedWords, passedWords } from './guard-words.ts';
import { askGuards } from './guards.ts';
import type { HistoryEntry, Outcome } from './history.ts';
import { mayBringEffect } from './may-bring-effect.ts';
import { olderPending } from './older-pending.ts';
import { type Comparison, type Difference, replay } from './replay.ts';
import { currentRelease, type Situation, type State } from './state.ts';

/** One guard of a decision. `words`: why it stands in the way, or what it has made sure of. */
export type GuardAnswer = {
  readonly name: string;
  readonly passed: boolean;
  readonly words: string;
};

/** One decision in words. */
export type Explanation = {
  readonly at: number;
  readonly revision: number;
  /** The version that ran, as the decision knew it; null: Heroku was never read. */
  readonly release: number | null;
  readonly from: Situation['name'];
  readonly to: Situation['name'];
  readonly seen: readonly string[];
  /** Why no release was to blame, where the app was convicted; null: one was, or no conviction. */
  readonly excuse: string | null;
  /** Empty: they were not asked, because nothing was to be undone. */
  readonly guards: readonly GuardAnswer[];
  /** What the rollback would have gone back to, or why there was nothing; null: not asked. */
  readonly target: string | null;
  readonly done: readonly string[];
  readonly told: readonly Pick<Alert, 'kind' | 'severity' | 'headline'>[];
  /** The version of lastgood that decided; null: an earlier one, which did not say. */
  readonly madeBy: string | null;
  readonly comparison: Comparison;
  /** Not empty: this version of lastgood decides differently on the same evidence. */
  readonly differences: readonly Difference[];
};

/** Explains a kept decision, and makes it again on the way. */
export function explain(entry: HistoryEntry): Explanation {
  const { input, outcome, decision } = entry;
  const before = input.state;
  const after = decision.state;
  const judged = outcome === null ? explainJudgement(draftAtJudgement(input)) : notJudged;
  const { comparison, differences } = replay(entry);
  return {
    at: input.now,
    revision: entry.revision,
    release: (currentRelease(after) ?? currentRelease(before))?.version ?? null,
    from: before.situation.name,
    to: after.situation.name,
    ...judged,
    done: [...doneLines(entry), ...changeLines(before, after)],
    told: decision.alerts.map(({ kind, severity, headline }) => ({ kind, severity, headline })),
    madeBy: entry.madeBy,
    comparison,
    differences,
  };
}

type Judged = Pick<Explanation, 'seen' | 'excuse' | 'guards' | 'target'>;
const notJudged: Judged = { seen: [], excuse: null, guards: [], target: null };

/** What the state machine was given, and what it asked of the guards. */
function explainJudgement(draft: Draft): Judged {
  const judged = { ...notJudged, seen: seenLines(draft) };
  if (!isConvicted(draft) || !mayBringEffect(draft.state)) return judged;
  const culprit = currentRelease(draft.state);
  const excuse = blameless(draft);
  if (culprit === null || excuse !== null) return { ...judged, excuse };
  const { target, answers } = askGuards(draft, culprit);
  const guards = answers.map(({ name, reason }) => {
    const words = reason === null ? passedWords(name) : blockedWords(name, reason);
    return { name, passed: reason === null, words };
  });
  const back =
    target.kind === 'target'
      ? `v${target.release.version}, the newest release before v${culprit.version} that was seen ` +
        'good and is safe to go back to'
      : target.reason;
  return { ...judged, guards, target: back };
}

function seenLines(draft: Draft): readonly string[] {
  const { facts, state, muted, herokuMaintenance, scored, app } = draft;
  const { reading, trouble } = facts;
  const { sickInARow, sickFirst, sickLast, sickReached, healthyInARow } = state.evidence;
  const spanMs = (sickLast?.at ?? 0) - (sickFirst?.at ?? 0);
  const need = `${app.sustained.failures} over ${formatDuration(app.sustained.forMs)} convict`;
  const first =
    sickFirst !== null && sickFirst.at !== reading.at
      ? [`the first of them: ${sickFirst.came}`]
      : [];
  const row =
    `${sickInARow} sick in a row over ${formatDuration(spanMs)}, ` +
    `${sickReached} of them reached the app (${need})`;
  return [
    `${reading.verdict}: ${reading.came}`,
    ...(reading.verdict === 'healthy' ? [] : [`expected: ${reading.expected}`]),
    ...(sickInARow === 0 ? [] : [row, ...first]),
    ...(healthyInARow === 0 ? [] : [`${healthyInARow} healthy in a row`]),
    ...(scored ? [] : ['not scored: it says nothing about the release that runs']),
    ...(muted ? ['a maintenance window is open: nothing new is told, nothing is acted on'] : []),
    ...(herokuMaintenance ? ['the app is in maintenance'] : []),
    ...checksLines(facts),
    ...olderPending(draft, currentRelease(state)?.version ?? 0).map(
      ({ version }) =>
        `v${version} is older and still in its release phase: it may come in over a rollback`,
    ),
    ...(trouble === null ? [] : [`Heroku: ${trouble.message}`]),
  ];
}

/** Checks at GitHub, where this look asked for them. */
function checksLines({ github }: Facts): readonly string[] {
  const answer = github?.checks?.answer ?? null;
  if (answer === null) return [];
  if (!answer.ok) return [`checks at GitHub: not known, ${answer.trouble.message}`];
  const { state, passed, names } = answer.value;
  const named = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return [`checks at GitHub: ${state}${named}, ${passed} passed`];
}

function doneLines({ outcome, decision }: HistoryEntry): readonly string[] {
  if (outcome !== null) return [outcomeLine(outcome)];
  const { effect, report } = decision;
  const told = report === null ? [] : [`tells GitHub "${report.state}": ${report.description}`];
  if (effect === null) return told;
  const { culprit, target } = effect.intent;
  return [`decided and claimed: roll back v${culprit.version} to v${target.version}`, ...told];
}

function outcomeLine(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'accepted':
      return `Heroku took the rollback and made v${outcome.release.version} of it`;
    case 'withheld':
      return `the rollback was not sent after all: ${outcome.reason}`;
    case 'trouble':
      return `the rollback brought no good answer: ${outcome.trouble.message}`;
    case 'log-read':
      return "read the app's log for the cause";
    default:
      return outcome satisfies never;
  }
}

/** Releases that are new, and verdicts that are. */
function changeLines(before: State, after: State): readonly string[] {
  const known = new Map(before.ledger.map((entry) => [entry.id, entry.verdict]));
  const told = new Set(before.untold.map(({ kind, since }) => `${kind} ${since}`));
  const kept = after.untold.filter(({ kind, since }) => !told.has(`${kind} ${since}`));
  const releases = after.ledger.flatMap(({ id, version, kind, description, verdict }) => {
    const earlier = known.get(id);
    if (earlier === undefined) return [`noted v${version} (${kind}): ${description}`];
    return earlier === verdict ? [] : [`v${version} is now ${verdict} (was ${earlier})`];
  });
  return [...releases, ...kept.map(({ headline }) => `kept until the window is over: ${headline}`)];
}
