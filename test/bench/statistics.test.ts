import { expect, test } from 'vitest';
import { pairwise, spreadOf } from '../../bench/statistics.ts';

test('takes the middle figure of an odd count, whatever their order, and as numbers', () => {
  expect(spreadOf([100, 9, 20])).toEqual({ min: 9, median: 20, max: 100 });
});

test('takes the mean of the two middle figures of an even count', () => {
  expect(spreadOf([4, 1, 2, 8])).toEqual({ min: 1, median: 3, max: 8 });
});

test('refuses to tell the spread of nothing', () => {
  expect(() => spreadOf([])).toThrow(RangeError);
});

test('compares what was measured side by side, and drops what has no partner', () => {
  expect(pairwise([6, 8, 9], [2, 4], (left, right) => left / right)).toEqual([3, 2]);
});
