/** Takes in what GitHub says of the commit that was released, and warns where it must (M7). */
import { requirementOf } from '../checks.ts';
import { type Draft, tell, withEntry, withState } from '../draft.ts';
import { afterTrouble } from '../github-trouble.ts';
import { currentRelease, type LedgerEntry } from '../state.ts';
import { checksWanting } from '../texts/github.ts';

/** Remembers the checks; those that `warn` asks for are told once, those of `hold` stay open. */
export function noteChecks(draft: Draft): Draft {
  const current = currentRelease(draft.state);
  const noted = current === null ? draft : remember(draft, current);
  const entry = currentRelease(noted.state);
  if (entry === null || entry.checks === null || entry.checks.told) return noted;
  const wanting = requirementOf(entry, noted.now) === 'unmet';
  if (noted.app.checks !== 'warn' || !wanting) return noted;
  const told = tell(noted, checksWanting(noted, entry));
  if (noted.muted) return told;
  return withEntry(told, entry.id, { checks: { ...entry.checks, told: true } });
}

const unknown = { state: 'unknown' as const, passed: 0, names: [] };

/** What was asked for another release than the one that runs by now counts for nothing. */
function remember(draft: Draft, current: LedgerEntry): Draft {
  const asked = draft.facts.github?.checks ?? null;
  if (asked === null || asked.releaseId !== current.id) return draft;
  const { now, state } = draft;
  const { commit, answer } = asked;
  const { told, since } = current.checks ?? { told: false, since: current.seenAt };
  if (!answer.ok) {
    const last = current.checks ?? { ...unknown, told, since };
    const asking = afterTrouble(state.github.asking, answer.trouble, now);
    const noted = withState(draft, { github: { ...state.github, asking } });
    return withEntry(noted, current.id, { checks: { ...last, askedAt: now } });
  }
  const { state: is, passed, names } = answer.value;
  const checks = { since, askedAt: now, state: is, passed, names: [...names], told };
  const noted = withState(draft, { github: { ...state.github, asking: null } });
  return withEntry(noted, current.id, { checks, commit: commit ?? current.commit });
}
