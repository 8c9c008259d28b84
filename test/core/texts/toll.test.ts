import { expect, test } from 'vitest';
import type { Toll } from '../../../lib/core/state.ts';
import { tollAdvice, tollFacts, tollHeadline } from '../../../lib/core/texts/toll.ts';
import { withToll } from './drafts.ts';

const toll: Toll = {
  ...{ since: 0, made: 220, lost: 14, slow: 2 },
  ...{ firstLostAt: 60_000, lastLostAt: 81_000, preboot: false },
};

test.each<[Toll | null, string]>([
  [null, ''],
  [{ ...toll, lost: 0, firstLostAt: null, lastLostAt: null }, ''],
  [toll, '; lost 14 of 220 probes over 21 s; preboot is off'],
  [{ ...toll, preboot: true }, '; lost 14 of 220 probes over 21 s; preboot is on'],
  [{ ...toll, preboot: null }, '; lost 14 of 220 probes over 21 s'],
  [{ ...toll, lost: 1, lastLostAt: 60_000 }, '; lost 1 of 220 probes; preboot is off'],
])('%j is told at the end of a headline', (cost, words) => {
  expect(tollHeadline(cost)).toBe(words);
});

test.each<[Partial<Toll> | null, readonly string[]]>([
  [null, []],
  [{ lost: 0 }, []],
  [
    { preboot: true },
    ['Preboot is on, so something else than booting lost them: `heroku logs -n 200 -a my-shop`'],
  ],
  [
    { preboot: false },
    [
      'To lose none next time, on Standard or Performance dynos: ' +
        '`heroku features:enable preboot -a my-shop`',
    ],
  ],
  [{ preboot: null }, ['Look at why they were lost: `heroku logs -n 200 -a my-shop`']],
])('%j is answered with what to do about it', (cost, advice) => {
  expect(tollAdvice(withToll(cost))).toEqual(advice);
});

test('machines get the counts, if anything was counted', () => {
  expect(tollFacts(withToll({}))).toEqual({ probesMade: 115, probesLost: 3, probesSlow: 1 });
  expect(tollFacts(withToll(null))).toEqual({});
});
