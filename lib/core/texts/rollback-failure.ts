/** What is said when a rollback does not go its good course: every way in which one can fail. */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import type { HerokuTrouble } from '../release.ts';
import type { Intent } from '../state.ts';
import { evidenceLines, intentFacts, logsCommand, rollbackCommand, time } from './common.ts';

/** The target is live and does not answer well either. */
export function rollbackIneffective(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  const words = failed(intent, {
    kind: 'rollback-ineffective',
    headline: `rolled back to v${target.version}, and the app is STILL failing`,
    happened:
      `${made(intent)} runs the code and config vars of v${target.version}, which was healthy ` +
      'before, and it is sick now. The cause is probably outside the release: a dependency, the ' +
      'data, or a database schema that the newer code has changed.',
    evidence: evidenceLines(draft),
    next: [
      `Look at it: ${logsCommand(draft)}`,
      'Check databases, add-ons and https://status.heroku.com.',
    ],
  });
  return { ...words, undo: rollbackCommand(draft, culprit.version) };
}

/** The time for the proof is over, and the app was seen neither well nor sick for long enough. */
export function rollbackUnverified(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  const words = failed(intent, {
    kind: 'rollback-unverified',
    headline: `rolled back to v${target.version}, and nothing shows yet that the app is well`,
    happened:
      `${made(intent)} is live with the code and config vars of v${target.version}. In the time ` +
      'for verifying it the app was neither healthy nor sick for long enough, or Heroku could ' +
      'not say what is current.',
    evidence: evidenceLines(draft),
    next: [
      `See for yourself: npx lastgood check ${draft.app.name}`,
      `And: heroku ps -a ${draft.app.name}`,
    ],
  });
  return { ...words, undo: rollbackCommand(draft, culprit.version) };
}

/** Heroku took the rollback, and its release failed: the bad one is still live. */
export function rollbackReleaseFailed(draft: Draft, intent: Intent): Spoken {
  const { culprit, target, release } = intent;
  return failed(intent, {
    kind: 'rollback-release-failed',
    headline: `the rollback FAILED at Heroku, bad release v${culprit.version} is still live`,
    happened:
      `Heroku took the rollback as ${made(intent)}, and that release failed, most likely in the ` +
      `release command of v${target.version}.`,
    evidence: [],
    next: [
      `Read what it said: heroku releases:output v${release?.version ?? 'N'} -a ${draft.app.name}`,
      `Fix forward, or go back by hand: heroku rollback vN -a ${draft.app.name}`,
    ],
  });
}

/** Heroku refused for good. */
export function rollbackRefused(draft: Draft, intent: Intent, trouble: HerokuTrouble): Spoken {
  const { culprit, target } = intent;
  return failed(intent, {
    kind: 'rollback-refused',
    headline: `the rollback was REFUSED by Heroku, bad release v${culprit.version} is still live`,
    happened: `Heroku did not roll back to v${target.version}. ${trouble.message}`,
    evidence: trouble.requestId === null ? [] : [`Heroku's Request-Id: ${trouble.requestId}`],
    next: [trouble.advice, `Or roll back by hand: ${rollbackCommand(draft, target.version)}`],
  });
}

/** The call brought no clear answer, or was not sent yet, and why. */
export function rollbackDelayed(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  const sent = intent.sentAt !== null;
  return {
    kind: 'rollback-delayed',
    severity: 'critical',
    headline: sent
      ? `no clear answer to the rollback to v${target.version}; looking what became of it`
      : `the rollback to v${target.version} waits, v${culprit.version} is still live`,
    happened: intent.trouble ?? 'Heroku gave no reason.',
    evidence: [],
    done: [
      sent
        ? "Heroku's releases are read; it is asked once more only if they show nothing of it."
        : 'Nothing was sent. lastgood tries again shortly, while the app stays sick.',
    ],
    next: [`Wait for the next message, or look: heroku releases -a ${draft.app.name}`],
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
  const trouble = intent.trouble === null ? '' : ` The last trouble: ${intent.trouble}`;
  return failed(intent, {
    kind: 'rollback-unknown',
    headline: `no rollback to v${target.version} was seen, v${culprit.version} may still be live`,
    happened: `The rollback was decided at ${time(intent.plannedAt)}. ${asked}.${trouble}`,
    evidence: [],
    next: [
      `Look what is live: heroku releases -a ${draft.app.name}`,
      `Roll back by hand: ${rollbackCommand(draft, target.version)}`,
    ],
  });
}

/** The rollback's release is beyond every deadline. */
export function rollbackStuck(draft: Draft, intent: Intent): Spoken {
  const { culprit, release } = intent;
  return failed(intent, {
    kind: 'rollback-stuck',
    headline: `the rollback ${made(intent)} is stuck, v${culprit.version} may still be live`,
    happened:
      `Heroku took the rollback at ${time(intent.plannedAt)}, and it has not become current ` +
      'since. Heroku ends release commands after an hour.',
    evidence: [],
    next: [
      `Look at it: heroku releases:info v${release?.version ?? 'N'} -a ${draft.app.name}`,
      `and what is live: heroku releases -a ${draft.app.name}`,
    ],
  });
}

/** The rollback's release is not current for a quarter of an hour. */
export function rollbackSlow(draft: Draft, intent: Intent): Spoken {
  const { culprit, target, release, plannedAt } = intent;
  return {
    kind: 'rollback-slow',
    severity: 'critical',
    headline: `the rollback ${made(intent)} is still pending, v${culprit.version} is still live`,
    happened:
      `Heroku took the rollback ${formatDuration(draft.now - plannedAt)} ago, at ` +
      `${time(plannedAt)}. The release command of v${target.version} is probably running.`,
    evidence: [],
    done: ['lastgood waits: Heroku gives a release command an hour.'],
    next: [`Watch it: heroku releases:output v${release?.version ?? 'N'} -a ${draft.app.name}`],
    undo: null,
    facts: intentFacts(intent),
  };
}

/** Somebody's release came just before the rollback, and the rollback has replaced it (S8). */
export function rollbackRaced(draft: Draft, intent: Intent, version: number): Spoken {
  const overwritten = version - 1;
  const undo = rollbackCommand(draft, overwritten);
  const words = failed(intent, {
    kind: 'rollback-raced',
    headline: `the rollback v${version} came after v${overwritten} and may have replaced it`,
    happened:
      `While lastgood asked for a rollback of v${intent.culprit.version}, somebody released ` +
      `v${overwritten}. Heroku has no way to make the one depend on the other.`,
    evidence: [],
    next: [`If v${overwritten} was the fix, go back to it: ${undo}`],
  });
  return { ...words, undo };
}

/** It was given up, and Heroku has carried it out after all. */
export function rollbackLate(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  return {
    kind: 'rollback-late',
    severity: 'warning',
    headline: `the rollback to v${target.version} is live after all, as ${made(intent)}`,
    happened:
      `lastgood had stopped waiting for the rollback that it decided at ` +
      `${time(intent.plannedAt)}. ${made(intent)} now runs the code and config vars of ` +
      `v${target.version}.`,
    evidence: [],
    done: ['Nothing further: the app is watched, and a message says when it is well.'],
    next: [`Look at the releases: heroku releases -a ${draft.app.name}`],
    undo: rollbackCommand(draft, culprit.version),
    facts: intentFacts(intent),
  };
}

function made({ release }: Intent): string {
  return release === null ? 'release' : `v${release.version}`;
}

function failed(
  intent: Intent,
  words: Pick<Spoken, 'kind' | 'headline' | 'happened' | 'evidence' | 'next'>,
): Spoken {
  return {
    ...words,
    severity: 'critical',
    done: ['lastgood does nothing further to this release. It goes on watching and reminding.'],
    undo: null,
    facts: intentFacts(intent),
  };
}
