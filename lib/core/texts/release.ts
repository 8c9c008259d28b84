/** What is said about releases: detected, judged, superseded, stuck, failed. */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { limits } from '../limits.ts';
import type { Release } from '../release.ts';
import { currentRelease, type LedgerEntry } from '../state.ts';
import { logsCommand, releaseLine, time } from './common.ts';

/** A new release runs. Where its code is known to be bad, or no baseline stands behind it, this is a warning. */
export function releaseDetected(draft: Draft): Spoken {
  const entry = currentRelease(draft.state);
  const version = entry === null ? '' : `v${entry.version}`;
  const bad = entry !== null && isKnownBad(draft, entry);
  const blamable = entry?.attributable ?? false;
  const kind = bad
    ? 'known-bad-redeployed'
    : blamable
      ? 'release-detected'
      : 'watch-without-baseline';
  const words = bad
    ? 'has the code of a release that was rolled back before'
    : blamable
      ? 'is live and being watched'
      : 'is live; it cannot be blamed, so it will not be rolled back';
  return {
    kind,
    severity: bad || !blamable ? 'warning' : 'info',
    headline: `${version} ${words}`,
    happened: `A new release became current at Heroku; it was first seen at ${time(draft.now)}.`,
    evidence: entry === null ? [] : [releaseLine(entry, draft.now)],
    done: [blamable ? 'Warm-up and a close watch have begun.' : whyNotBlamed(version)],
    next: bad ? ['Stop the pipeline that deploys this commit, and fix forward.'] : [],
    undo: null,
    facts: { release: entry?.version ?? null, change: entry?.kind ?? null },
  };
}

function whyNotBlamed(version: string): string {
  return `The app was not seen healthy right before ${version}, or it is a first release: lastgood watches and alerts, and does not act.`;
}

function isKnownBad(draft: Draft, entry: LedgerEntry): boolean {
  return (
    entry.kind === 'deploy' &&
    draft.state.ledger.some(
      (other) =>
        other.id !== entry.id &&
        other.verdict === 'bad' &&
        other.kind !== 'config' &&
        other.artifact !== null &&
        other.artifact === entry.artifact,
    )
  );
}

/** The watch is over and the release is a good one: from now on it can be gone back to. */
export function releaseGood(draft: Draft, entry: LedgerEntry): Spoken {
  const { window } = draft.state.evidence;
  const counted = `${window?.healthy ?? 0} healthy, ${window?.sick ?? 0} sick, ${window?.unknown ?? 0} unknown readings`;
  return {
    kind: 'release-good',
    severity: 'info',
    headline: `v${entry.version} is good`,
    happened: `v${entry.version} was watched for ${formatDuration(draft.app.watchMs)} and is good.`,
    evidence: [counted, releaseLine(entry, draft.now)],
    done: [`v${entry.version} is now the release to go back to.`],
    next: [],
    undo: null,
    facts: { release: entry.version },
  };
}

/** Too little was seen for a verdict. */
export function releaseInconclusive(draft: Draft, entry: LedgerEntry): Spoken {
  const { window } = draft.state.evidence;
  return {
    kind: 'release-inconclusive',
    severity: 'warning',
    headline: `v${entry.version} has no verdict: too few or too mixed readings`,
    happened: `The watch of v${entry.version} ended without enough healthy readings to call it good.`,
    evidence: [
      `${window?.healthy ?? 0} healthy, ${window?.sick ?? 0} sick, ${window?.unknown ?? 0} unknown readings; ${limits.provenReadingsMin} are needed, nine in ten of them healthy`,
      releaseLine(entry, draft.now),
    ],
    done: ['Nothing was rolled back. The app goes on being watched.'],
    next: [`Look at the app: ${logsCommand(draft)}`],
    undo: null,
    facts: { release: entry.version },
  };
}

/** Somebody's newer release has taken over an open incident. */
export function superseded(before: Draft, draft: Draft): Spoken {
  const entry = currentRelease(draft.state);
  const old = before.state.incident?.headline ?? 'the open incident';
  return {
    kind: 'superseded',
    severity: 'resolved',
    headline: `v${entry?.version ?? '?'} has replaced the release of the open incident`,
    happened: `A newer release became current while an incident was open ("${old}"). The incident is closed.`,
    evidence: entry === null ? [] : [releaseLine(entry, draft.now)],
    done: ['lastgood stands down and watches the new release afresh.'],
    next: [],
    undo: null,
    facts: { release: entry?.version ?? null },
  };
}

/** A release command failed: the new code never ran. */
export function releasePhaseFailed(draft: Draft, failed: Release, current: Release): Spoken {
  return {
    kind: 'release-phase-failed',
    severity: 'warning',
    headline: `release v${failed.version} failed; v${current.version} is still live`,
    happened: `Release v${failed.version} ("${failed.description}") failed before it became current, most likely in its release command.`,
    evidence: [`v${current.version} is the current release.`],
    done: ['Nothing: rolling back would replace the release that works.'],
    next: [
      `Read what the release command said: heroku releases:output v${failed.version} -a ${draft.app.name}`,
    ],
    undo: null,
    facts: { release: failed.version },
  };
}

/** A release has been pending for longer than Heroku lets a release command run. */
export function releaseStuck(draft: Draft, release: Release): Spoken {
  const age = formatDuration(draft.now - release.createdAt);
  return {
    kind: 'release-stuck',
    severity: 'warning',
    headline: `release v${release.version} has been pending for ${age}`,
    happened: `Release v${release.version} ("${release.description}") is neither live nor failed after ${age}. Heroku ends release commands after an hour.`,
    evidence: [],
    done: ['It no longer keeps lastgood from acting.'],
    next: [`Look at it: heroku releases:info v${release.version} -a ${draft.app.name}`],
    undo: null,
    facts: { release: release.version },
  };
}

/** The version endpoint never answered under the new release. */
export function versionUnread(draft: Draft, entry: LedgerEntry): Spoken {
  return versionWarning(draft, entry, {
    kind: 'version-unread',
    headline: `v${entry.version}: the version endpoint did not answer`,
    happened: `${draft.app.version} gave no healthy answer during the watch, so nothing shows that the new code runs.`,
    evidence: [],
  });
}

/** The version endpoint says the same as before although other code was deployed. */
export function versionUnchanged(draft: Draft, entry: LedgerEntry, before: LedgerEntry): Spoken {
  return versionWarning(draft, entry, {
    kind: 'version-unchanged',
    headline: `v${entry.version}: the version endpoint still says what it said under v${before.version}`,
    happened: `v${entry.version} brought other code than v${before.version}, and ${draft.app.version} answers the same.`,
    evidence: [`Both: "${entry.versionBody ?? ''}"`],
  });
}

/** The version endpoint names a commit, and it is not the one that was deployed. */
export function versionMismatch(draft: Draft, entry: LedgerEntry): Spoken {
  return versionWarning(draft, entry, {
    kind: 'version-mismatch',
    headline: `v${entry.version}: the version endpoint names another commit`,
    happened: `Heroku deployed commit ${entry.commit ?? '?'}, and ${draft.app.version} names another.`,
    evidence: [`Came: "${entry.versionBody ?? ''}"`],
  });
}

function versionWarning(
  draft: Draft,
  entry: LedgerEntry,
  words: Pick<Spoken, 'kind' | 'headline' | 'happened' | 'evidence'>,
): Spoken {
  return {
    ...words,
    evidence: [...words.evidence, releaseLine(entry, draft.now)],
    severity: 'warning',
    done: ['Nothing was rolled back: the app is healthy.'],
    next: [
      'Check that the deploy built the commit you meant, and that nothing caches the endpoint.',
    ],
    undo: null,
    facts: { release: entry.version },
  };
}
