/** The end of a watch: the release is good, or too little was seen to say so. */
import { isHeldByChecks, waitsOnlyForChecks } from '../checks.ts';
import { type Draft, moveTo, tell, withEntry } from '../draft.ts';
import { isProven } from '../evidence.ts';
import type { HerokuFacts } from '../facts.ts';
import { currentRelease, type LedgerEntry, type Situation } from '../state.ts';
import * as texts from '../texts/release.ts';
import * as versionTexts from '../texts/version.ts';
import { beginWatching, beSteady, verdictRoomMs } from './note-releases.ts';

/** Gives the verdict when the window is over; no evidence never becomes good (S12). */
export function judgeWatch(draft: Draft, situation: Situation & { name: 'watching' }): Draft {
  const { now, state, app } = draft;
  const { heroku } = draft.facts;
  const current = currentRelease(state);
  if (current === null) return draft;
  // Sick readings count for nothing in a window, so healthy ones do not either: it begins after it.
  if (draft.muted) return beginWatching(draft);
  if (now < situation.until) return draft;
  if (isHeldByChecks(state, app, now)) {
    if (now < situation.deadline) return draft;
    // What was seen well stays seen; only the wait has an end that is moved on (L3).
    return waitsOnlyForChecks(state, app, now)
      ? moveTo(draft, { ...situation, deadline: now + verdictRoomMs(draft) })
      : beginWatching(draft);
  }
  // Only a read of this very look shows that no readings of a newer release were counted.
  const own = heroku !== null && mayBeOwn(heroku, current);
  if (own && isProven(state.evidence, app.recovered)) return proven(draft, current);
  return now < situation.deadline ? draft : unproven(draft, current);
}

function proven(draft: Draft, current: LedgerEntry): Draft {
  const judged = withEntry(draft, current.id, { verdict: 'good', judgedAt: draft.now });
  const told = tell(judged, texts.releaseGood(draft, current));
  return checkVersion(beSteady(told), current);
}

/** While old dynos still run, or nobody could look, nobody knows whose answers they were. */
function mayBeOwn({ dynos }: HerokuFacts, { rollout }: LedgerEntry): boolean {
  return rollout !== 'mixed' && (rollout !== 'unknown' || dynos !== null);
}

/** Said once; the app goes on being watched, so that a quiet release is still proven in the end. */
function unproven(draft: Draft, current: LedgerEntry): Draft {
  const told =
    current.verdict === 'inconclusive'
      ? draft
      : tell(draft, texts.releaseInconclusive(draft, current));
  const judged = withEntry(told, current.id, { verdict: 'inconclusive', judgedAt: draft.now });
  return beginWatching(judged);
}

/**
 * The version endpoint must change when a deploy brings other code, and name that very commit where
 * it names one.
 */
function checkVersion(draft: Draft, current: LedgerEntry): Draft {
  if (draft.app.version === null || current.kind !== 'deploy') return draft;
  const before = draft.state.ledger.find((entry) => entry.version < current.version);
  const { versionBody, commit } = current;
  if (versionBody === null) return tell(draft, versionTexts.versionUnread(draft, current));
  if (commit !== null && namesAnotherCommit(versionBody, commit)) {
    return tell(draft, versionTexts.versionMismatch(draft, current));
  }
  const unchanged = before !== undefined && before.versionBody === versionBody;
  return unchanged ? tell(draft, versionTexts.versionUnchanged(draft, current, before)) : draft;
}

/**
 * True when the body holds something like a commit that is not the beginning, or the whole, of the
 * right one.
 */
function namesAnotherCommit(body: string, commit: string): boolean {
  const hashes = body.match(/\b[0-9a-f]{7,40}\b/gu) ?? [];
  const named = hashes.filter((hash) => /[a-f]/u.test(hash) && /\d/u.test(hash));
  return (
    named.length > 0 && !named.some((hash) => commit.startsWith(hash) || hash.startsWith(commit))
  );
}
