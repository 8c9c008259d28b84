/** The verdict on a release in one short line, which changes only when something happens. */
import type { Intent, LedgerEntry, Situation } from '../state.ts';

type Named = Pick<LedgerEntry, 'version'>;

export function isWatched({ version }: Named): string {
  return `v${version} is live and being watched`;
}

export function isGood({ version, toll }: LedgerEntry): string {
  if (toll === null) return `v${version} is good`;
  const lost = toll.lost === 0 ? 'no probe was lost' : `lost ${toll.lost} of ${toll.made} probes`;
  return `v${version} is good, ${lost}`;
}

export function hasNoVerdict({ version }: Named): string {
  return `v${version} has no verdict: too little was seen of it`;
}

export function isNotToBlame({ version }: Named): string {
  return `the app is down, and v${version} is not to blame`;
}

export function waitsForPeople({ version }: Named): string {
  return `v${version} is failing, and it waits for a person`;
}

export function isHeldByChecks({ version }: Named): string {
  return `v${version} is live without passing checks, and held against`;
}

/** The guards that ever stood in the way: those that come and go say nothing new. */
export function isHeld({ version }: Named, situation: Situation): string {
  const told = situation.name === 'held' ? situation.told : [];
  return told.every((guard) => guard === 'mode')
    ? `v${version} is failing, the rollback waits for a person`
    : `v${version} is failing and NOT rolled back (${told.join(', ')})`;
}

export function isBeingUndone({ version }: Named, { target }: Intent, isLive: boolean): string {
  return isLive
    ? `v${version} failed, rolled back to v${target.version}, being verified`
    : `v${version} is failing, rolling back to v${target.version}`;
}

export function isRolledBack({ version }: Named, isWell: boolean): string {
  const well = isWell ? ', the app is healthy again' : '';
  return `v${version} failed and was rolled back${well}`;
}

/** Not rolled back, or not seen healthy after it. */
export function isBad({ version }: Named, situation: Situation): string {
  const why = situation.name === 'escalated' ? escalations[situation.why] : undefined;
  return `v${version} failed, and ${why ?? 'it waits for a person'}`;
}

const escalations: Readonly<Record<string, string>> = {
  'rollback-ineffective': 'the app is still failing after the rollback',
  'rollback-unverified': 'nothing shows yet that the rollback helped',
  'rollback-release-failed': 'its rollback FAILED at Heroku: it is still live',
  'rollback-raced': 'its rollback raced with another release: look at once',
  'rollback-refused': 'Heroku refused the rollback: it is still live',
  'rollback-unknown': 'nobody knows what became of its rollback',
  'rollback-stuck': 'its rollback is stuck at Heroku: it is still live',
};

export function isBadAndGone({ version }: Named, next: Named | null): string {
  return `v${version} failed, and ${nameOf(next)} has taken its place`;
}

/** `next` null: what came is not known. */
export function isOvertaken(
  { version }: Named,
  next: Pick<LedgerEntry, 'version' | 'kind'> | null,
): string {
  return next?.kind === 'rollback'
    ? `v${version} was rolled back before it had a verdict`
    : `v${version} gave way to ${nameOf(next)} without a verdict`;
}

function nameOf(next: Named | null): string {
  return next === null ? 'another release' : `v${next.version}`;
}
