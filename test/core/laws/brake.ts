/** What other apps say against a rollback, as questions about a played film. */
import { hour, minute } from '../film.ts';
import type { Frame, RandomFilm } from './random-film.ts';
import { eachEffect, type Law } from './walk.ts';

/** S10: no app without a release of its own went sick within five minutes of this one. */
export const correlationLaw: Law = (played) =>
  eachEffect(played, (frame, index) => {
    const since = sickSince(played, frame, index);
    const together = (frame.others?.sick ?? []).find(
      (other) => Math.abs(other.since - since) <= 5 * minute,
    );
    if (together === undefined) return null;
    const released = together.releasedAt !== null && together.since - together.releasedAt <= hour;
    return released ? null : `${together.app} went sick ${together.since - since} ms after it`;
  });

/** S10: a sweep looked at the others since this one went sick, or none came for two minutes. */
export const sweptLaw: Law = (played) =>
  eachEffect(played, (frame, index) => {
    const since = sickSince(played, frame, index);
    const sweptAt = frame.others?.sweptAt ?? 0;
    const waitedMs = frame.at - since;
    return sweptAt >= since || waitedMs >= 2 * minute ? null : `nobody looked for ${waitedMs} ms`;
  });

/** The beginning of the incident, of the flapping, or of the present row, whichever there is. */
function sickSince({ frames }: RandomFilm, frame: Frame, index: number): number {
  const { incident, conditions } = frame.before;
  const earlier = incident?.openedAt ?? conditions['flapping'];
  if (earlier !== undefined) return earlier;
  let since = frame.at;
  for (const { verdict, at, current } of frames.slice(0, index + 1).reverse()) {
    if (verdict === null || verdict === 'unknown') continue;
    if (verdict === 'healthy' || since - at > 3 * minute || current?.id !== frame.current?.id)
      break;
    since = at;
  }
  return since;
}
