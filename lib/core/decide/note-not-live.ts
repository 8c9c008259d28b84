/** Releases that are not live: one that is pending, those that have failed. */
import { type Draft, tell, withState } from '../draft.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import * as texts from '../texts/release.ts';

/** Tells what never went live, and remembers what is on its way. */
export function noteNotLive(draft: Draft, releases: readonly Release[], current: Release): Draft {
  return notePending(noteFailed(draft, releases, current), releases, current);
}

/** A failed release never ran: the old code is still live, and somebody has to know. */
function noteFailed(draft: Draft, releases: readonly Release[], current: Release): Draft {
  const from = Math.max(current.version, draft.state.failedTold);
  const failed = releases
    .filter(({ status, version }) => status === 'failed' && version > from)
    .sort((left, right) => left.version - right.version);
  return failed.reduce((soFar, release) => {
    const { version, description, createdAt } = release;
    const known = withState(soFar, { failed: { version, description, createdAt } });
    // In maintenance it is known, to whoever asks for the deploy's verdict, and told afterwards.
    if (draft.maintenance) return known;
    const told = tell(known, texts.releasePhaseFailed(known, release, current));
    return withState(told, { failedTold: version });
  }, draft);
}

/**
 * A pending release is no deploy in progress for ever: past its deadline it is stuck, and said so
 * once (L3).
 */
function notePending(draft: Draft, releases: readonly Release[], current: Release): Draft {
  const release = releases.find(
    (other) =>
      other.status === 'pending' && other.version > current.version && !isOurs(draft, other),
  );
  const known = draft.state.pending;
  if (release === undefined) return known === null ? draft : withState(draft, { pending: null });
  const told = known?.id === release.id && known.told;
  const late = draft.now - release.createdAt > limits.pendingMsMax;
  const stuck = late && !draft.maintenance;
  const said = stuck && !told ? tell(draft, texts.releaseStuck(draft, release)) : draft;
  const { id, version, createdAt } = release;
  return withState(said, { pending: { id, version, since: createdAt, told: told || stuck } });
}

/**
 * The release that our own rollback made is followed by the rollback itself, and by whoever it was
 * given to. Once another release has come in between it is on its way like any other (S8).
 */
function isOurs({ state }: Draft, release: Release): boolean {
  const { situation, straggler } = state;
  if (situation.name === 'rolling-back') return situation.intent.release?.id === release.id;
  return situation.name === 'escalated' && straggler?.release?.id === release.id;
}
