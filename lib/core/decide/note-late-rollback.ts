/**
 * A rollback of ours that was given up or overtaken may come late: it is no release of somebody's.
 */
import { type Draft, tell, tellIncident, withState, withStraggler } from '../draft.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import type { Intent } from '../state.ts';
import * as texts from '../texts/rollback-failure.ts';
import { findRelease, race } from './note-rollback.ts';
import { addRollbackRelease } from './verifying.ts';

/** Looks out for the straggler in a fresh read of the releases, and not for ever. */
export function noteLateRollback(draft: Draft): Draft {
  const { straggler } = draft.state;
  const { heroku } = draft.facts;
  if (straggler === null || heroku === null) return draft;
  const release = findRelease(straggler, heroku.releases);
  const over = draft.now - straggler.plannedAt > limits.stragglerMsMax;
  if (release === null) return over ? withState(draft, { straggler: null }) : draft;
  const intent = { ...straggler, release: { id: release.id, version: release.version } };
  // By its id it is told from the rollbacks that others ask for meanwhile.
  if (release.status === 'pending') return withState(draft, { straggler: over ? null : intent });
  return settleLate(withState(draft, { straggler: null }), intent, release);
}

/** A rollback that is under way itself is looked out for in its place. */
function overtaken(draft: Draft): Draft {
  const { situation } = draft.state;
  return situation.name === 'rolling-back' ? withStraggler(draft, situation.intent) : draft;
}

function settleLate(draft: Draft, intent: Intent, release: Release): Draft {
  if (release.status === 'failed') {
    const spoken = texts.rollbackReleaseFailed(draft, intent);
    const told = draft.state.incident === null ? tell(draft, spoken) : tellIncident(draft, spoken);
    return withState(told, { failedTold: release.version });
  }
  if (!release.current || release.id === draft.state.currentId) return draft;
  if (draft.state.currentId !== intent.culprit.id) return race(overtaken(draft), intent, release);
  const told = tell(draft, texts.rollbackLate(draft, intent));
  // Where nobody waits for it any more it is watched like any other release.
  return draft.state.situation.name === 'escalated' ? addRollbackRelease(told, release) : told;
}
