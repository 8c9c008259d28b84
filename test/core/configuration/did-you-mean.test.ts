import { expect, test } from 'vitest';
import { didYouMean } from '../../../lib/core/configuration/did-you-mean.ts';

const known = ['health', 'headers', 'timeout', 'within', 'watch', 'warmup', 'json', 'lacks'];

test.each([
  ['heath', 'health'],
  ['halth', 'health'],
  ['healht', 'health'],
  ['Header', 'headers'],
  ['time-out', 'timeout'],
  ['TIMEOUT', 'timeout'],
  ['warm_up', 'warmup'],
  ['wacth', 'watch'],
  ['jsn', 'json'],
  ['lack', 'lacks'],
])('%s is meant to be %s', (word, expected) => {
  expect(didYouMean(word, known)).toBe(expected);
});

test.each(['frobnicate', 'x', '', 'alert', 'regions'])('%s is near to nothing', (word) => {
  expect(didYouMean(word, known)).toBeNull();
});
