/** What is said of a release that has just become current. */
import type { Draft, Spoken } from '../draft.ts';
import { rolledBackTo } from '../release-kind.ts';
import { currentRelease, type LedgerEntry } from '../state.ts';
import { command, named, releasesCommand } from './common.ts';
import { cameOver } from './older-pending.ts';
import { releaseLine, releaseLines } from './release-words.ts';
import { time } from './time.ts';

/**
 * A new release runs. Known bad code, or a release that no baseline stands behind, is a warning.
 */
export function releaseDetected(draft: Draft): Spoken {
  const entry = currentRelease(draft.state);
  const { seen = [], done, ...words } = detectionOf(draft, entry);
  return {
    ...words,
    happened:
      'A new release became current at Heroku; it was first seen at ' +
      `${time(entry?.seenAt ?? draft.now)}.${cameOver(entry, draft.state.ledger[1])}`,
    evidence: [...(entry === null ? [] : releaseLines(draft, entry)), ...seen],
    done: [done],
    undo: null,
    facts: { release: entry?.version ?? null, change: entry?.kind ?? null },
  };
}

type Detection = Pick<Spoken, 'kind' | 'severity' | 'headline' | 'next'> & {
  readonly done: string;
  readonly seen?: readonly string[];
};

function detectionOf(draft: Draft, entry: LedgerEntry | null): Detection {
  const name = named(entry?.version ?? null);
  const watched = entry?.attributable ?? false;
  const done = watched ? 'Its warm-up and a close watch have begun.' : whyNotBlamed(name);
  const bad = entry === null ? undefined : knownBad(draft, entry);
  if (bad !== undefined) {
    return {
      kind: 'known-bad-redeployed',
      severity: 'warning',
      headline: `${name} has the code of v${bad.version}, which was found bad before`,
      seen: [`Found bad before: ${releaseLine(bad, draft.now)}`],
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
    next: [
      'Look after it yourself: if it turns out bad, you are told, and it is for you to go back.',
      `See what there is to go back to: ${releasesCommand(draft)}`,
      `Go back to one of them: ${command(`heroku rollback vN -a ${draft.app.name}`)}`,
    ],
  };
}

function whyNotBlamed(name: string): string {
  return (
    `The app was not seen healthy right before ${name}, or ${name} is its first release: ` +
    'lastgood watches and tells, and does not act.'
  );
}

function knownBad(draft: Draft, entry: LedgerEntry): LedgerEntry | undefined {
  if (entry.kind !== 'deploy') return undefined;
  return draft.state.ledger.find(
    (other) =>
      other.id !== entry.id &&
      other.verdict === 'bad' &&
      other.kind !== 'config' &&
      other.artifact !== null &&
      other.artifact === entry.artifact,
  );
}
