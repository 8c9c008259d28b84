/** What is said of an app apart from its releases: down, well again, never well, and reminders. */
import { type Draft, type Spoken, sickSince } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { currentRelease, type Incident, type Situation } from '../state.ts';
import { evidenceLines, logsCommand, readingLines, sinceWhen, time, tollLines } from './common.ts';

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
  const lasted = formatDuration(Math.max(0, healthyAt - sickSince(draft)));
  return {
    kind: 'recovered',
    severity: 'resolved',
    headline: `the app is healthy again after ${lasted}`,
    happened:
      `The trouble began at ${time(sickSince(draft))}; the app has been healthy since ` +
      `${time(healthyAt)}.`,
    evidence: [...readingLines(draft.facts.reading), ...tollLines(draft)],
    done: [...calledOff(draft.state.situation), 'The incident is closed.'],
    next: [],
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
    evidence: readingLines(draft.facts.reading),
    done: ['Until the check has passed, lastgood blames no release and rolls nothing back.'],
    next: [
      `See what comes: npx lastgood check ${draft.app.name}`,
      'If the app is right, correct its entry in apps.yml; if the check is right, repair the app.',
    ],
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
      `${draft.app.recovered} readings in a row were healthy. From now on lastgood guards ` +
      'the app.',
    evidence: readingLines(draft.facts.reading),
    done: ['The incident is closed.'],
    next: [],
    undo: null,
  };
}

/** An incident is still open. What began as a warning stays one. */
export function reminder(draft: Draft, incident: Incident): Spoken {
  const { situation } = draft.state;
  const lasted = formatDuration(Math.max(0, draft.now - incident.openedAt));
  return {
    kind: 'reminder',
    severity: situation.name === 'unarmed' ? 'warning' : 'critical',
    headline: `still open after ${lasted}: ${incident.headline}`,
    happened: `The trouble began at ${time(incident.openedAt)} and is not over.`,
    evidence: readingLines(draft.facts.reading),
    done: [standing(situation)],
    next: [`Look at it: ${logsCommand(draft)}`],
    undo: null,
  };
}

/** Where things stand, in a sentence for people. */
function standing(situation: Situation): string {
  switch (situation.name) {
    case 'unarmed':
      return 'The health check has not passed yet, so lastgood rolls nothing back.';
    case 'held':
      return situation.guards.join() === 'mode'
        ? 'lastgood would roll back, and waits for a person to do it.'
        : `lastgood would roll back; in the way stands: ${situation.guards.join(', ')}.`;
    case 'rolling-back':
      return `The rollback to v${situation.intent.target.version} is not live yet.`;
    case 'verifying':
      return `The rollback to v${situation.intent.target.version} is live and being verified.`;
    case 'escalated':
      return 'lastgood does nothing further by itself: this waits for a person.';
    case 'down':
      return 'No release is to blame, so lastgood rolls nothing back.';
    case 'warmup':
    case 'watching':
    case 'steady':
    case 'rolled-back':
      return 'lastgood goes on watching.';
    default:
      return situation satisfies never;
  }
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
