/** What is said when the version endpoint does not show that the deployed code runs. */
import type { Draft, Spoken } from '../draft.ts';
import type { LedgerEntry } from '../state.ts';
import { releaseLines } from './release-words.ts';

/** The version endpoint never answered under the new release. */
export function versionUnread(draft: Draft, entry: LedgerEntry): Spoken {
  return versionWarning(draft, entry, {
    kind: 'version-unread',
    headline: `v${entry.version}: the version endpoint did not answer`,
    happened:
      `${draft.app.version} gave no good answer during the watch, so nothing shows that the ` +
      'new code runs.',
    evidence: [],
  });
}

/** The version endpoint says the same as before although other code was deployed. */
export function versionUnchanged(draft: Draft, entry: LedgerEntry, before: LedgerEntry): Spoken {
  return versionWarning(draft, entry, {
    kind: 'version-unchanged',
    headline: `v${entry.version}: the version endpoint says the same as under v${before.version}`,
    happened:
      `v${entry.version} brought other code than v${before.version}, and ${draft.app.version} ` +
      'answers the same.',
    evidence: [`Both times: "${entry.versionBody ?? ''}"`],
  });
}

/** The version endpoint names a commit, and it is not the one that was deployed. */
export function versionMismatch(draft: Draft, entry: LedgerEntry): Spoken {
  return versionWarning(draft, entry, {
    kind: 'version-mismatch',
    headline: `v${entry.version}: the version endpoint names another commit`,
    happened:
      `Heroku deployed commit ${entry.commit ?? 'unknown'}, and ${draft.app.version} names ` +
      'another one.',
    evidence: [`Came: "${entry.versionBody ?? ''}"`],
  });
}

function versionWarning(
  draft: Draft,
  entry: LedgerEntry,
  words: Pick<Spoken, 'kind' | 'headline' | 'happened' | 'evidence'>,
): Spoken {
  return {
    ...words,
    evidence: [...words.evidence, ...releaseLines(draft, entry)],
    severity: 'warning',
    done: ['Nothing was rolled back: the app is healthy.'],
    next: [
      'Check that the deploy built the commit you meant, and that nothing caches the endpoint.',
    ],
    undo: null,
    facts: { release: entry.version },
  };
}
