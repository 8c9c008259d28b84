/** What became of a release, by what is remembered of the app. */
import { rolledBackTo } from '../release-kind.ts';
import { currentRelease, type LedgerEntry, type State } from '../state.ts';
import { badForGood, good, held, inconclusive, inShort, type Judged, pending } from '../verdict.ts';
import {
  failed,
  inTheWay,
  inWindow,
  lastSeen,
  noVerdict,
  placeTaken,
  troubleOf,
  underWay,
  watched,
} from './reasons.ts';
import * as short from './summaries.ts';

/** The verdict on a release that was seen as the current one. */
export function judgeRelease(entry: LedgerEntry, state: State, now: number): Judged {
  const { verdict } = entry;
  switch (verdict) {
    case 'good':
      return goodOne(entry, state);
    case 'bad':
      return badOne(entry, state, now);
    case 'unproven':
    case 'inconclusive':
      return entry.id === state.currentId ? current(entry, state, now) : replaced(entry, state);
    default:
      return verdict satisfies never;
  }
}

/** What came right after it, else what runs; null: that is not known. */
export function successor(entry: LedgerEntry, state: State): LedgerEntry | null {
  // The ledger is in the order of their coming, newest first.
  const at = state.ledger.findIndex(({ id }) => id === entry.id);
  return (at > 0 ? state.ledger[at - 1] : undefined) ?? currentRelease(state);
}

function goodOne(entry: LedgerEntry, state: State): Judged {
  const seen = `v${entry.version} was watched and found healthy`;
  const isCurrent = entry.id === state.currentId;
  const since = entry.judgedAt ?? entry.seenAt;
  const besides = isCurrent ? troubleOf(state) : [placeTaken(entry, successor(entry, state))];
  return inShort(short.isGood(entry), good([seen, ...besides], since));
}

function badOne(entry: LedgerEntry, state: State, now: number): Judged {
  const { situation } = state;
  if ('intent' in situation && situation.intent.culprit.id === entry.id) {
    const { intent } = situation;
    const live = `it was rolled back to v${intent.target.version}, ${notProven}`;
    const isLive = situation.name === 'verifying';
    const so = pending([failed(entry), isLive ? live : underWay(intent)], situation.since);
    return inShort(short.isBeingUndone(entry, intent, isLive), so);
  }
  if (entry.id !== state.currentId) return badAndReplaced(entry, state, now);
  if (situation.name === 'held') return heldByGuards(entry, state, now);
  const left =
    situation.name === 'escalated' ? `lastgood gave up: ${situation.why}` : 'it still runs';
  const reasons = [failed(entry), 'it was not rolled back', left, ...troubleOf(state)];
  const so = badForGood(reasons, entry.judgedAt ?? entry.seenAt);
  return inShort(short.isBad(entry, situation), so);
}

const notProven = 'which is live and not proven yet';

/** Only what is current, and was seen healthy, is a rollback. */
function badAndReplaced(entry: LedgerEntry, state: State, now: number): Judged {
  const since = entry.judgedAt ?? entry.seenAt;
  const next = successor(entry, state);
  if (next === null || next.kind !== 'rollback') {
    const so = [failed(entry), 'it was not rolled back', placeTaken(entry, next)];
    return inShort(short.isBadAndGone(entry, next), badForGood(so, since));
  }
  const back = `v${next.version} rolled it back to v${rolledBackTo(next) ?? '?'}`;
  const isCurrent = next.id === state.currentId;
  if (next.verdict === 'good') {
    const so = rolledBack(next, [failed(entry), `${back}, which was seen healthy`]);
    return inShort(short.isRolledBack(entry, isCurrent), so);
  }
  const { name } = state.situation;
  if (isCurrent && (name === 'warmup' || name === 'watching')) {
    const so = pending([failed(entry), `${back}, ${notProven}`], state.situation.since);
    return inShort(short.isRolledBack(entry, false), so);
  }
  const trouble = isCurrent ? troubleOf(state) : [];
  const never = `v${next.version} was not seen healthy`;
  const reasons = [failed(entry), back, never, ...trouble, ...lastSeen(state, now)];
  return inShort(short.isBad(entry, state.situation), badForGood(reasons, since));
}

/** Nobody has judged it, and something else runs. */
function replaced(entry: LedgerEntry, state: State): Judged {
  const next = successor(entry, state);
  const reasons = [placeTaken(entry, next), noVerdict(entry)];
  const so =
    next?.kind === 'rollback'
      ? rolledBack(next, reasons)
      : inconclusive(reasons, next?.seenAt ?? entry.seenAt);
  return inShort(short.isOvertaken(entry, next), so);
}

function rolledBack(rollback: LedgerEntry, reasons: readonly string[]): Judged {
  const target = rolledBackTo(rollback);
  const since = rollback.judgedAt ?? rollback.seenAt;
  const summary = reasons[0] ?? '';
  return { verdict: 'rolled-back', final: true, summary, reasons, rolledBackTo: target, since };
}

/** It runs, and has no verdict, or one that says that too little was seen. */
function current(entry: LedgerEntry, state: State, now: number): Judged {
  const { situation } = state;
  const { since } = situation;
  const trouble = troubleOf(state);
  switch (situation.name) {
    case 'held':
      return heldByGuards(entry, state, now);
    case 'down': {
      const down = `v${entry.version} is failing and cannot be blamed, so it is NOT rolled back`;
      const so = badForGood([down, ...trouble, ...lastSeen(state, now)], since);
      return inShort(short.isNotToBlame(entry), so);
    }
    case 'escalated':
      return inShort(
        short.waitsForPeople(entry),
        inconclusive([`lastgood gave up: ${situation.why}`, ...trouble], since),
      );
    case 'unarmed':
      return pending(['the health check has not passed yet', ...lastSeen(state, now)], since);
    case 'warmup':
      return isHeldByChecks(state)
        ? heldByChecks(entry, state)
        : inShort(short.isWatched(entry), pending([`v${entry.version} boots`, ...trouble], since));
    case 'watching':
    case 'steady':
    case 'rolling-back':
    case 'verifying':
    case 'rolled-back':
      return open(entry, state, now);
    default:
      return situation satisfies never;
  }
}

function open(entry: LedgerEntry, state: State, now: number): Judged {
  const trouble = troubleOf(state);
  const { since } = state.situation;
  if (isHeldByChecks(state)) return heldByChecks(entry, state);
  if (entry.verdict === 'inconclusive') {
    const little = `too little was seen of v${entry.version} to call it good or bad`;
    const so = inconclusive([little, ...trouble], entry.judgedAt ?? since);
    return inShort(short.hasNoVerdict(entry), so);
  }
  const reasons = [...inWindow(entry, state), watched(entry, state, now), ...trouble];
  return inShort(short.isWatched(entry), pending(reasons, since));
}

/** People were told of it, and not yet that it is over. */
function isHeldByChecks({ conditions }: State): boolean {
  return conditions['checks'] !== undefined;
}

function heldByGuards(entry: LedgerEntry, state: State, now: number): Judged {
  const { version } = entry;
  const failing = `v${version} is failing and is NOT rolled back`;
  const seen = lastSeen(state, now);
  const reasons = [failing, ...troubleOf(state), ...inTheWay(state), ...seen];
  return inShort(short.isHeld(entry, state.situation), held(reasons, state.situation.since));
}

/** `checks: hold`: it runs and may be healthy, and is not called good until its checks pass. */
function heldByChecks(entry: LedgerEntry, state: State): Judged {
  const { version, checks } = entry;
  const names = checks === null || checks.names.length === 0 ? '' : `: ${checks.names.join(', ')}`;
  const reasons = [
    `v${version} is live without passing checks at GitHub${names}`,
    'it is not called good until they pass, and not rolled back while it is healthy',
    ...troubleOf(state),
  ];
  const so = held(reasons, checks?.since ?? state.situation.since);
  return inShort(short.isHeldByChecks(entry), so);
}
