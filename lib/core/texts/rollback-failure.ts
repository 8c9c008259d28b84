/** What is said when a rollback does not go its good course: every way in which one can fail. */
import { type Draft, type Spoken, sickSince } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import type { HerokuTrouble } from '../release.ts';
import type { Intent } from '../state.ts';
import {
  beganWhen,
  command,
  evidenceLines,
  intentFacts,
  logsCommand,
  madeName,
  readingLines,
  releasesCommand,
  rollbackCommand,
  sentence,
} from './common.ts';
import { versionLines } from './release-words.ts';
import { time } from './time.ts';

/** The target is live and does not answer well either. */
export function rollbackIneffective(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  const words = failed(draft, intent, {
    kind: 'rollback-ineffective',
    headline: `rolled back to v${target.version}, and the app is STILL failing`,
    happened:
      `${madeName(intent)} runs the code and config vars of v${target.version}, which was ` +
      'healthy before, and it is sick now. The cause is probably outside the release: a ' +
      'dependency, the data, or a database schema that the newer code has changed.',
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
  const words = failed(draft, intent, {
    kind: 'rollback-unverified',
    headline: `rolled back to v${target.version}, and nothing shows yet that the app is well`,
    happened:
      `${madeName(intent)} is live with the code and config vars of v${target.version}. In the ` +
      'time for verifying it the app was neither healthy nor sick for long enough, or Heroku ' +
      'could not say what is current.',
    next: [
      `See for yourself: ${command(`npx lastgood check ${draft.app.name}`)}`,
      `And look at its dynos: ${command(`heroku ps -a ${draft.app.name}`)}`,
    ],
  });
  return { ...words, undo: rollbackCommand(draft, culprit.version) };
}

/** Heroku took the rollback, and its release failed: the bad one is still live. */
export function rollbackReleaseFailed(draft: Draft, intent: Intent): Spoken {
  const { culprit, target, release } = intent;
  const made = command(`heroku releases:output v${release?.version ?? 'N'} -a ${draft.app.name}`);
  return failed(draft, intent, {
    kind: 'rollback-release-failed',
    headline: `the rollback FAILED at Heroku, bad release v${culprit.version} is still live`,
    happened:
      `Heroku took the rollback as ${madeName(intent)}, and that release failed, most likely in ` +
      `the release command of v${target.version}.`,
    next: [
      `Read what it said: ${made}`,
      'Fix forward, or go back to another release by hand: ' +
        command(`heroku rollback vN -a ${draft.app.name}`),
    ],
  });
}

/** Heroku refused for good. */
export function rollbackRefused(draft: Draft, intent: Intent, trouble: HerokuTrouble): Spoken {
  const { culprit, target } = intent;
  const words = failed(draft, intent, {
    kind: 'rollback-refused',
    headline: `the rollback was REFUSED by Heroku, bad release v${culprit.version} is still live`,
    happened: `Heroku did not roll back to v${target.version}. ${trouble.message}`,
    next: [
      sentence(trouble.advice),
      `Or roll back by hand: ${command(rollbackCommand(draft, target.version))}`,
    ],
  });
  const asked = trouble.requestId === null ? [] : [`Heroku's Request-Id: ${trouble.requestId}`];
  return { ...words, evidence: [...words.evidence, ...asked] };
}

/** Somebody's release came just before the rollback, and the rollback has replaced it (S8). */
export function rollbackRaced(draft: Draft, intent: Intent, version: number): Spoken {
  const overwritten = version - 1;
  const undo = rollbackCommand(draft, overwritten);
  const words = failed(draft, intent, {
    kind: 'rollback-raced',
    headline: `the rollback v${version} came after v${overwritten} and may have replaced it`,
    happened:
      `While lastgood asked for a rollback of v${intent.culprit.version}, somebody released ` +
      `v${overwritten}. Heroku has no way to make the one depend on the other.`,
    next: [
      `If v${overwritten} was the fix, go back to it: ${command(undo)}`,
      `See who released what: ${releasesCommand(draft)}`,
    ],
  });
  return { ...words, evidence: [...words.evidence, ...versionLines(draft, overwritten)], undo };
}

/** It was given up, and Heroku has carried it out after all. */
export function rollbackLate(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  return {
    kind: 'rollback-late',
    severity: 'warning',
    headline: `the rollback to v${target.version} is live after all, as ${madeName(intent)}`,
    happened:
      `lastgood had stopped waiting for the rollback that it decided at ` +
      `${time(intent.plannedAt)}. ${madeName(intent)} now runs the code and config vars of ` +
      `v${target.version}.`,
    evidence: [
      ...readingLines(draft.facts.reading),
      ...versionLines(draft, intent.release?.version ?? 0),
      ...versionLines(draft, target.version).map((line) => `Went back to: ${line}`),
    ],
    done: ['Nothing further: the app is watched, and a message says when it is well.'],
    next: [`Look at the releases: ${releasesCommand(draft)}`],
    undo: rollbackCommand(draft, culprit.version),
    facts: intentFacts(intent),
  };
}

/** Every failure is for people: nothing further is done. */
export function failed(
  draft: Draft,
  intent: Intent,
  words: Pick<Spoken, 'kind' | 'headline' | 'happened' | 'next'>,
): Spoken {
  const ago = formatDuration(Math.max(0, draft.now - sickSince(draft)));
  return {
    ...words,
    severity: 'critical',
    happened: `${words.happened} ${beganWhen(draft)} (${ago} ago).`,
    evidence: evidenceLines(draft, intent.target.version),
    done: ['lastgood does nothing further to this release. It goes on watching and reminding.'],
    undo: null,
    facts: intentFacts(intent),
  };
}
