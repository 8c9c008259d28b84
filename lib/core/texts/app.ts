/** What is said of an app apart from its releases: down, well again, never well. */
import type { Draft, Spoken } from '../draft.ts';
import { currentRelease, type Situation } from '../state.ts';
import {
  beganWhen,
  command,
  evidenceLines,
  lastedUntil,
  logsCommand,
  readingLines,
  sinceWhen,
  tollLines,
} from './common.ts';
import { currentLines } from './release-words.ts';
import { time } from './time.ts';

/** The app fails and no release is to blame: rolling back would not help. */
export function appDown(draft: Draft, excuse: string): Spoken {
  return {
    kind: 'app-down',
    severity: 'critical',
    headline: 'the app is down, and no release is to blame',
    happened: `The app has been failing ${sinceWhen(draft)}.`,
    evidence: evidenceLines(draft),
    done: [`Nothing was rolled back: ${excuse}.`],
    next: [
      `Look at it: ${logsCommand(draft)}`,
      'Check databases, add-ons, certificates and https://status.heroku.com.',
    ],
    undo: null,
    facts: { release: currentRelease(draft.state)?.version ?? null },
  };
}

/** The app is well again without anything done. */
export function recovered(draft: Draft): Spoken {
  const healthyAt = draft.state.evidence.healthySince ?? draft.now;
  const lasted = lastedUntil(draft, healthyAt);
  return {
    kind: 'recovered',
    severity: 'resolved',
    headline: `the app is healthy again after ${lasted}`,
    happened: `${beganWhen(draft)}; the app has been healthy since ${time(healthyAt)}.`,
    evidence: [...readingLines(draft.facts.reading), ...tollLines(draft), ...currentLines(draft)],
    done: [...calledOff(draft.state.situation), 'The incident is closed.'],
    next: [`Find out what it was: ${logsCommand(draft)}`],
    undo: null,
  };
}

function calledOff(situation: Situation): readonly string[] {
  if (situation.name !== 'rolling-back') return [];
  const { target, sends } = situation.intent;
  const sent =
    sends === 0
      ? 'it was never sent'
      : 'it was sent and Heroku shows nothing of it; if it comes late, a message says so';
  return [`The rollback to v${target.version} was called off: ${sent}.`];
}

/** The check has never passed as it is configured, so it can convict nobody. */
export function checkNeverPassed(draft: Draft): Spoken {
  return {
    kind: 'check-never-passed',
    severity: 'warning',
    headline: 'the health check has never passed as it is configured',
    happened:
      `Since ${time(draft.state.situation.since)} there were never ` +
      `${draft.app.recovered} healthy readings in a row.`,
    evidence: [...readingLines(draft.facts.reading), ...currentLines(draft)],
    done: ['Until the check has passed, lastgood blames no release and rolls nothing back.'],
    next: [
      `See what comes: ${command(`npx lastgood check ${draft.app.name}`)}`,
      'If the app is right, correct its entry in apps.yml; if the check is right, repair the app.',
    ],
    undo: null,
  };
}

/** The check passed before anybody had to hear that it did not. */
export function checkArmed(draft: Draft): Spoken {
  return {
    kind: 'check-armed',
    severity: 'info',
    headline: 'the health check passes as it is now; lastgood guards the app',
    happened:
      `${draft.app.recovered} readings in a row were healthy, for the first time with the check ` +
      'as it is configured.',
    evidence: [...readingLines(draft.facts.reading), ...currentLines(draft)],
    done: ['Releases that come from now on can be blamed, and rolled back if they fail.'],
    next: [],
    undo: null,
  };
}

/** The check passed at last. */
export function checkPassed(draft: Draft): Spoken {
  return {
    kind: 'check-passed',
    severity: 'resolved',
    headline: 'the health check passes now',
    happened:
      `${draft.app.recovered} readings in a row were healthy. It had not passed since ` +
      `${time(draft.state.situation.since)}. From now on lastgood guards the app.`,
    evidence: [...readingLines(draft.facts.reading), ...currentLines(draft)],
    done: ['The incident is closed.'],
    next: [],
    undo: null,
  };
}

/** What was stored of the app cannot be read: it was set aside, and watching begins anew. */
export function stateUnreadable(name: string): Spoken {
  return {
    kind: 'state-unreadable',
    severity: 'critical',
    headline: 'what was remembered of the app cannot be read; watching begins anew',
    happened: `The stored state of ${name} is damaged, or another version of lastgood wrote it.`,
    evidence: [],
    done: [
      'It was set aside. No release is blamed and nothing is rolled back until the app was ' +
        'seen healthy again and has had a new release.',
    ],
    next: ['If you just went back to an older lastgood, go forward again. Else do nothing.'],
    undo: null,
  };
}
