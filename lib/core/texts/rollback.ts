/**
 * What is said of rollbacks in their good course: started, live, done.
 */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import type { Intent } from '../state.ts';
import {
  beganWhen,
  evidenceLines,
  failingText,
  intentFacts,
  lastedUntil,
  logsCommand,
  named,
  readingLines,
  rollbackCommand,
  tollLines,
} from './common.ts';
import { mayComeOver } from './older-pending.ts';
import { releaseLines, versionLines } from './release-words.ts';
import { time } from './time.ts';
import { tollFacts } from './toll.ts';

/** The intent is stored and the call goes out next. */
export function rollbackStarted(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  return {
    kind: 'rollback-started',
    severity: 'critical',
    headline: `v${culprit.version} is failing, rolling back to v${target.version}`,
    happened: `${failingText(draft, culprit.version)} ${targetText(draft, target.version)}`,
    evidence: [...evidenceLines(draft, target.version), ...targetLines(draft, target.version)],
    done: [
      `Heroku is being asked to roll back to v${target.version}: its code and its config vars. ` +
        'Databases and add-ons are not touched.',
      ...releaseCommandLine(draft, target.version),
    ],
    next: [
      'Nothing yet. The next messages say whether Heroku did it and whether the app is well again.',
      ...overMade(draft, intent),
    ],
    undo: rollbackCommand(draft, culprit.version),
    facts: intentFacts(intent),
  };
}

/** What it goes back to, under a name of its own. */
export function targetLines(draft: Draft, version: number): readonly string[] {
  return versionLines(draft, version).map((line) => `To go back to: ${line}`);
}

/** Why it is this release that is gone back to, and whose word stands behind it. */
export function targetText({ state }: Draft, version: number): string {
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
    evidence: [
      ...(release === null ? [] : versionLines(draft, release.version)),
      ...versionLines(draft, target.version).map((line) => `Went back to: ${line}`),
    ],
    done: [
      'It is being verified: it has to boot, and then to be healthy for ' +
        `${formatDuration(draft.app.verifyMs)}.`,
    ],
    next: [
      'Nothing yet. The next message says whether the app is well again.',
      ...overMade(draft, intent),
    ],
    undo: rollbackCommand(draft, culprit.version),
    facts: intentFacts(intent),
  };
}

/** The target is current and was seen healthy for long enough. */
export function rolledBack(draft: Draft, intent: Intent): Spoken {
  const { culprit, target, release } = intent;
  const healthyAt = draft.state.evidence.healthySince ?? draft.now;
  const downtime = lastedUntil(draft, healthyAt);
  return {
    kind: 'rolled-back',
    severity: 'resolved',
    headline: `rolled back to v${target.version}, the app is healthy again after ${downtime}`,
    happened:
      `${beganWhen(draft)}, under v${culprit.version}. The app has ` +
      `been healthy since ${time(healthyAt)}, on ${named(release?.version ?? null)} with the ` +
      `code and config vars of v${target.version}.`,
    evidence: [
      ...readingLines(draft.facts.reading),
      ...tollLines(draft),
      ...culpritLines(draft, intent),
      ...versionLines(draft, target.version).map((line) => `Went back to: ${line}`),
    ],
    done: [
      `v${culprit.version} is marked bad: lastgood never goes back to it.`,
      'The incident is closed.',
    ],
    next: [
      `Find the cause: ${logsCommand(draft)}`,
      ...overMade(draft, intent),
      'Fix forward. A rollback lasts only until the next push or promotion, and one of the bad ' +
        'commit brings it back.',
    ],
    undo: rollbackCommand(draft, culprit.version),
    facts: { ...intentFacts(intent), ...tollFacts(draft) },
  };
}

/** What may still come in over the release that Heroku has made of it. */
function overMade(draft: Draft, { culprit, target, release }: Intent): readonly string[] {
  const { version } = release ?? culprit;
  return mayComeOver(draft, { version, target: target.version });
}

/** What was rolled back, and what it had changed: that is where the cause is. */
function culpritLines(draft: Draft, { culprit, target }: Intent): readonly string[] {
  const entry = draft.state.ledger.find(({ id }) => id === culprit.id);
  return entry === undefined ? [] : releaseLines(draft, entry, target.version);
}
