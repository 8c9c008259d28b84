/** What is said of a release that is older than another one, and becomes current after it. */
import type { Draft } from '../draft.ts';
import { limits } from '../limits.ts';
import { olderPending } from '../older-pending.ts';
import type { LedgerEntry } from '../state.ts';
import { command, releasesCommand, rollbackCommand } from './common.ts';
import { time } from './time.ts';

/**
 * Which releases may still come in over a rollback to `target`, and what to do then; none in most
 * cases. `version`: of the rollback, or of its culprit while Heroku has made no release of it.
 */
export function mayComeOver(
  draft: Draft,
  { version, target }: { readonly version: number; readonly target: number },
): readonly string[] {
  return olderPending(draft, version).map((release) => {
    const until = time(release.createdAt + limits.pendingMsMax);
    return (
      `v${release.version} ("${release.description}") is older and still in its release phase: ` +
      `until ${until} Heroku may make it current over the rollback. Look out for it: ` +
      `${releasesCommand(draft)}. It would be watched as a new release; to go back again: ` +
      `${command(rollbackCommand(draft, target))}`
    );
  });
}

/** ` It is older than v12 …`, of a release that came in over a newer one; else nothing. */
export function cameOver(entry: LedgerEntry | null, before: LedgerEntry | undefined): string {
  if (entry === null || before === undefined || before.version < entry.version) return '';
  const what = before.kind === 'rollback' ? 'the rollback ' : '';
  return (
    ` It came in over ${what}v${before.version} ("${before.description}"), which is newer: its ` +
    'release phase has ended only now.'
  );
}
