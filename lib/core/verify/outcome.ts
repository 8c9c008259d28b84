/** What has become of the release that is verified, for a command that ends with its answer. */
import { mayLift } from '../guard-words.ts';
import { currentRelease, type LedgerEntry, type State } from '../state.ts';
import { judgeRelease } from '../verdict/judge-release.ts';
import { failed, noVerdict, placeTaken } from '../verdict/reasons.ts';
import { inconclusive, type Judged, pending } from '../verdict.ts';

/**
 * Judges the state as it stands. The verdict is that of every release, but where the command cannot
 * wait for what a lastgood that goes on watching waits for, it is an end.
 */
export function outcomeOf(
  state: State,
  release: Pick<LedgerEntry, 'id' | 'version'>,
  now: number,
): Judged {
  const entry = state.ledger.find(({ id }) => id === release.id);
  if (entry === undefined) return unseen(release, state);
  if (isOvertaken(entry, state)) return overtaken(entry, state);
  return endingHere(judgeRelease(entry, state, now), state);
}

function endingHere(judged: Judged, { situation }: State): Judged {
  switch (situation.name) {
    case 'held':
      return {
        ...judged,
        final: judged.final || !situation.guards.every(mayLift),
      };
    case 'steady':
      return judged.verdict === 'bad' ? wellAgain(judged) : untouched(judged);
    case 'rolling-back':
    case 'verifying':
    case 'rolled-back':
    case 'escalated':
      return judged;
    case 'unarmed':
    case 'warmup':
    case 'watching':
    case 'down':
      return untouched(judged);
    default:
      return situation satisfies never;
  }
}

/** Whoever stops here has to know where things stand. */
function untouched(judged: Judged): Judged {
  if (judged.verdict !== 'pending') return judged;
  return { ...judged, reasons: [...judged.reasons, 'nothing was rolled back'] };
}

/** It is healthy as the command ends: neither a release to trust nor one that has to go. */
function wellAgain({ reasons, since }: Judged): Judged {
  return inconclusive(
    [...reasons, 'it was healthy again before a rollback was carried out'],
    since,
  );
}

function unseen(release: Pick<LedgerEntry, 'version'>, state: State): Judged {
  const current = currentRelease(state);
  const { since } = state.situation;
  if (current === null || current.version < release.version) {
    const { version } = release;
    return pending([`Heroku could not yet be read with v${version} as the current release`], since);
  }
  return inconclusive([placeTaken(release, current), noVerdict(release)], current.seenAt);
}

/** Somebody's release or rollback runs before the word was good; lastgood's own is none. */
function isOvertaken(entry: LedgerEntry, { currentId, situation }: State): boolean {
  const { name } = situation;
  const isOurs = 'intent' in situation || name === 'rolled-back' || name === 'escalated';
  return entry.id !== currentId && entry.verdict !== 'good' && !isOurs;
}

/** Nobody is left to wait for, whoever it was and whatever he does with it. */
function overtaken(entry: LedgerEntry, state: State): Judged {
  const current = currentRelease(state);
  const so = entry.verdict === 'bad' ? failed(entry) : noVerdict(entry);
  return inconclusive([placeTaken(entry, current), so], current?.seenAt ?? state.situation.since);
}
