import { expect, test } from 'vitest';
import type { Clock } from '../../../lib/adapters/clock.ts';
import { runSchedule } from '../../../lib/local/host/schedule.ts';

/** Runs a schedule of 50 ms on a clock of its own and tells when each call began. */
async function beginnings(durationsMs: readonly number[]): Promise<readonly number[]> {
  let time = 0;
  const stopping = new AbortController();
  const clock: Clock = {
    now: () => time,
    monotonic: () => time,
    sleep: async (ms) => {
      time += ms;
    },
  };
  const began: number[] = [];
  await runSchedule({ everyMs: 50, clock, signal: stopping.signal }, async () => {
    began.push(time);
    time += durationsMs[began.length - 1] ?? 0;
    if (began.length === durationsMs.length) stopping.abort();
  });
  return began;
}

test.each([
  ['the beat is kept however long a call takes within it', [30, 10, 49, 0], [0, 50, 100, 150]],
  [
    'a call that is slower than the beat is followed right away',
    [70, 70, 10, 0],
    [0, 70, 140, 190],
  ],
  ['what a very slow call missed is not made up for', [500, 0, 0], [0, 500, 550]],
])('%s', async (_name, durationsMs, expected) => {
  expect(await beginnings(durationsMs)).toEqual(expected);
});
