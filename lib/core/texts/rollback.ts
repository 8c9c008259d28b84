/**
 * What is said of rollbacks in their good course: started, waiting for people, held, live, done.
 */
import { type Draft, type Spoken, sickSince } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import type { Guard } from '../guards.ts';
import type { Release } from '../release.ts';
import { currentRelease, type Intent } from '../state.ts';
import {
  evidenceLines,
  failingText,
  intentFacts,
  logsCommand,
  readingLines,
  rollbackCommand,
  time,
  tollLines,
} from './common.ts';
import { tollFacts } from './toll.ts';

/** The intent is stored and the call goes out next. */
export function rollbackStarted(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  return {
    kind: 'rollback-started',
    severity: 'critical',
    headline: `v${culprit.version} is failing, rolling back to v${target.version}`,
    happened: `${failingText(draft, culprit.version)} ${targetText(draft, target.version)}`,
    evidence: evidenceLines(draft),
    done: [
      `Heroku is being asked to roll back to v${target.version}: its code and its config vars. ` +
        'Databases and add-ons are not touched.',
      ...releaseCommandLine(draft, target.version),
    ],
    next: [
      'Nothing yet. The next messages say whether Heroku did it and whether the app is well again.',
    ],
    undo: rollbackCommand(draft, culprit.version),
    facts: intentFacts(intent),
  };
}

/** Why it is this release that is gone back to, and whose word stands behind it. */
function targetText({ state }: Draft, version: number): string {
  const vouched = state.ledger.find((entry) => entry.version === version)?.baseline === 'vouched';
  return vouched
    ? `v${version} is the release that was current before; nobody saw it healthy.`
    : `v${version} is the last release that lastgood saw healthy and may go back to.`;
}

/**
 * The target's own release command is what runs, migrations included (Dev Center: Release Phase).
 */
function releaseCommandLine(draft: Draft, version: number): readonly string[] {
  const formation = draft.facts.heroku?.formation ?? [];
  return formation.some((process) => process.type === 'release')
    ? [`The app has a release command: Heroku runs that of v${version} before it goes live.`]
    : [];
}

/** Only the mode stands in the way: people decide. */
export function wouldRollBack(draft: Draft, target: Release): Spoken {
  const culprit = currentRelease(draft.state)?.version ?? null;
  return {
    kind: 'would-roll-back',
    severity: 'critical',
    headline: `${named(culprit)} is failing; the rollback to v${target.version} waits for you`,
    happened: `${failingText(draft, culprit)} ${targetText(draft, target.version)}`,
    evidence: evidenceLines(draft),
    done: [`Nothing was rolled back: rollback is set to "${draft.app.rollback}" for this app.`],
    next: [
      `Roll back: ${rollbackCommand(draft, target.version)}`,
      `Or look first: ${logsCommand(draft)}`,
    ],
    undo: null,
    facts: { culprit, target: target.version, ...tollFacts(draft) },
  };
}

/** Guards stand in the way: every one of them is named (L5). */
export function rollbackHeld(draft: Draft, guards: readonly Guard[]): Spoken {
  const culprit = currentRelease(draft.state)?.version ?? null;
  return {
    kind: 'rollback-held',
    severity: 'critical',
    headline: `${named(culprit)} is failing and is NOT rolled back: ${guards[0]?.reason ?? 'held'}`,
    happened: failingText(draft, culprit),
    evidence: evidenceLines(draft),
    done: guards.map(({ name, reason }) => `Nothing was rolled back [${name}]: ${reason}.`),
    next: [
      `Look at it: ${logsCommand(draft)}`,
      `Fix forward, or see what there is to go back to: heroku releases -a ${draft.app.name}`,
      `Or go back to one of them by hand: heroku rollback vN -a ${draft.app.name}`,
      'lastgood looks again all the time, and rolls back once nothing stands in the way.',
    ],
    undo: null,
    facts: { culprit, guards: guards.map(({ name }) => name).join(' '), ...tollFacts(draft) },
  };
}

function named(version: number | null): string {
  return version === null ? 'the release' : `v${version}`;
}

/** Heroku made the rollback's release current; it is not yet proven. */
export function rollbackCurrent(draft: Draft, intent: Intent): Spoken {
  const { culprit, target, release } = intent;
  return {
    kind: 'rollback-current',
    severity: 'info',
    headline: `the rollback to v${target.version} is live as ${named(release?.version ?? null)}`,
    happened:
      `Heroku made ${named(release?.version ?? null)} current, with the code and config vars of ` +
      `v${target.version}. It was first seen live at ${time(draft.now)}.`,
    evidence: [],
    done: [
      'It is being verified: it has to boot, and then to be healthy for ' +
        `${formatDuration(draft.app.verifyMs)}.`,
    ],
    next: ['Nothing yet. The next message says whether the app is well again.'],
    undo: rollbackCommand(draft, culprit.version),
    facts: intentFacts(intent),
  };
}

/** The target is current and was seen healthy for long enough. */
export function rolledBack(draft: Draft, intent: Intent): Spoken {
  const { culprit, target, release } = intent;
  const healthyAt = draft.state.evidence.healthySince ?? draft.now;
  const downtime = formatDuration(Math.max(0, healthyAt - sickSince(draft)));
  return {
    kind: 'rolled-back',
    severity: 'resolved',
    headline: `rolled back to v${target.version}, the app is healthy again after ${downtime}`,
    happened:
      `The trouble began at ${time(sickSince(draft))}, under v${culprit.version}. The app has ` +
      `been healthy since ${time(healthyAt)}, on ${named(release?.version ?? null)} with the ` +
      `code and config vars of v${target.version}.`,
    evidence: [...readingLines(draft.facts.reading), ...tollLines(draft)],
    done: [
      `v${culprit.version} is marked bad: lastgood never goes back to it.`,
      'The incident is closed.',
    ],
    next: [
      `Find the cause: ${logsCommand(draft)}`,
      'Fix forward. A rollback lasts only until the next push or promotion, and one of the bad ' +
        'commit brings it back.',
    ],
    undo: rollbackCommand(draft, culprit.version),
    facts: { ...intentFacts(intent), ...tollFacts(draft) },
  };
}
