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
  // A letter more, a letter less, two that are swapped, and two slips of a long word.
  ['healthy', 'health'],
  ['watc', 'watch'],
  ['tiemuot', 'timeout'],
  ['helath', 'health'],
  ['İtimeout', 'timeout'],
])('%s is meant to be %s', (word, expected) => {
  expect(didYouMean(word, known)).toBe(expected);
});

test.each([
  'frobnicate',
  'x',
  '',
  'alert',
  'regions',
  'chwat',
  'hctaw',
  'js',
  'wotcy',
  'wxych',
  'wtxch',
  'wxach',
  'wacty',
])('%s is near to nothing', (word) => {
  expect(didYouMean(word, known)).toBeNull();
});
