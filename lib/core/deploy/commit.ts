import type { LedgerEntry } from '../state.ts';

/** What tells of a release's commit: what its slug was built from, or what Heroku wrote. */
export type Described = Pick<LedgerEntry, 'description'> & { readonly commit?: string | null };

/** Is the release of that commit? null: it says nothing of any. */
export function isOfCommit(release: Described, commit: string): boolean | null {
  const own = release.commit ?? writtenCommit(release.description);
  if (own === null) return null;
  return own.startsWith(commit) || commit.startsWith(own);
}

/**
 * The commit in a release's description; null: there is none. Heroku writes `Deploy 1a5f89db`,
 * `Promote shop-staging v12 1a5f89db` and `Retry of v44: Deploy 1a5f89db`.
 */
export function writtenCommit(description: string): string | null {
  return written.exec(description)?.[1] ?? null;
}

const written = /\b(?:Deploy|Promote \S+ v\d+) ([0-9a-f]{7,40})$/;
