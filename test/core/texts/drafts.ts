/** What the texts are tried with: the catalogue's night, and ways in which less of it is known. */
import { fresh } from '../../../lib/core/catalogue/example-draft.ts';
import { type Draft, withEntry, withState } from '../../../lib/core/draft.ts';
import type { LedgerEntry, Toll } from '../../../lib/core/state.ts';

/** No release is known to run. */
export function withoutRelease(draft: Draft): Draft {
  return withState(draft, { currentId: null, ledger: [] });
}

/** Heroku was not read in this look. */
export function withoutHeroku(draft: Draft): Draft {
  return { ...draft, facts: { ...draft.facts, heroku: null } };
}

/** v29 has cost so much. */
export function withToll(change: Partial<Toll> | null): Draft {
  const toll = fresh.state.ledger[0]?.toll ?? null;
  return withEntry(fresh, 'release-29', {
    toll: toll === null || change === null ? null : { ...toll, ...change },
  });
}

/** Something of v29 is otherwise. */
export function with29(change: Partial<LedgerEntry>): Draft {
  return withEntry(fresh, 'release-29', change);
}
