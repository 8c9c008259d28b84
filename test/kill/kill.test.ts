import { describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { killOnce } from './kill-once.ts';
import { steps } from './steps.ts';

/** A POST of which nobody knows is sent again after a minute. */
const timeout = 170_000;

describe('killed and started again it rolls back once, and says everything', () => {
  test.concurrent.each(steps)(
    'killed: $name',
    async ({ moment, is, ...story }) => {
      const killed = await killOnce(moment, story);
      expect(is(killed), JSON.stringify(killed)).toBe(true);
    },
    timeout,
  );

  test.concurrent.each([150, 900, 1_700])(
    'killed %i ms after the bad release',
    async (ms) => {
      await killOnce(() => systemClock.sleep(ms));
    },
    timeout,
  );
});
