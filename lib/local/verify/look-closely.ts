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
  /** True while Heroku may show a release that the state does not know yet. */
  readonly isNewsDue: (state: State) => boolean;
};

/**
 * Looks at once and then every few seconds; once in a sweep's time while it is held by what others
 * have to lift. A look that has begun is seen through, also when it is told to stop: what it sent
 * to Heroku must not be left without a word.
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
    news = until.isNewsDue(state);
    const everyMs = state.situation.name === 'held' && !look.close ? sweepMs : watchMs;
    const restMs = everyMs - (clock.monotonic() - beganAt);
    await clock.sleep(Math.max(0, Math.min(restMs, leftMs)), until.signal);
    if (until.signal.aborted) return state;
  }
}
