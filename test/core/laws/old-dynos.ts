/** What dynos of another release answer is held neither for nor against the one that runs. */
import { limits } from '../../../lib/core/limits.ts';
import type { State } from '../../../lib/core/state.ts';
import { eachFrame, type Law } from './walk.ts';

/** Nothing is counted in a look that saw old dynos up, as long as there is time for them to go. */
export const oldDynosLaw: Law = (played) =>
  eachFrame(played, ({ before, after, at, verdict, dynos, current }) => {
    const { name } = after.situation;
    const watched = name === 'watching' || name === 'verifying';
    const same = before.situation.name === name && before.currentId === after.currentId;
    const read = after.releasesReadAt === at && dynos !== null && verdict === 'sick';
    if (!watched || !same || !read || after.currentId !== current?.id) return null;
    const seenAt = after.ledger.find(({ id }) => id === after.currentId)?.seenAt ?? 0;
    const { watchMs, warmupMs } = played.film.app;
    const mostMs = (warmupMs ?? limits.warmupSlowMs) + 2 * watchMs;
    if (at - seenAt > Math.min(mostMs, 10 * 60_000)) return null;
    const old = dynos.some(
      ({ state, releaseVersion }) => state === 'up' && releaseVersion !== current.version,
    );
    return old && counted(after) > counted(before) ? 'an old dyno’s answer was counted' : null;
  });

function counted({ evidence }: State): number {
  const { window, sickInARow, healthyInARow } = evidence;
  return sickInARow + healthyInARow + (window?.sick ?? 0) + (window?.healthy ?? 0);
}
