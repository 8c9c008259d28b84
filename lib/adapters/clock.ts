import { performance } from 'node:perf_hooks';

/** Time as an argument: the only way in which the code learns of it or waits for it. */
export type Clock = {
  /** Epoch milliseconds: to tell when. It may jump; never measure with it. */
  now(): number;
  /** Milliseconds that only grow: to measure how long. */
  monotonic(): number;
  /**
   * Waits. An aborted signal ends the wait early and the promise resolves all the same: to be
   * stopped is no failure, so whoever gave the signal looks at it.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    for (let left = ms; left > 0 && !signal?.aborted; left -= timerMsMax) {
      await sleepOnce(Math.min(left, timerMsMax), signal);
    }
  },
};

/** Node fires a timer that is longer than a signed 32-bit number at once; a long wait is cut up. */
const timerMsMax = 2 ** 31 - 1;

function sleepOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    }
  });
}
