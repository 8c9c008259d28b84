/** Whether there is a release to blame at all, before any guard is asked. */
import type { Draft } from './draft.ts';
import { formatDuration } from './duration.ts';
import { currentRelease } from './state.ts';

/**
 * Why a failure cannot be laid at a release's door at all; null: the release that runs now is to
 * blame.
 */
export function blameless(draft: Draft): string | null {
  const current = currentRelease(draft.state);
  const { probationMs } = draft.app;
  if (current === null) return "the app's releases are not known, so no release can be blamed";
  const name = `v${current.version}`;
  if (!current.attributable) {
    return current.kind === 'rollback'
      ? `${name} is itself a rollback, and a rollback is never undone`
      : `the app was not seen healthy right before ${name}, so ${name} cannot be blamed`;
  }
  const ageMs = draft.now - current.createdAt;
  return probationMs !== null && ageMs > probationMs
    ? `${name} has run for ${formatDuration(ageMs)}, longer than its probation`
    : null;
}
