/** What became of a release, by what is remembered of the app: the verdict of a deploy. */
import { formatDuration } from '../duration.ts';
import { guardWords } from '../explain/guard-words.ts';
import { rolledBackTo } from '../release-kind.ts';
import { currentRelease, type LedgerEntry, type State } from '../state.ts';

/** What a deploy came to so far. */
export type Judged = {
  readonly verdict: 'pending' | 'good' | 'bad' | 'rolled-back' | 'held' | 'inconclusive';
  /** True when whoever waits need wait no longer. */
  readonly final: boolean;
  /** In the order in which they matter. */
  readonly reasons: readonly string[];
  readonly rolledBackTo: number | null;
  /** Epoch milliseconds: since when it is so. */
  readonly since: number;
};

/** The verdict on a release that was seen as the current one. */
export function judgeRelease(entry: LedgerEntry, state: State, now: number): Judged {
  const { verdict } = entry;
  switch (verdict) {
    case 'good':
      return good(entry, state);
    case 'bad':
      return bad(entry, state, now);
    case 'unproven':
    case 'inconclusive':
      return entry.id === state.currentId ? current(entry, state, now) : replaced(entry, state);
    default:
      return verdict satisfies never;
  }
}

/** Something that goes on. */
export function pending(reasons: readonly string[], since: number): Judged {
  return { verdict: 'pending', final: false, reasons, rolledBackTo: null, since };
}

/** Nobody can say, or nobody will. */
export function inconclusive(reasons: readonly string[], since: number): Judged {
  return { verdict: 'inconclusive', final: true, reasons, rolledBackTo: null, since };
}

/** Not rolled back, or not seen healthy after it. */
export function badForGood(reasons: readonly string[], since: number): Judged {
  return { verdict: 'bad', final: true, reasons, rolledBackTo: null, since };
}

function good(entry: LedgerEntry, state: State): Judged {
  const since = entry.judgedAt ?? entry.seenAt;
  const seen = `v${entry.version} was watched and found healthy`;
  const reasons =
    entry.id === state.currentId ? [seen, ...troubleOf(state)] : [seen, byWhom(entry, state)];
  return { verdict: 'good', final: true, reasons, rolledBackTo: null, since };
}

function bad(entry: LedgerEntry, state: State, now: number): Judged {
  const { situation } = state;
  const since = entry.judgedAt ?? entry.seenAt;
  const failed = `v${entry.version} failed its health check`;
  if ('intent' in situation && situation.intent.culprit.id === entry.id) {
    const { target } = situation.intent;
    const what = situation.name === 'verifying' ? 'has to prove itself' : 'is under way';
    return pending([failed, `the rollback to v${target.version} ${what}`], situation.since);
  }
  if (entry.id !== state.currentId) return badAndReplaced(entry, state, now);
  if (situation.name === 'held') return held(entry, state, now);
  const left =
    situation.name === 'escalated' ? `lastgood gave up: ${situation.why}` : 'it still runs';
  return badForGood([failed, 'it was not rolled back', left, ...troubleOf(state)], since);
}

/** Only what is current, and was seen healthy, is a rollback. */
function badAndReplaced(entry: LedgerEntry, state: State, now: number): Judged {
  const since = entry.judgedAt ?? entry.seenAt;
  const failed = `v${entry.version} failed its health check`;
  const next = successor(entry, state);
  if (next === null || next.kind !== 'rollback') {
    return badForGood([failed, 'it was not rolled back', byWhom(entry, state)], since);
  }
  const reasons = [failed, `v${next.version} went back to v${rolledBackTo(next)}`];
  if (next.verdict === 'good') return rolledBack(next, reasons);
  const { name } = state.situation;
  const isOpen = next.id === state.currentId && (name === 'warmup' || name === 'watching');
  if (isOpen) return pending([...reasons, 'which has to prove itself'], state.situation.since);
  const never = `v${next.version} was not seen healthy`;
  return badForGood([...reasons, never, ...lastSeen(state, now)], since);
}

/** Nobody has judged it, and something else runs. */
function replaced(entry: LedgerEntry, state: State): Judged {
  const next = successor(entry, state);
  const unjudged = `v${entry.version} was replaced before it was proven`;
  const reasons = [unjudged, byWhom(entry, state)];
  if (next?.kind === 'rollback') return rolledBack(next, reasons);
  return inconclusive(reasons, next?.seenAt ?? entry.seenAt);
}

function rolledBack(rollback: LedgerEntry, reasons: readonly string[]): Judged {
  const target = rolledBackTo(rollback);
  const since = rollback.judgedAt ?? rollback.seenAt;
  return { verdict: 'rolled-back', final: true, reasons, rolledBackTo: target, since };
}

/** It runs, and has no verdict, or one that says that too little was seen. */
function current(entry: LedgerEntry, state: State, now: number): Judged {
  const { situation } = state;
  const { since } = situation;
  const trouble = troubleOf(state);
  switch (situation.name) {
    case 'held':
      return held(entry, state, now);
    case 'down': {
      const down = `the app is down under v${entry.version}, and nothing was rolled back`;
      return badForGood([down, ...trouble, ...lastSeen(state, now)], since);
    }
    case 'escalated':
      return inconclusive([`lastgood gave up: ${situation.why}`, ...trouble], since);
    case 'unarmed':
      return pending(['the health check has not passed yet', ...lastSeen(state, now)], since);
    case 'warmup':
      return pending([`v${entry.version} boots`, ...trouble], since);
    case 'watching':
    case 'steady':
    case 'rolling-back':
    case 'verifying':
    case 'rolled-back':
      if (state.conditions['checks'] !== undefined) return heldByChecks(entry, state);
      if (entry.verdict === 'inconclusive') {
        const little = `too little was seen of v${entry.version} to judge it`;
        return inconclusive([little, ...trouble], entry.judgedAt ?? since);
      }
      return pending([watched(entry, state, now), ...trouble], since);
    default:
      return situation satisfies never;
  }
}

function held({ version }: LedgerEntry, state: State, now: number): Judged {
  const { situation } = state;
  const guards = situation.name === 'held' ? situation.guards : [];
  const reasons = [
    `v${version} is failing and is not rolled back`,
    ...troubleOf(state),
    ...guards.map((name) => `in the way [${name}]: it is not so that ${guardWords(name)}`),
    ...lastSeen(state, now),
  ];
  return { verdict: 'held', final: false, reasons, rolledBackTo: null, since: situation.since };
}

/** `checks: hold`: it runs and may be healthy, and is not called good until its checks pass. */
function heldByChecks({ version, checks }: LedgerEntry, state: State): Judged {
  const names = checks === null || checks.names.length === 0 ? '' : `: ${checks.names.join(', ')}`;
  const reasons = [
    `v${version} is live without passing checks at GitHub${names}`,
    'it is not called good until they pass, and not rolled back while it is healthy',
    ...troubleOf(state),
  ];
  const since = checks?.since ?? state.situation.since;
  return { verdict: 'held', final: false, reasons, rolledBackTo: null, since };
}

function watched({ version }: LedgerEntry, { situation, evidence }: State, now: number): string {
  const { healthy, sick, unknown } = evidence.window ?? { healthy: 0, sick: 0, unknown: 0 };
  const left = 'until' in situation ? Math.max(0, (situation.until ?? now) - now) : 0;
  const seen = `${healthy} healthy, ${sick} sick, ${unknown} unknown`;
  return `v${version} is watched for ${formatDuration(left)} more: ${seen}`;
}

/** The open incident's last words, and what keeps the watch from seeing. */
function troubleOf({ incident, conditions }: State): readonly string[] {
  const blind = 'blind' in conditions ? ['lastgood cannot see the app at the moment'] : [];
  const paused = 'paused' in conditions ? ['rollbacks of the app are paused'] : [];
  return [...(incident === null ? [] : [incident.headline]), ...blind, ...paused];
}

function lastSeen({ evidence }: State, now: number): readonly string[] {
  const { sickLast, sickInARow } = evidence;
  if (sickLast === null || sickInARow === 0) return [];
  const ago = formatDuration(Math.max(0, now - sickLast.at));
  return [`${sickInARow} sick readings in a row, the last one ${ago} ago: ${sickLast.came}`];
}

/** What became current right after it: the ledger is in the order of their coming. */
function successor(entry: LedgerEntry, { ledger }: State): LedgerEntry | null {
  const at = ledger.findIndex(({ id }) => id === entry.id);
  return at > 0 ? (ledger[at - 1] ?? null) : null;
}

function byWhom(entry: LedgerEntry, state: State): string {
  const next = successor(entry, state) ?? currentRelease(state);
  if (next === null) return 'another release runs';
  const by = next.userEmail === null ? '' : ` by ${next.userEmail}`;
  return `v${next.version} ("${next.description}"${by}) came after it`;
}
