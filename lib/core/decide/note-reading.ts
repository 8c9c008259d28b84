/** Scores this look's reading, unless it says nothing about the release that runs. */
import { waitsOnlyForChecks } from '../checks.ts';
import { type Draft, withEntry, withState } from '../draft.ts';
import { score, withoutRow } from '../evidence.ts';
import { gapMsMax } from '../facts.ts';
import { isRollingOut, rolloutOf } from '../rollout.ts';
import { currentRelease } from '../state.ts';
import { isCrashed, isUp } from '../warmup.ts';
import { beginWatching } from './note-releases.ts';

/** Ends a warm-up whose time has come, then scores. */
export function noteReading(draft: Draft): Draft {
  const before = endWarmup(draft);
  const ready = noteRollout(before);
  if (answersForAnother(ready)) return ready;
  if (haveJustGone(before, ready) || !isScored(ready)) return leaveOut(ready);
  const { state, facts, app, configuration } = ready;
  const isHealthy = facts.reading.verdict === 'healthy';
  const rests = isHealthy && waitsOnlyForChecks(state, app, ready.now);
  const counted = score(state.evidence, facts.reading, app, gapMsMax(configuration.cadence));
  const evidence = rests ? { ...counted, window: state.evidence.window } : counted;
  const scored = withState({ ...ready, scored: true }, { evidence });
  // Of an app that is quietly steady the sweep's pulse remembers this, so that it costs no write.
  const { name } = state.situation;
  const quiet = name === 'steady' || name === 'rolled-back' || rests;
  return isHealthy && !quiet ? withState(scored, { lastHealthyAt: facts.reading.at }) : scored;
}

/** What is not scored acquits nobody, but a healthy answer ends a row of sick ones (S1). */
function leaveOut(draft: Draft): Draft {
  const { facts, state } = draft;
  if (facts.reading.verdict !== 'healthy') return draft;
  return withState(draft, { evidence: withoutRow(state.evidence) });
}

function isScored(draft: Draft): boolean {
  const { facts, maintenance } = draft;
  const sick = facts.reading.verdict === 'sick';
  if (hasJustCome(draft)) return false;
  if (maintenance && sick) return false;
  switch (draft.state.situation.name) {
    case 'warmup':
      return sick && hasCrashed(draft);
    case 'unarmed':
      return (draft.state.situation.until ?? 0) <= draft.now;
    case 'verifying':
      return draft.state.situation.until <= draft.now || (sick && hasCrashed(draft));
    default:
      return true;
  }
}

/**
 * A look probes first and then reads the releases. Where it is the first to see a release, its
 * probe may still have met the one before. The very first release is blamed for nothing.
 */
function hasJustCome({ state, now }: Draft): boolean {
  return state.ledger.length > 1 && currentRelease(state)?.seenAt === now;
}

/**
 * The probe comes before the read: where the read is the first without old dynos, the probe may
 * still have met one of them.
 */
function haveJustGone(before: Draft, ready: Draft): boolean {
  const were = currentRelease(before.state)?.rollout === 'mixed';
  return were && currentRelease(ready.state)?.rollout !== 'mixed';
}

/**
 * A crash is not a slow boot: every web dyno of the new release crashed counts as sick in warm-up
 * too.
 */
function hasCrashed(draft: Draft): boolean {
  const current = currentRelease(draft.state);
  const dynos = draft.facts.heroku?.dynos ?? null;
  return current !== null && isCrashed(dynos, current.version);
}

/** Remembers whose dynos run, until they are the release's own. */
function noteRollout(draft: Draft): Draft {
  const current = currentRelease(draft.state);
  if (current === null) return draft;
  const rollout = rolloutOf(draft.facts.heroku?.dynos ?? null, current);
  if (rollout === null) return draft;
  const { evidence } = draft.state;
  // What was counted while old dynos ran, or nobody could look, proves nothing of the release.
  const doubtful = current.rollout === 'mixed' || current.rollout === 'unknown';
  if (!doubtful || rollout === 'mixed' || evidence.window === null) {
    return withEntry(draft, current.id, { rollout });
  }
  const begun = withEntry(draft, current.id, { rollout, versionBody: null });
  return withState(begun, {
    evidence: { ...evidence, window: { healthy: 0, sick: 0, unknown: 0 } },
  });
}

/** True while old dynos may have answered, or none of the release's own can have. */
function answersForAnother(draft: Draft): boolean {
  const current = currentRelease(draft.state);
  return current !== null && isRollingOut(current, draft.app, draft.now);
}

/** The warm-up is over when its time is, or early when all web dynos are up on the release. */
function endWarmup(draft: Draft): Draft {
  const { situation } = draft.state;
  if (situation.name !== 'warmup' && situation.name !== 'verifying') return draft;
  const current = currentRelease(draft.state);
  const dynos = draft.facts.heroku?.dynos ?? null;
  const up = situation.early && current !== null && isUp(dynos, current.version);
  if (draft.now < situation.until && !up) return draft;
  if (situation.name === 'warmup') return beginWatching(draft);
  const until = Math.min(situation.until, draft.now);
  return withState(draft, { situation: { ...situation, until } });
}
