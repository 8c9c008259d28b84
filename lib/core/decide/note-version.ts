/** Remembers what the app's version endpoint says under the release that runs. */
import { type Draft, withEntry } from '../draft.ts';
import { limits } from '../limits.ts';
import { safeLine } from '../safe-line.ts';
import { currentRelease } from '../state.ts';

/** Kept with the release, for the comparison when the release gets its verdict. */
export function noteVersion(draft: Draft): Draft {
  const { version, heroku } = draft.facts;
  const current = currentRelease(draft.state);
  if (version === null || current === null) return draft;
  // Only a read of this very look shows whose answer it was.
  if (heroku === null) return draft;
  // A release that was met in this very look is not the one that the endpoint was asked about, and
  // while old dynos run nobody knows whose answer it was.
  if (current.seenAt === draft.now || current.rollout === 'mixed') return draft;
  const versionBody = safeLine(version.body, limits.bodyCutCharactersMax);
  return withEntry(draft, current.id, { versionBody, commit: version.commit ?? current.commit });
}
