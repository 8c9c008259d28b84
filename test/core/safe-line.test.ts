import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeLine } from '../../lib/core/safe-line.ts';

test.each([
  ['  one\r\n\ttwo  ', 'one two'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['a\u200bb\u202ec\u2060d', 'abcd'],
  ['lone \ud800 half', 'lone � half'],
  ['Größe → ✓ 🚀', 'Größe → ✓ 🚀'],
  ['', ''],
])('%j becomes %j', (text, line) => {
  expect(safeLine(text, 200)).toBe(line);
});

test('a cut is marked and fits', () => {
  expect(safeLine('x'.repeat(30), 10)).toBe('xxxxxxx...');
  expect(safeLine('x'.repeat(10), 10)).toBe('xxxxxxxxxx');
});

test('whatever comes in, one short well-formed line comes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 4, max: 40 }), (text, max) => {
      const line = safeLine(text, max);
      expect(line.length).toBeLessThanOrEqual(max);
      expect(line).not.toMatch(/[\p{C}\r\n]/u);
    }),
    { numRuns: 500 },
  );
});

test('a secret that reaches beyond the cut leaves nothing of itself', () => {
  expect(safeLine(`failed: https://anna:${'x'.repeat(100)}@db/`, 24)).toBe(
    'failed: https://[secr...',
  );
  expect(safeLine(`token=${'x'.repeat(100)} end`, 30)).toBe('token=[secret] end');
});

test('what stands sixteen times as far as is shown is not looked at', () => {
  expect(safeLine(`a${' '.repeat(158)}b`, 10)).toBe('a b');
  expect(safeLine(`a${' '.repeat(159)}b`, 10)).toBe('a');
});
