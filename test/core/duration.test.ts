import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  durationUnits,
  formatDuration,
  parseDuration,
  writeDuration,
} from '../../lib/core/duration.ts';

describe('a duration is written as apps.yml reads it', () => {
  test.each([
    [1, '1ms'],
    [1_500, '1500ms'],
    [90_000, '90s'],
    [60_000, '1m'],
    [1_200_000, '20m'],
    [7_200_000, '2h'],
    [1_209_600_000, '14d'],
  ])('%i ms is %s', (durationMs, text) => {
    expect(writeDuration(durationMs)).toBe(text);
    expect(parseDuration(text)).toBe(durationMs);
  });
});

describe('a duration is read', () => {
  test.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['1m', 60_000],
    ['1h', 3_600_000],
    ['24h', 86_400_000],
    ['14d', 1_209_600_000],
    ['0s', 0],
    ['1.5s', 1_500],
    ['0.001s', 1],
    ['1.1s', 1_100],
  ])('%s is %i ms', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  test.each([
    ['a number without a unit', '10'],
    ['nothing', ''],
    ['a unit alone', 's'],
    ['white space between', '10 s'],
    ['white space around', ' 10s'],
    ['a line break at its end', '10s\n'],
    ['less than nothing', '-10s'],
    ['another case', '10S'],
    ['a word for a unit', '10sec'],
    ['two units', '1h30m'],
    ['a part of a millisecond', '0.5ms'],
    ['more than a number can hold exactly', '999999999999999d'],
    ['a power of ten', '1e3s'],
  ])('%s is no duration', (_what, text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test('any whole number of any unit is exact', () => {
    const unit = fc.constantFrom(...(['ms', 's', 'm', 'h', 'd'] as const));
    fc.assert(
      fc.property(fc.nat(100_000), unit, (amount, name) => {
        expect(parseDuration(`${amount}${name}`)).toBe(amount * durationUnits[name]);
      }),
    );
  });
});

describe('a duration is written for people', () => {
  test.each([
    [0, '0 ms'],
    [500, '500 ms'],
    [999.9, '999 ms'],
    [1_000, '1 s'],
    [1_500, '1.5 s'],
    [30_000, '30 s'],
    [60_000, '1 min'],
    [75_000, '75 s'],
    [119_999, '119 s'],
    [120_000, '2 min'],
    [125_000, '2 min 5 s'],
    [600_000, '10 min'],
    [3_600_000, '1 h'],
    [3_900_000, '1 h 5 min'],
    [86_400_000, '24 h'],
    [172_800_000, '2 days'],
    [1_209_600_000, '14 days'],
    [2 * 86_400_000 + 3_600_000, '2 days 1 h'],
    [-1_500, '-1.5 s'],
  ])('%d ms is %s', (durationMs, expected) => {
    expect(formatDuration(durationMs)).toBe(expected);
  });
});
