/** S10: apps that went sick together have a cause in common, and no rollback mends that. */
import { formatDuration } from './duration.ts';
import { limits } from './limits.ts';
import type { Others } from './others.ts';
import type { SickApp } from './pulse.ts';

/**
 * Why the app's sickness looks like everybody's; null: it does not. What counts is when a sickness
 * began, so that an app that has been down for days holds nobody up. Apps that all had a release
 * right before (one repository, many apps) are no such case: each was well before its own, and
 * they are rolled back one at a time.
 */
export function correlation(own: SickApp, others: Others): string | null {
  const together = beganWithin(limits.correlationMs, own, others);
  if (together.length > 0 && unreleased(own, together).length > 0) {
    return reasonOf(own, together, `within ${formatDuration(limits.correlationMs)} of it`);
  }
  const wave = beganWithin(limits.correlationWaveMs, own, others);
  const sick = wave.length + 1;
  const most = sick >= limits.correlationAppsMin && sick > others.fleet / 2;
  return most && unreleased(own, wave).length > 0
    ? reasonOf(own, wave, `too, ${sick} of ${others.fleet} apps in all`)
    : null;
}

function beganWithin(withinMs: number, own: SickApp, { sick }: Others): readonly SickApp[] {
  return sick.filter((other) => apartMs(own, other) <= withinMs);
}

/** How far apart they began at least: what maintenance hid can have begun at any moment of it. */
function apartMs(own: SickApp, other: SickApp): number {
  return Math.max(0, earliest(own) - other.since, earliest(other) - own.since);
}

function earliest({ since, hiddenSince = since }: SickApp): number {
  return hiddenSince;
}

/** Those of them, the app itself included, that nobody had just released. */
function unreleased(own: SickApp, others: readonly SickApp[]): readonly SickApp[] {
  return [own, ...others].filter(
    ({ since, releasedAt }) =>
      releasedAt === null || since - releasedAt > limits.correlationReleaseMs,
  );
}

function reasonOf(own: SickApp, others: readonly SickApp[], when: string): string {
  const without = listOf(unreleased(own, others));
  const before = formatDuration(limits.correlationReleaseMs);
  const isHidden = [own, ...others].some((app) => earliest(app) < app.since);
  const hidden = isHidden ? ' as far as maintenance let anybody see,' : '';
  return (
    `${listOf(others)} went sick ${when},${hidden} ` +
    `and ${without} had no release in the ${before} before; ` +
    'that looks like one cause that they share, so look first at their databases, add-ons and ' +
    'the services that they call'
  );
}

/** `blog, search and 3 more`. */
function listOf(apps: readonly SickApp[]): string {
  const names = apps.map(({ app }) => app).slice(0, limits.correlationNamesMax);
  const more = apps.length - names.length;
  const parts = more > 0 ? [...names, `${more} more`] : names;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
