/** What real time decides is tried again where this machine stood still meanwhile. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A process that is held up for longer proves nothing of a bound of a second or two. */
const stallMsMax = 300;

/**
 * Makes the attempt until this process was not held up in it; what came of that one counts. It is
 * for what an emulator or another process measures itself: where a clock can be given, give one.
 */
export async function undisturbed<T>(attempt: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  for (;;) {
    delay.reset();
    delay.enable();
    const [outcome] = await Promise.allSettled([attempt()]);
    delay.disable();
    if (delay.max / 1_000_000 > stallMsMax) continue;
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }
}
