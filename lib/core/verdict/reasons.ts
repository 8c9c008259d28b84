/** The sentences that the verdict on a release rests on. */
import { formatDuration } from '../duration.ts';
import { blockedWords } from '../guard-words.ts';
import type { Intent, LedgerEntry, State } from '../state.ts';

/** It was convicted. */
export function failed({ version }: Pick<LedgerEntry, 'version'>): string {
  return `v${version} failed its health check`;
}

/** Nobody has judged it. */
export function noVerdict({ version }: Pick<LedgerEntry, 'version'>): string {
  return `v${version} had no verdict yet`;
}

/** The open incident's last words, and what keeps the watch from seeing. */
export function troubleOf({ incident, conditions }: State): readonly string[] {
  const blind = 'blind' in conditions ? ['lastgood cannot see the app at the moment'] : [];
  const paused = 'paused' in conditions ? ['rollbacks of the app are paused'] : [];
  return [...(incident === null ? [] : [incident.headline]), ...blind, ...paused];
}

/** The row of sick readings that lasts; none: nothing. */
export function lastSeen({ evidence }: State, now: number): readonly string[] {
  const { sickLast, sickInARow } = evidence;
  if (sickLast === null || sickInARow === 0) return [];
  const ago = formatDuration(Math.max(0, now - sickLast.at));
  const row =
    sickInARow === 1 ? 'one sick reading' : `${sickInARow} sick readings in a row, the last one`;
  return [`${row} ${ago} ago: ${sickLast.came}`];
}

/** How far its watch is, and what was seen. */
export function watched(
  { version }: Pick<LedgerEntry, 'version'>,
  { situation, evidence }: State,
  now: number,
): string {
  const { healthy, sick, unknown } = evidence.window ?? { healthy: 0, sick: 0, unknown: 0 };
  const left = 'until' in situation ? Math.max(0, (situation.until ?? now) - now) : 0;
  const seen = `${healthy} healthy, ${sick} sick, ${unknown} unknown`;
  const how = left === 0 ? 'until enough was seen' : `for ${formatDuration(left)} more`;
  return `v${version} is watched ${how}: ${seen}`;
}

/** Whether it came in a maintenance window that is still open; none: it did not. */
export function inWindow(
  { version }: Pick<LedgerEntry, 'version'>,
  { untold }: State,
): readonly string[] {
  const came = untold.some(({ release, over }) => release === version && !over);
  return came ? [`v${version} came in a maintenance window, and is judged after it`] : [];
}

/** What stands in the way of a rollback, guard by guard. */
export function inTheWay({ situation }: State): readonly string[] {
  const guards = situation.name === 'held' ? situation.guards : [];
  return guards.map((name) => `in the way [${name}]: ${blockedWords(name)}`);
}

/** What was sent cannot be called back, so whoever stops waiting has to know of it. */
export function underWay({ target, sends, release }: Intent): string {
  return sends > 0 || release !== null
    ? `a rollback to v${target.version} was sent to Heroku and is not live yet`
    : `a rollback to v${target.version} was decided and has not been sent`;
}

/** What runs in a release's place; `next` null: that is not known. */
export function placeTaken(
  { version }: Pick<LedgerEntry, 'version'>,
  next: LedgerEntry | null,
): string {
  if (next === null) return `another release has taken the place of v${version}`;
  const by = next.userEmail === null ? '' : ` by ${next.userEmail}`;
  return `v${next.version}${by} ("${next.description}") has taken the place of v${version}`;
}
