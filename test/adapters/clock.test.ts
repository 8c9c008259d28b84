import { expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';

test('a sleep really takes its time', async () => {
  const before = systemClock.monotonic();
  await systemClock.sleep(20);
  expect(systemClock.monotonic() - before).toBeGreaterThanOrEqual(19);
});

test('now is the time of day in milliseconds', () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test('a signal ends a sleep early, without a failure', async () => {
  const controller = new AbortController();
  const sleep = systemClock.sleep(60_000, controller.signal);
  controller.abort();
  await expect(sleep).resolves.toBeUndefined();
});

test('a signal that was given already lets nobody sleep', async () => {
  await expect(systemClock.sleep(60_000, AbortSignal.abort())).resolves.toBeUndefined();
});

test('a sleep that is longer than a timer can count does not end at once', async () => {
  const controller = new AbortController();
  let ended = false;
  const sleep = systemClock.sleep(2 ** 31, controller.signal).then(() => {
    ended = true;
  });
  await systemClock.sleep(20);
  expect(ended).toBe(false);
  controller.abort();
  await sleep;
});

test('a finished sleep leaves no listener on its signal', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    listeners += 1;
    add(...given);
  };
  signal.removeEventListener = (...given: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...given);
  };
  await systemClock.sleep(1, signal);
  expect(listeners).toBe(0);
});
