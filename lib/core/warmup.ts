/** The time in which a fresh release boots: its readings are seen and not scored. */
import type { App } from './app.ts';
import type { HerokuFacts } from './facts.ts';
import { limits } from './limits.ts';
import type { Dyno } from './release.ts';

/** How long a warm-up lasts, and whether it may end early, as soon as all web dynos are up. */
export type Warmup = { readonly durationMs: number; readonly early: boolean };

/**
 * A warm-up that the user chose lasts exactly as long. Else it lasts until the dynos are up and 75
 * s at most; with preboot and in a Private Space the old dynos go on answering, so there it lasts
 * 240 s, whatever the dynos say; and also where preboot could not be read, for then nobody knows
 * who answers.
 */
export function warmupOf(app: App, heroku: HerokuFacts): Warmup {
  if (app.warmupMs !== null) return { durationMs: app.warmupMs, early: false };
  const slow = heroku.preboot !== false || heroku.app.privateSpace;
  return slow
    ? { durationMs: limits.warmupSlowMs, early: false }
    : { durationMs: limits.warmupMs, early: true };
}

/**
 * The longest in which a fresh release is watched closely, warm-up and a second window included.
 */
export function closeWatchMs(app: App): number {
  return (app.warmupMs ?? limits.warmupSlowMs) + 2 * app.watchMs;
}

/** All web dynos are up on this very release. */
export function isUp(dynos: readonly Dyno[] | null, version: number): boolean {
  const web = webDynos(dynos);
  return (
    web.length > 0 && web.every((dyno) => dyno.state === 'up' && dyno.releaseVersion === version)
  );
}

/** All web dynos of this very release have crashed: that is no slow boot. */
export function isCrashed(dynos: readonly Dyno[] | null, version: number): boolean {
  const web = webDynos(dynos);
  return (
    web.length > 0 &&
    web.every((dyno) => dyno.state === 'crashed' && dyno.releaseVersion === version)
  );
}

function webDynos(dynos: readonly Dyno[] | null): readonly Dyno[] {
  return (dynos ?? []).filter((dyno) => dyno.type === 'web');
}
