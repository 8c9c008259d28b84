/** What is said of a release that has just become current. */
import type { Draft, Spoken } from '../draft.ts';
import { rolledBackTo } from '../release-kind.ts';
import { currentRelease, type LedgerEntry } from '../state.ts';
import { releaseLine, time } from './common.ts';

/**
 * A new release runs. Known bad code, or a release that no baseline stands behind, is a warning.
 */
export function releaseDetected(draft: Draft): Spoken {
  const entry = currentRelease(draft.state);
  const { kind, severity, headline, done, next } = detectionOf(draft, entry);
  return {
    kind,
    severity,
    headline,
    happened: `A new release became current at Heroku; it was first seen at ${time(draft.now)}.`,
    evidence: entry === null ? [] : [releaseLine(entry, draft.now)],
    done: [done],
    next,
    undo: null,
    facts: { release: entry?.version ?? null, change: entry?.kind ?? null },
  };
}

type Detection = Pick<Spoken, 'kind' | 'severity' | 'headline' | 'next'> & {
  readonly done: string;
};

function detectionOf(draft: Draft, entry: LedgerEntry | null): Detection {
  const name = entry === null ? 'a release' : `v${entry.version}`;
  const watched = entry?.attributable ?? false;
  const done = watched ? 'Its warm-up and a close watch have begun.' : whyNotBlamed(name);
  if (entry !== null && isKnownBad(draft, entry)) {
    return {
      kind: 'known-bad-redeployed',
      severity: 'warning',
      headline: `${name} has the code of a release that was rolled back before`,
      done,
      next: ['Stop the pipeline that deploys this commit, and fix forward.'],
    };
  }
  const backTo = entry === null ? null : rolledBackTo(entry);
  if (backTo !== null) {
    return {
      kind: 'release-detected',
      severity: 'info',
      headline: `${name}, a rollback to v${backTo}, is live and being watched`,
      done: 'It is watched like any release, and never undone: it is a rollback itself.',
      next: [],
    };
  }
  if (watched) {
    const headline = `${name} is live and being watched`;
    return { kind: 'release-detected', severity: 'info', headline, done, next: [] };
  }
  return {
    kind: 'watch-without-baseline',
    severity: 'warning',
    headline: `${name} is live; it cannot be blamed, so it will not be rolled back`,
    done,
    next: [],
  };
}

function whyNotBlamed(name: string): string {
  return (
    `The app was not seen healthy right before ${name}, or ${name} is its first release: ` +
    'lastgood watches and tells, and does not act.'
  );
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
