/** Counts what a release costs the users of the app, from when it became current to its verdict. */
import { waitsOnlyForChecks } from '../checks.ts';
import { type Draft, withEntry } from '../draft.ts';
import { currentRelease, type LedgerEntry, type Situation, type Toll } from '../state.ts';
import { countProbe } from '../toll.ts';

/** Opens the toll of a release that has just become current, and counts this look's probe. */
export function noteToll(draft: Draft): Draft {
  const current = currentRelease(draft.state);
  if (current === null || !isCounted(draft.state.situation)) return draft;
  const toll = current.toll ?? opened(draft, current);
  if (toll === null) return draft;
  const { maintenance, facts, state, app, now } = draft;
  // What waits for nothing but its checks is settled, as long as it is healthy.
  const rests = facts.reading.verdict === 'healthy' && waitsOnlyForChecks(state, app, now);
  // In maintenance users are sent away on purpose.
  const counted = maintenance || rests ? toll : countProbe(toll, facts.reading, app);
  return counted === current.toll ? draft : withEntry(draft, current.id, { toll: counted });
}

/** Of the release that ran when we came, nobody saw the beginning. */
function opened({ facts, state, now }: Draft, release: LedgerEntry): Toll | null {
  const { heroku } = facts;
  if (heroku === null || release.seenAt !== now || state.ledger.length < 2) return null;
  // After a release command that is later than when the release was made.
  const since = Math.max(release.createdAt, heroku.app.releasedAt ?? 0);
  // A Private Space rolls its dynos slowly, and has no preboot to turn on.
  const preboot = heroku.app.privateSpace ? null : heroku.preboot;
  const none = { made: 0, lost: 0, slow: 0, firstLostAt: null, lastLostAt: null };
  return { since, ...none, preboot };
}

/** A settled app costs no write, and a check that has never passed tells nothing of its users. */
function isCounted({ name }: Situation): boolean {
  return name !== 'unarmed' && name !== 'steady' && name !== 'rolled-back';
}
