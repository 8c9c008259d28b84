/** What is said of an incident that is still open: what stands in the way, and who has to act. */
import { type Draft, type Spoken, withState } from '../draft.ts';
import { blockedWords } from '../guard-words.ts';
import { guard } from '../guards.ts';
import { currentRelease, type Incident, type Situation } from '../state.ts';
import {
  beganWhen,
  command,
  evidenceLines,
  lastedUntil,
  logsCommand,
  releasesCommand,
  rollbackCommand,
} from './common.ts';

/** Repeated while an incident is open. What began as a warning stays one. */
export function reminder(draft: Draft, incident: Incident): Spoken {
  const { situation } = draft.state;
  const open = withState(draft, { incident });
  const lasted = lastedUntil(open, draft.now);
  const { done, next } = standing(draft, situation);
  return {
    kind: 'reminder',
    severity: situation.name === 'unarmed' ? 'warning' : 'critical',
    headline: `still open after ${lasted}: ${incident.headline}`,
    happened: `${beganWhen(open)} and is not over.`,
    evidence: evidenceLines(draft),
    done,
    next: [...next, `Look at it: ${logsCommand(draft)}`],
    undo: null,
  };
}

type Standing = { readonly done: readonly string[]; readonly next: readonly string[] };

/** Where things stand, in sentences for people. */
function standing(draft: Draft, situation: Situation): Standing {
  switch (situation.name) {
    case 'unarmed':
      return {
        done: ['The health check has not passed yet, so lastgood rolls nothing back.'],
        next: [`See what comes: ${command(`npx lastgood check ${draft.app.name}`)}`],
      };
    case 'held':
      return held(draft, situation.guards);
    case 'rolling-back':
      return waits(`The rollback to v${situation.intent.target.version} is not live yet.`);
    case 'verifying':
      return waits(
        `The rollback to v${situation.intent.target.version} is live and being verified.`,
      );
    case 'escalated':
      return {
        done: ['lastgood does nothing further by itself: this waits for a person.'],
        next: [`See what is live: ${releasesCommand(draft)}`],
      };
    case 'down':
      return waits('No release is to blame, so lastgood rolls nothing back.');
    case 'warmup':
    case 'watching':
    case 'steady':
    case 'rolled-back':
      return waits('lastgood goes on watching.');
    default:
      return situation satisfies never;
  }
}

function waits(sentence: string): Standing {
  return { done: [sentence], next: [] };
}

/** Every reason as it is now (L5); in general words where it does not show in this very look. */
function held(draft: Draft, names: readonly string[]): Standing {
  const culprit = currentRelease(draft.state);
  const guarded = culprit === null ? null : guard(draft, culprit);
  const blocked = guarded?.kind === 'blocked' ? guarded.blocked : [];
  const reasons = names.map((name) => {
    const reason = blocked.find((one) => one.name === name)?.reason;
    return `Nothing is rolled back [${name}]: ${blockedWords(name, reason)}.`;
  });
  const target = guarded?.target.kind === 'target' ? guarded.target.release.version : null;
  const next =
    target === null
      ? [`See what there is to go back to: ${releasesCommand(draft)}`]
      : [`To roll back by hand: ${command(rollbackCommand(draft, target))}`];
  return { done: reasons, next };
}
