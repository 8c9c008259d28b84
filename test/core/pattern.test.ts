import { expect, test } from 'vitest';
import { compilePattern } from '../../lib/core/pattern.ts';

test('an expression is compiled once, however often it is asked for', () => {
  const pattern = compilePattern('o+k');
  expect(pattern?.matcher('look').find()).toBe(true);
  expect(compilePattern('o+k')).toBe(pattern);
});

test.each(['(', '(?=x)', '(a)\\1', '*'])('%s is no RE2 expression', (expression) => {
  expect(compilePattern(expression)).toBeNull();
});
