/**
 * Whose dynos answer: a release that has become current is not at once what a probe reaches. While
 * dynos of the release before it still run, what they answer convicts and acquits nobody.
 */
import type { App } from './app.ts';
import { limits } from './limits.ts';
import type { Dyno } from './release.ts';
import type { LedgerEntry } from './state.ts';
import { closeWatchMs } from './warmup.ts';

/** How far Heroku has come with putting a release's dynos to work. */
export type Rollout = LedgerEntry['rollout'];

/**
 * What the dynos tell of a release; null: nothing. Once it is done it stays done: dynos that
 * restart later are the release's own. With preboot Heroku hides the old dynos, which is why the
 * warm-up is as long there as they go on answering (Dev Center: Preboot).
 */
export function rolloutOf(dynos: readonly Dyno[] | null, release: LedgerEntry): Rollout | null {
  if (release.rollout === 'done' || dynos === null) return null;
  const web = dynos.filter(({ type, releaseVersion }) => type === 'web' && releaseVersion !== null);
  if (web.length === 0) return null;
  const own = web.filter(({ releaseVersion }) => releaseVersion === release.version);
  if (web.some((dyno) => dyno.state === 'up' && !own.includes(dyno))) return 'mixed';
  const answers = own.some(({ state }) => state === 'up');
  const crashed = own.length > 0 && own.every(({ state }) => state === 'crashed');
  return answers || crashed ? 'done' : 'booting';
}

/**
 * True while a reading may speak of other code than the release's. Both waits are absolute, counted
 * from when the release was first seen: old dynos for as long as a close watch may last and ten
 * minutes at most, dynos that do not come up for as long as the slowest warm-up.
 */
export function isRollingOut(release: LedgerEntry, app: App, now: number): boolean {
  const ageMs = now - release.seenAt;
  switch (release.rollout) {
    case 'mixed':
      return ageMs <= mixedMsMax(app);
    case 'booting':
      return ageMs <= (app.warmupMs ?? limits.warmupSlowMs);
    case 'unknown':
    case 'done':
      return false;
    default:
      return release.rollout satisfies never;
  }
}

/** True when old dynos still run after all the time that was given to them. */
export function isStuck(release: LedgerEntry, app: App, now: number): boolean {
  return release.rollout === 'mixed' && now - release.seenAt > mixedMsMax(app);
}

function mixedMsMax(app: App): number {
  return Math.min(closeWatchMs(app), limits.rolloutMsMax);
}
