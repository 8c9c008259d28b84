/** Phrases that the alerts share. They are read by somebody who was asleep a minute ago. */
import { type Draft, hiddenSince, type Spoken, sickSince } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { limits } from '../limits.ts';
import type { Reading } from '../reading.ts';
import { currentRelease, type Evidence, type Intent, type Toll } from '../state.ts';
import { slowMs, tollOf } from '../toll.ts';
import { releaseLines } from './release-words.ts';
import { time } from './time.ts';

/** `v42 has been failing since 2026-11-23 17:41:25 UTC (2 min ago).` */
export function failingText(draft: Draft, version: number | null): string {
  const name = version === null ? 'The release' : `v${version}`;
  return `${name} has been failing ${sinceWhen(draft)}.`;
}

/** `since 2026-11-23 17:41:25 UTC (2 min ago)`; `at the latest`, if the beginning was hidden. */
export function sinceWhen(draft: Draft): string {
  const since = sickSince(draft);
  const ago = formatDuration(Math.max(0, draft.now - since));
  return `since ${time(since)}${atTheLatest(draft)} (${ago} ago)`;
}

/** `The trouble began at 2026-11-23 17:41:25 UTC`, and `at the latest`, if that was hidden. */
export function beganWhen(draft: Draft): string {
  return `The trouble began at ${time(sickSince(draft))}${atTheLatest(draft)}`;
}

/** How long it has lasted until then: `at least` so long, where its beginning was hidden. */
export function lastedUntil(draft: Draft, end: number): string {
  const least = hiddenSince(draft) === undefined ? '' : 'at least ';
  return `${least}${formatDuration(Math.max(0, end - sickSince(draft)))}`;
}

/** Of what began unseen no time is made up. */
function atTheLatest(draft: Draft): string {
  const hidden = hiddenSince(draft);
  if (hidden === undefined) return '';
  return ` at the latest, as Heroku's maintenance page hid the beginning from ${time(hidden)} on`;
}

/** What was expected, what came, and how long each part of the probe took. */
export function readingLines(reading: Reading): readonly string[] {
  const cause = reading.cause === null ? '' : ` (${reading.cause})`;
  return [
    `GET ${reading.url}`,
    `Expected: ${reading.expected}`,
    `Came${cause}: ${reading.came}`,
    `Timing: ${phasesLine(reading)}`,
  ];
}

function phasesLine({ phases }: Reading): string {
  const parts = [
    ['dns', phases.dnsMs],
    ['connect', phases.connectMs],
    ['tls', phases.tlsMs],
    ['headers', phases.headersMs],
    ['body', phases.bodyMs],
    ['total', phases.totalMs],
  ] as const;
  return parts
    .flatMap(([name, ms]) => (ms === null ? [] : [`${name} ${Math.round(ms)} ms`]))
    .join(', ');
}

/**
 * The evidence of a conviction: the row, this reading, the release and what it changed since
 * `good` (left out: the last good one), Heroku's dynos.
 */
export function evidenceLines(draft: Draft, good?: number): readonly string[] {
  const current = currentRelease(draft.state);
  const row = rowLines(draft.state.evidence);
  const release = current === null ? [] : releaseLines(draft, current, good);
  const reading = readingLines(draft.facts.reading);
  return [...row, ...reading, ...tollLines(draft), ...release, ...dynoLines(draft)];
}

function rowLines({ sickInARow, sickFirst, sickLast }: Evidence): readonly string[] {
  if (sickFirst === null || sickLast === null) return [];
  if (sickInARow === 1) return [`1 sick reading, at ${time(sickFirst.at)}`];
  return [
    `${sickInARow} sick readings in a row over ${formatDuration(sickLast.at - sickFirst.at)}`,
  ];
}

/** Our probes since the release became current, lost and slow ones: one line, or none. */
export function tollLines(draft: Draft): readonly string[] {
  const toll = tollOf(draft.state);
  if (toll === null || toll.made === 0) return [];
  const { since, made, lost, slow } = toll;
  const slower = `${slow} took longer than ${formatDuration(slowMs(draft.app))}`;
  const counts = `lost ${lost} of ${made}${whenLost(toll)}, ${slower}`;
  return [`Our probes since ${time(since)}: ${counts}${prebootWords(toll)}`];
}

/** ` over 21 s (… to …)`, or ` at …`, or nothing where none was lost. */
function whenLost({ firstLostAt, lastLostAt }: Toll): string {
  if (firstLostAt === null || lastLostAt === null) return '';
  if (firstLostAt === lastLostAt) return ` at ${time(firstLostAt)}`;
  const over = formatDuration(lastLostAt - firstLostAt);
  return ` over ${over} (${time(firstLostAt)} to ${time(lastLostAt)})`;
}

/** `; preboot is off`, or nothing where nobody knows. */
export function prebootWords({ preboot }: Toll): string {
  return preboot === null ? '' : `; preboot is ${preboot ? 'on' : 'off'}`;
}

/** Every web dyno, its state and the release that it runs: one line. */
export function dynoLines(draft: Draft): readonly string[] {
  const dynos = (draft.facts.heroku?.dynos ?? []).filter((dyno) => dyno.type === 'web');
  if (dynos.length === 0) return [];
  const each = dynos.map(
    ({ name, state, releaseVersion }) =>
      `${name} ${state}${releaseVersion === null ? '' : ` on v${releaseVersion}`}`,
  );
  return [`Dynos: ${each.join(', ')}`];
}

/** A command within a sentence: marked, so that no line is broken in it and it can be copied. */
export function command(text: string): string {
  return `\`${text}\``;
}

/** Where to look for the cause. */
export function logsCommand(draft: Draft): string {
  return command(`heroku logs -n 200 -a ${draft.app.name}`);
}

/** What shows the app's releases. */
export function releasesCommand(draft: Draft): string {
  return command(`heroku releases -a ${draft.app.name}`);
}

/** What makes a release's code and config vars live again. */
export function rollbackCommand(draft: Draft, version: number): string {
  return `heroku rollback v${version} -a ${draft.app.name}`;
}

/** The three releases of a rollback, for machines. */
export function intentFacts({ culprit, target, release }: Intent): Spoken['facts'] & object {
  return {
    culprit: culprit.version,
    target: target.version,
    rollback: release?.version ?? null,
  };
}

/** The release that Heroku made of a rollback. */
export function madeName({ release }: Intent): string {
  return release === null ? 'release' : `v${release.version}`;
}

/** A release in a sentence. */
export function named(version: number | null): string {
  return version === null ? 'the release' : `v${version}`;
}

/** What the adapters and the guards say, as a sentence of its own. */
export function sentence(text: string): string {
  const begun = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?`]$/.test(begun) ? begun : `${begun}.`;
}

/** `shop, blog and 3 more`, within `limits.groupedNamesMax`. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, limits.groupedNamesMax).join(', ');
  const more = names.length - limits.groupedNamesMax;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
