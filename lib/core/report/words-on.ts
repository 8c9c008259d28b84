/** What is to be said of a release at GitHub: one word of its own four, and one line. */
import type { App } from '../app.ts';
import { requirementOf } from '../checks.ts';
import type { CommitState } from '../github.ts';
import { limits } from '../limits.ts';
import { cutAtWord } from '../plain-text.ts';
import type { LedgerEntry, State } from '../state.ts';

/** `description` has at most 140 characters. */
export type Words = { readonly state: CommitState; readonly description: string };

/** null: nothing is to be said of it. */
export function wordsOn(
  entry: LedgerEntry,
  state: State,
  { app, now }: { readonly app: App; readonly now: number },
): Words | null {
  const name = `v${entry.version}`;
  switch (entry.verdict) {
    case 'good':
      return { state: 'success', description: `${name} is good${lostWords(entry)}` };
    case 'bad':
      return { state: 'failure', description: badWords(name, entry, state) };
    case 'unproven':
    case 'inconclusive':
      return entry.id === state.currentId
        ? currentWords(entry, state, { app, now })
        : overtakenWords(entry, state);
    default:
      return entry.verdict satisfies never;
  }
}

function lostWords({ toll }: LedgerEntry): string {
  if (toll === null) return '';
  return toll.lost === 0 ? ', no probe was lost' : `, lost ${toll.lost} of ${toll.made} probes`;
}

function badWords(name: string, entry: LedgerEntry, state: State): string {
  const { situation } = state;
  if (undone(state) !== entry.id) return `${name} failed and was rolled back`;
  switch (situation.name) {
    case 'rolling-back':
      return `${name} is failing, rolling back to v${situation.intent.target.version}`;
    case 'verifying':
      return `${name} failed, rolled back to v${situation.intent.target.version}, being verified`;
    case 'escalated':
      return `${name} failed, and ${escalations[situation.why] ?? 'it waits for a person'}`;
    default:
      return `${name} failed and was rolled back, the app is healthy again`;
  }
}

const escalations: Readonly<Record<string, string>> = {
  'rollback-ineffective': 'the app is still failing after the rollback',
  'rollback-unverified': 'nothing shows yet that the rollback helped',
  'rollback-release-failed': 'its rollback FAILED at Heroku: it is still live',
  'rollback-raced': 'its rollback raced with another release: look at once',
  'rollback-refused': 'Heroku refused the rollback: it is still live',
  'rollback-unknown': 'nobody knows what became of its rollback',
  'rollback-stuck': 'its rollback is stuck at Heroku: it is still live',
};

function currentWords(
  entry: LedgerEntry,
  { situation }: State,
  { app, now }: { readonly app: App; readonly now: number },
): Words | null {
  const name = `v${entry.version}`;
  switch (situation.name) {
    case 'held':
      return { state: 'failure', description: heldWords(name, situation.told) };
    case 'escalated':
      return { state: 'failure', description: `${name} is failing, and it waits for a person` };
    case 'down':
      return { state: 'error', description: `the app is down, and ${name} is not to blame` };
    case 'warmup':
    case 'watching':
      break;
    case 'unarmed':
    case 'steady':
    case 'rolled-back':
    case 'rolling-back':
    case 'verifying':
      return null;
    default:
      return situation satisfies never;
  }
  if (app.checks === 'hold' && requirementOf(entry, now) === 'unmet') {
    const description = `${name} is live without passing checks, and held against`;
    return { state: 'failure', description };
  }
  return entry.verdict === 'inconclusive'
    ? { state: 'error', description: `${name} has no verdict: too little was seen of it` }
    : { state: 'pending', description: `${name} is live and being watched` };
}

/** The guards that ever stood in the way: those that come and go say nothing new. */
function heldWords(name: string, told: readonly string[]): string {
  return told.every((guard) => guard === 'mode')
    ? `${name} is failing, the rollback waits for a person`
    : cut(`${name} is failing and NOT rolled back (${told.join(', ')})`);
}

/** What was being watched when somebody's newer release came is over, and was never judged. */
function overtakenWords(entry: LedgerEntry, { ledger }: State): Words | null {
  if (entry.reported?.state !== 'pending') return null;
  const next = ledger.findLast(({ version }) => version > entry.version);
  const by = next === undefined ? 'another release' : `v${next.version}`;
  return { state: 'error', description: `v${entry.version} gave way to ${by} without a verdict` };
}

function cut(text: string): string {
  return cutAtWord(text, limits.githubDescriptionCharactersMax);
}

/** The release whose rollback the situation is about. */
export function undone({ situation, rollbacks }: State): string | null {
  const { name } = situation;
  if (name === 'rolling-back' || name === 'verifying') return situation.intent.culprit.id;
  const ended = name === 'rolled-back' || name === 'escalated';
  return ended ? (rollbacks[0]?.culpritId ?? null) : null;
}
