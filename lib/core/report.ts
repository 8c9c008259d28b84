/**
 * What GitHub should have been told of each release, purely from what is remembered. It is
 * level-triggered: where GitHub has accepted something else, or nothing, the look tells it.
 */
import { bringsCode } from './brings-code.ts';
import type { GitHubTrouble } from './github.ts';
import { afterTrouble, retryDue } from './github-trouble.ts';
import { type Words, wordsOn } from './report/words-on.ts';
import type { LedgerEntry, State } from './state.ts';

/** One thing to tell GitHub. */
export type Report = Words & { readonly releaseId: string };

/** What became of it. */
export type ReportOutcome =
  | { readonly kind: 'accepted'; readonly commit: string }
  | { readonly kind: 'trouble'; readonly trouble: GitHubTrouble };

/** The report that this look owes; null: GitHub knows all, or is let alone for a while. */
export function reportDue(state: State, now: number): Report | null {
  const newer = new Set<string>();
  for (const entry of state.ledger) {
    // A commit that was deployed twice says what its newest release came to.
    const names = [entry.commit, entry.artifact].filter((known) => known !== null);
    if (!bringsCode(entry, state.ledger) || names.some((known) => newer.has(known))) continue;
    for (const known of names) newer.add(known);
    const words = wordsOn(entry, state, now);
    if (words === null || !isNews(entry, words, state)) continue;
    const due = retryDue(state.github.telling, newsSince(entry, state), now);
    if (due) return { releaseId: entry.id, ...words };
  }
  return null;
}

/** Since when there is something to say: it came, was judged, or something happens to it. */
function newsSince(entry: LedgerEntry, state: State): number {
  const since = concerns(state, entry) ? state.situation.since : 0;
  return Math.max(entry.seenAt, entry.judgedAt ?? 0, since);
}

/** Of a release that nothing happens to any more only another verdict is news. */
function isNews(entry: LedgerEntry, words: Words, state: State): boolean {
  const { reported } = entry;
  if (reported === null || reported.state !== words.state) return true;
  return concerns(state, entry) && reported.description !== words.description;
}

/** Notes that GitHub has it, or why not. */
export function settleReport(
  state: State,
  report: Report,
  { outcome, now }: { readonly outcome: ReportOutcome; readonly now: number },
): State {
  if (outcome.kind === 'trouble') {
    const telling = afterTrouble(state.github.telling, outcome.trouble, now);
    return { ...state, github: { ...state.github, telling } };
  }
  const { state: said, description } = report;
  const ledger = state.ledger.map((entry) =>
    entry.id === report.releaseId
      ? { ...entry, reported: { state: said, description }, commit: outcome.commit }
      : entry,
  );
  return { ...state, ledger, github: { ...state.github, telling: null } };
}

/** True while the situation is about this release: it runs, or it is being rolled back. */
function concerns(state: State, entry: LedgerEntry): boolean {
  return entry.id === state.currentId || entry.id === undone(state);
}

/** The release whose rollback the situation is about. */
function undone({ situation, rollbacks }: State): string | null {
  const { name } = situation;
  if (name === 'rolling-back' || name === 'verifying') return situation.intent.culprit.id;
  const ended = name === 'rolled-back' || name === 'escalated';
  return ended ? (rollbacks[0]?.culpritId ?? null) : null;
}
