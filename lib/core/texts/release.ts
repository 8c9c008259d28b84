/** What is said of releases: judged, overtaken, stuck, failed. */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import {
  currentRelease,
  type Evidence,
  type Incident,
  type LedgerEntry,
  type Situation,
} from '../state.ts';
import { command, logsCommand, tollLines } from './common.ts';
import { releaseLine, releaseLines, versionLines } from './release-words.ts';
import { tollAdvice, tollFacts, tollHeadline } from './toll.ts';

/** The watch is over and the release is a good one: from now on it can be gone back to. */
export function releaseGood(draft: Draft, entry: LedgerEntry): Spoken {
  const watched = formatDuration(draft.now - draft.state.situation.since);
  const { healthy, sick } = countsOf(draft);
  return {
    kind: 'release-good',
    severity: 'info',
    headline: `v${entry.version} is good${tollHeadline(entry.toll)}`,
    happened:
      `v${entry.version} was watched for ${watched}: ${healthy} of ${healthy + sick} readings ` +
      'were healthy.',
    evidence: [countLine(draft), ...tollLines(draft), ...releaseLines(draft, entry)],
    done: [`v${entry.version} is now the release to go back to.`],
    next: tollAdvice(draft),
    undo: null,
    facts: { release: entry.version, ...tollFacts(draft) },
  };
}

/** Too little was seen for a verdict. */
export function releaseInconclusive(draft: Draft, entry: LedgerEntry): Spoken {
  const needed =
    `Needed: ${limits.provenReadingsMin} readings, nine in ten of them healthy, ` +
    `the newest ${draft.app.recovered} too, few that nobody could judge, and Heroku's word ` +
    'that it is still the current release.';
  return {
    kind: 'release-inconclusive',
    severity: 'warning',
    headline: `v${entry.version} has no verdict: too little was seen of it`,
    happened: `The watch of v${entry.version} ended without what it takes to call it good.`,
    evidence: [countLine(draft), needed, ...tollLines(draft), ...releaseLines(draft, entry)],
    done: ['Nothing was rolled back. The app goes on being watched.'],
    next: [`Look at the app: ${logsCommand(draft)}`],
    undo: null,
    facts: { release: entry.version, ...tollFacts(draft) },
  };
}

function countsOf({ state }: Draft): NonNullable<Evidence['window']> {
  return state.evidence.window ?? { healthy: 0, sick: 0, unknown: 0 };
}

function countLine(draft: Draft): string {
  const { healthy, sick, unknown } = countsOf(draft);
  return `Readings: ${healthy} healthy, ${sick} sick, ${unknown} unknown`;
}

/** Somebody's newer release has taken over an open incident. */
export function superseded(before: Draft, draft: Draft): Spoken {
  const entry = currentRelease(draft.state);
  const name = entry === null ? 'A newer release' : `v${entry.version}`;
  const { incident, situation } = before.state;
  return {
    kind: 'superseded',
    severity: 'resolved',
    headline: `${name} is live and takes the place of the open incident`,
    happened:
      `${name} became current while an incident was open${quoted(incident)}. ` +
      'Whether it mends the app is not known yet.',
    evidence: entry === null ? [] : releaseLines(draft, entry),
    done: [
      `The old incident is closed, and ${name} is watched afresh.`,
      ...maybeUnderWay(situation),
    ],
    next: [],
    undo: null,
    facts: { release: entry?.version ?? null },
  };
}

function quoted(incident: Incident | null): string {
  return incident === null ? '' : ` ("${incident.headline}")`;
}

/** What was sent cannot be called back. */
function maybeUnderWay(situation: Situation): readonly string[] {
  if (situation.name !== 'rolling-back') return [];
  const { target, sends, release } = situation.intent;
  return release !== null || sends > 0
    ? [`A rollback to v${target.version} was sent before; if it comes late, a message says so.`]
    : [`The rollback to v${target.version} was called off.`];
}

/** A release command failed: the new code never ran. */
export function releasePhaseFailed(draft: Draft, failed: Release, current: Release): Spoken {
  const name = `v${failed.version}`;
  return {
    kind: 'release-phase-failed',
    severity: 'warning',
    headline: `release ${name} failed; v${current.version} is still live`,
    happened:
      `Release ${name} ("${failed.description}") failed before it became current, most likely ` +
      'in its release command.',
    evidence: [
      releaseLine(failed, draft.now),
      ...versionLines(draft, current.version).map((line) => `Still live: ${line}`),
    ],
    done: [`Nothing: ${name} never ran, so there is nothing to roll back.`],
    next: [
      'Read what the release command said: ' +
        command(`heroku releases:output ${name} -a ${draft.app.name}`),
    ],
    undo: null,
    facts: { release: failed.version },
  };
}

/** A release has been pending for longer than Heroku lets a release command run. */
export function releaseStuck(draft: Draft, release: Release): Spoken {
  const age = formatDuration(Math.max(0, draft.now - release.createdAt));
  const name = `v${release.version}`;
  return {
    kind: 'release-stuck',
    severity: 'warning',
    headline: `release ${name} has been pending for ${age}`,
    happened:
      `Release ${name} ("${release.description}") is neither live nor failed after ${age}. ` +
      'Heroku ends release commands after an hour.',
    evidence: [releaseLine(release, draft.now)],
    done: ['It no longer keeps lastgood from acting.'],
    next: [`Look at it: ${command(`heroku releases:info ${name} -a ${draft.app.name}`)}`],
    undo: null,
    facts: { release: release.version },
  };
}
