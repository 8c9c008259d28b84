/** What is said about an app apart from its releases: down, well again, never well, and reminders. */
import { type Draft, type Spoken, sickSince } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { currentRelease, type Incident } from '../state.ts';
import { evidenceLines, logsCommand, readingLines, sinceWhen, time } from './common.ts';

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
    happened: `It failed from ${time(sickSince(draft))} and has answered well since ${time(healthyAt)}.`,
    evidence: readingLines(draft.facts.reading),
    done: ['The incident is closed.'],
    next: [],
    undo: null,
  };
}

/** The check has never passed as it is configured, so it can convict nobody. */
export function checkNeverPassed(draft: Draft): Spoken {
  return {
    kind: 'check-never-passed',
    severity: 'warning',
    headline: 'the health check has never passed as it is configured',
    happened: `Since ${time(draft.state.situation.since)} no ${draft.app.recovered} readings in a row were healthy.`,
    evidence: readingLines(draft.facts.reading),
    done: ['Until it has passed, lastgood blames no release and rolls nothing back.'],
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
    happened: `${draft.app.recovered} readings in a row were healthy. From now on the app is guarded.`,
    evidence: readingLines(draft.facts.reading),
    done: ['The check is armed.'],
    next: [],
    undo: null,
  };
}

/** An incident is still open. */
export function reminder(draft: Draft, incident: Incident): Spoken {
  const lasted = formatDuration(draft.now - incident.openedAt);
  return {
    kind: 'reminder',
    severity: 'critical',
    headline: `still open after ${lasted}: ${incident.headline}`,
    happened: `The incident has been open since ${time(incident.openedAt)}.`,
    evidence: readingLines(draft.facts.reading),
    done: [`The app's situation: ${draft.state.situation.name}.`],
    next: [`Look at it: ${logsCommand(draft)}`],
    undo: null,
  };
}

/** What was stored of the app cannot be read: it was set aside, and watching begins anew. */
export function stateUnreadable(name: string): Spoken {
  return {
    kind: 'state-unreadable',
    severity: 'critical',
    headline: 'what was remembered of the app cannot be read; watching begins anew',
    happened: `The stored state of ${name} is damaged, or was written by another version of lastgood.`,
    evidence: [],
    done: [
      'It was set aside. No release is blamed and nothing is rolled back before the app was seen healthy again.',
    ],
    next: ['If you just went back to an older lastgood, go forward again. Else nothing.'],
    undo: null,
  };
}
