import type { LedgerEntry } from './state.ts';

/**
 * True when a release stands for a commit that has no verdict yet. A deploy does, and so does what
 * only changed the configuration on top of one that was not judged: they are one change set. On
 * code that was judged it says nothing new of the commit, and what was gone back to never does.
 */
export function bringsCode(
  { kind, artifact, version }: LedgerEntry,
  ledger: readonly LedgerEntry[],
): boolean {
  switch (kind) {
    case 'deploy':
      return true;
    case 'config':
    case 'add-on':
      return (
        artifact !== null &&
        !ledger
          .filter((other) => other.version < version && other.artifact === artifact)
          .some(({ verdict }) => verdict === 'good' || verdict === 'bad')
      );
    case 'initial':
    case 'rollback':
      return false;
    default:
      return kind satisfies never;
  }
}
