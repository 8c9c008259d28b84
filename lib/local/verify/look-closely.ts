/** The close look of one command: real looks at one app, until what they brought is enough. */
import type { App } from '../../core/app.ts';
import type { State } from '../../core/state.ts';
import { appKey } from '../../reconcile/memory.ts';
import { reconcile } from '../../reconcile.ts';
import type { World } from '../../world.ts';

/** Until when, and what is enough. `deadline` is on the monotonic clock, in milliseconds. */
export type LookUntil = {
  readonly deadline: (state: State) => number;
  readonly signal: AbortSignal;
  readonly isEnough: (state: State) => boolean;
};

/**
 * Looks at once and then as often as the situation asks for: every few seconds while it deserves a
 * close look, else once in a sweep's time. A look that has begun is seen through, also when it is
 * told to stop: what it sent to Heroku must not be left without a word.
 */
export async function lookClosely(world: World, app: App, until: LookUntil): Promise<State> {
  const { clock, configuration, store } = world;
  const { watchMs, sweepMs } = configuration.cadence;
  // Nobody can pause what lives in this process only.
  const pause = { app: null, fleet: null };
  for (let news = true; ; ) {
    const beganAt = clock.monotonic();
    const item = await store.load(appKey(app.name));
    const wake = { news, listed: true, lastHealthyAt: null, pause };
    const look = await reconcile(world, app, { item, wake });
    const { state } = look;
    const leftMs = until.deadline(state) - clock.monotonic();
    if (until.isEnough(state) || leftMs <= 0 || until.signal.aborted) return state;
    if (state.releasesReadAt !== null) news = false;
    const everyMs = look.close || state.situation.name === 'unarmed' ? watchMs : sweepMs;
    const restMs = everyMs - (clock.monotonic() - beganAt);
    await clock.sleep(Math.max(0, Math.min(restMs, leftMs)), until.signal);
    if (until.signal.aborted) return state;
  }
}
