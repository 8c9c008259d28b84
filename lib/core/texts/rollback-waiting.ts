/** What is said while a rollback is waited for, and when the waiting is over. */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import type { Intent } from '../state.ts';
import {
  command,
  evidenceLines,
  failingText,
  intentFacts,
  madeName,
  releasesCommand,
  rollbackCommand,
  sentence,
} from './common.ts';
import { failed } from './rollback-failure.ts';
import { time } from './time.ts';

/** The call brought no clear answer, or was not sent yet, and why. */
export function rollbackDelayed(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  const sent = intent.sentAt !== null;
  const why = sentence(intent.trouble ?? 'Heroku gave no reason');
  return {
    kind: 'rollback-delayed',
    severity: 'critical',
    headline: sent
      ? `no clear answer to the rollback to v${target.version}; looking what became of it`
      : `the rollback to v${target.version} waits, v${culprit.version} is still live`,
    happened: `${why} ${failingText(draft, culprit.version)}`,
    evidence: evidenceLines(draft, target.version),
    done: [
      sent
        ? "Heroku's releases are read; it is asked once more only if they show nothing of it."
        : 'Nothing was sent. lastgood tries again shortly, while the app stays sick.',
    ],
    next: [`Wait for the next message, or look: ${releasesCommand(draft)}`],
    undo: null,
    facts: intentFacts(intent),
  };
}

/** The time is over, and Heroku shows nothing of a rollback. */
export function rollbackUnknown(draft: Draft, intent: Intent): Spoken {
  const { culprit, target, sends } = intent;
  const asked =
    sends === 0
      ? 'Heroku was never asked to carry it out'
      : `Heroku was asked ${sends === 1 ? 'once' : 'twice'}, and no release of it was seen`;
  const trouble = intent.trouble === null ? '' : ` The last trouble: ${sentence(intent.trouble)}`;
  return failed(draft, intent, {
    kind: 'rollback-unknown',
    headline: `no rollback to v${target.version} was seen, v${culprit.version} may still be live`,
    happened: `The rollback was decided at ${time(intent.plannedAt)}. ${asked}.${trouble}`,
    next: [
      `Look what is live: ${releasesCommand(draft)}`,
      `Roll back by hand: ${command(rollbackCommand(draft, target.version))}`,
    ],
  });
}

/** The rollback's release is beyond every deadline. */
export function rollbackStuck(draft: Draft, intent: Intent): Spoken {
  const { culprit, release } = intent;
  const made = command(`heroku releases:info v${release?.version ?? 'N'} -a ${draft.app.name}`);
  return failed(draft, intent, {
    kind: 'rollback-stuck',
    headline: `the rollback ${madeName(intent)} is stuck, v${culprit.version} may still be live`,
    happened:
      `Heroku took the rollback at ${time(intent.plannedAt)}, and it has not become current ` +
      'since. Heroku ends release commands after an hour.',
    next: [`Look at it: ${made}`, `and what is live: ${releasesCommand(draft)}`],
  });
}

/** The rollback's release is not current for a quarter of an hour. */
export function rollbackSlow(draft: Draft, intent: Intent): Spoken {
  const { culprit, target, release, plannedAt } = intent;
  const made = madeName(intent);
  const output = command(`heroku releases:output v${release?.version ?? 'N'} -a ${draft.app.name}`);
  return {
    kind: 'rollback-slow',
    severity: 'critical',
    headline: `the rollback ${made} is still pending, v${culprit.version} is still live`,
    happened:
      `Heroku took the rollback ${formatDuration(draft.now - plannedAt)} ago, at ` +
      `${time(plannedAt)}. The release command of v${target.version} is probably running. ` +
      failingText(draft, culprit.version),
    evidence: evidenceLines(draft, target.version),
    done: ['lastgood waits: Heroku gives a release command an hour.'],
    next: [`Watch it: ${output}`],
    undo: null,
    facts: intentFacts(intent),
  };
}
