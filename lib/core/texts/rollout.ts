/** What is said of dynos that still run an old release, long after another one became current. */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { currentRelease } from '../state.ts';
import { command, dynoLines, readingLines } from './common.ts';

/** The time for it is over, so that readings count again although old dynos may answer. */
export function rolloutStuck(draft: Draft): Spoken {
  const name = nameOf(draft);
  const seenAt = currentRelease(draft.state)?.seenAt ?? draft.now;
  const ageMs = Math.max(0, draft.now - seenAt);
  return {
    kind: 'rollout-stuck',
    severity: 'warning',
    headline: `dynos of an older release still run ${formatDuration(ageMs)} after ${name}`,
    happened:
      `${name} is current, and Heroku still shows web dynos of another release. Requests may be ` +
      'answered by either.',
    evidence: [...dynoLines(draft), ...readingLines(draft.facts.reading)],
    done: [
      `Until now no reading was counted for or against ${name}. From now on they are, so that ` +
        'a sick app is not left alone.',
    ],
    next: [
      `Look at the dynos: ${command(`heroku ps -a ${draft.app.name}`)}`,
      `If the old ones stay, restart them: ${command(`heroku ps:restart -a ${draft.app.name}`)}`,
    ],
    undo: null,
  };
}

/** Only dynos of the current release run. */
export function rolloutOver(draft: Draft): Spoken {
  const name = nameOf(draft);
  return {
    kind: 'rollout-over',
    severity: 'resolved',
    headline: `no dynos of a release older than ${name} run any more`,
    happened: `Heroku shows web dynos of ${name} only.`,
    evidence: dynoLines(draft),
    done: ['Watching goes on.'],
    next: [],
    undo: null,
  };
}

function nameOf(draft: Draft): string {
  const current = currentRelease(draft.state);
  return current === null ? 'the release' : `v${current.version}`;
}
