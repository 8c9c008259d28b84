/** What is said of Heroku's maintenance mode, which somebody may have forgotten. */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { limits } from '../limits.ts';
import { command, readingLines } from './common.ts';
import { time } from './time.ts';

/** It is on for hours, or for another day. */
export function maintenanceLasts(draft: Draft): Spoken {
  const { app, state, now } = draft;
  const since = state.maintenanceSince ?? now;
  const lasted = formatDuration(Math.max(0, now - since));
  return {
    kind: 'maintenance-lasts',
    severity: 'warning',
    headline: `Heroku's maintenance mode has been on for ${lasted}: nothing is rolled back`,
    happened:
      `It has been on since ${time(since)} at the latest. Users get Heroku's maintenance page ` +
      'in place of the app.',
    evidence: readingLines(draft.facts.reading),
    done: [
      'What is sick in maintenance does not count, and nothing is acted on. Releases are told ' +
        `as ever, and this is repeated every ${formatDuration(limits.maintenanceRemindMs)}.`,
    ],
    next: [`If somebody has forgotten it: ${command(`heroku maintenance:off -a ${app.name}`)}`],
    undo: null,
  };
}

/** It is off, or the app answers well all the same. */
export function maintenanceOver(draft: Draft): Spoken {
  return {
    kind: 'maintenance-over',
    severity: 'resolved',
    headline: "Heroku's maintenance mode is over: the app is judged again",
    happened: 'Heroku says that it is off, or the app answers well.',
    evidence: readingLines(draft.facts.reading),
    done: ['What is sick counts from now on, and lastgood acts again as apps.yml says.'],
    next: [],
    undo: null,
  };
}
