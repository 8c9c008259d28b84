/** What is to be said of a release at GitHub: the verdict, in one word of its four and one line. */
import type { CommitState } from '../github.ts';
import { limits } from '../limits.ts';
import { cutAtWord } from '../plain-text.ts';
import type { LedgerEntry, State } from '../state.ts';
import { judgeRelease } from '../verdict/judge-release.ts';
import type { Verdict } from '../verdict.ts';

/** `description` has at most 140 characters. */
export type Words = { readonly state: CommitState; readonly description: string };

/** null: nothing is to be said of it. */
export function wordsOn(entry: LedgerEntry, state: State, now: number): Words | null {
  if (!isWorthAWord(entry, state)) return null;
  const { verdict, summary } = judgeRelease(entry, state, now);
  const description = cutAtWord(summary, limits.githubDescriptionCharactersMax);
  // A conviction is never taken back: it is red at once, also while the rollback is under way.
  return { state: entry.verdict === 'bad' ? 'failure' : states[verdict], description };
}

const states: Readonly<Record<Verdict, CommitState>> = {
  pending: 'pending',
  good: 'success',
  bad: 'failure',
  'rolled-back': 'failure',
  held: 'failure',
  inconclusive: 'error',
};

/** What was judged, what is being watched or in trouble, and what was promised a verdict. */
function isWorthAWord({ id, verdict, reported }: LedgerEntry, state: State): boolean {
  if (verdict === 'good' || verdict === 'bad') return true;
  if (id !== state.currentId) return reported?.state === 'pending';
  return isToldWhileItRuns[state.situation.name];
}

const isToldWhileItRuns: Readonly<Record<State['situation']['name'], boolean>> = {
  warmup: true,
  watching: true,
  held: true,
  down: true,
  escalated: true,
  unarmed: false,
  steady: false,
  'rolling-back': false,
  verifying: false,
  'rolled-back': false,
};
