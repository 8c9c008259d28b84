import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MaintenanceWindow } from '../../lib/core/app.ts';
import { inMaintenance, neverClose } from '../../lib/core/maintenance.ts';
import { everyDay } from './fixtures.ts';

const hour = 3_600_000;

/** Sunday 23:00 in Berlin for two hours; Berlin is one hour ahead of UTC in winter. */
const night = window({ days: [0], startMinute: 23 * 60, durationMs: 2 * hour });

describe('a window is open from its start to its end', () => {
  test.each([
    ['2026-11-22T21:59:59.999Z', false, 'a moment before'],
    ['2026-11-22T22:00:00Z', true, 'at its start'],
    ['2026-11-22T23:30:00Z', true, 'past midnight, on Monday'],
    ['2026-11-22T23:59:59.999Z', true, 'a moment before its end'],
    ['2026-11-23T00:00:00Z', false, 'at its end'],
    ['2026-11-23T22:30:00Z', false, 'on the next evening'],
    ['2026-11-29T22:30:00Z', true, 'a week later'],
    ['2026-07-05T21:30:00Z', true, 'in summer, when Berlin is two hours ahead'],
    ['2026-07-05T20:30:00Z', false, 'an hour before that'],
  ])('%s: %s, %s', (at, expected) => {
    expect(inMaintenance([night], Date.parse(at))).toBe(expected);
  });
});

describe('the clocks change', () => {
  // In Berlin, 2026-03-29 has no time from 02:00 to 03:00, and 2026-10-25 has it twice.
  const early = window({ days: [0], startMinute: 150, durationMs: hour });

  test.each([
    ['2026-03-29T00:59:59Z', false, 'before the clocks jump'],
    ['2026-03-29T01:29:59Z', false, 'when they show 03:29'],
    ['2026-03-29T01:30:00Z', true, 'when they show 03:30, as much later as they jumped'],
    ['2026-03-29T02:29:59Z', true, 'for its whole hour'],
    ['2026-03-29T02:30:00Z', false, 'and no longer'],
    ['2026-10-25T00:30:00Z', true, 'at the first 02:30'],
    ['2026-10-25T01:29:59Z', true, 'for an hour of real time'],
    ['2026-10-25T01:30:00Z', false, 'and not again at the second 02:30'],
  ])('%s: %s, %s', (at, expected) => {
    expect(inMaintenance([early], Date.parse(at))).toBe(expected);
  });

  test.each([
    ['2026-03-29T06:59:59Z', '2026-03-29T07:00:00Z', 'in spring'],
    ['2026-10-25T07:59:59Z', '2026-10-25T08:00:00Z', 'in autumn'],
  ])('a window on the same morning opens by the new clocks: not %s but %s, %s', (no, yes) => {
    const morning = window({ days: [0], startMinute: 9 * 60, durationMs: hour });
    expect(inMaintenance([morning], Date.parse(no))).toBe(false);
    expect(inMaintenance([morning], Date.parse(yes))).toBe(true);
  });

  test('a window across the change lasts its duration of real time', () => {
    const across = window({ days: [6], startMinute: 23 * 60, durationMs: 5 * hour });
    const start = Date.parse('2026-10-24T21:00:00Z');
    expect(inMaintenance([across], start + 5 * hour - 1)).toBe(true);
    expect(inMaintenance([across], start + 5 * hour)).toBe(false);
  });
});

test('a window of all days opens every day, and one of none never', () => {
  const daily = window({ days: everyDay, startMinute: 0, durationMs: hour, zone: 'UTC' });
  const never = window({ days: [], startMinute: 0, durationMs: hour, zone: 'UTC' });
  const starts = Array.from({ length: 7 }, (_, day) => Date.UTC(2026, 10, 20 + day));
  expect(starts.every((start) => inMaintenance([daily], start))).toBe(true);
  expect(starts.some((start) => inMaintenance([daily], start - 1))).toBe(false);
  expect(starts.some((start) => inMaintenance([never], start))).toBe(false);
});

test('a zone far from UTC has its own day of the week', () => {
  // Monday 08:00 in Auckland is Sunday 19:00 in UTC.
  const monday = { days: [1], startMinute: 480, durationMs: hour, zone: 'Pacific/Auckland' };
  expect(inMaintenance([monday], Date.parse('2026-11-22T19:30:00Z'))).toBe(true);
  expect(inMaintenance([monday], Date.parse('2026-11-23T19:30:00Z'))).toBe(false);
});

test('a window of a day that begins late, as the clocks jump, is open on the second day after', () => {
  // Saturday 23:59 in Berlin; 24 hours later the clocks show Monday 00:59.
  const late = window({ days: [6], startMinute: 23 * 60 + 59, durationMs: 24 * hour });
  expect(inMaintenance([late], Date.parse('2026-03-29T22:58:59Z'))).toBe(true);
  expect(inMaintenance([late], Date.parse('2026-03-29T22:59:00Z'))).toBe(false);
});

test('a window of a whole week is always open', () => {
  const always = window({ days: [3], startMinute: 720, durationMs: 7 * 24 * hour, zone: 'UTC' });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 366 * 24 }), (hours) => {
      expect(inMaintenance([always], Date.UTC(2026, 0, 1) + hours * hour)).toBe(true);
    }),
  );
});

describe('windows never close', () => {
  const day = 24 * hour;
  const cases: [string, boolean, Partial<MaintenanceWindow>[]][] = [
    ['not where there is none', false, []],
    ['not with an hour a day', false, [{}]],
    ['not with all but a minute of each day', false, [{ durationMs: day - 60_000 }]],
    ['with each day as a whole', true, [{ durationMs: day }]],
    ['with a whole week, once a week', true, [{ days: [3], durationMs: 7 * day }]],
    ['not with all but a minute of a week', false, [{ days: [3], durationMs: 7 * day - 60_000 }]],
    [
      'not with the days of the week but one',
      false,
      [{ days: [0, 1, 2, 3, 4, 5], durationMs: day }],
    ],
    [
      'where one begins when the other ends, in different zones',
      true,
      [
        { days: [6], startMinute: 60, durationMs: 2 * day },
        { days: [1], startMinute: 0, durationMs: 5 * day, zone: 'UTC' },
      ],
    ],
  ];
  test.each(cases)('%s: %s', (_name, expected, given) => {
    expect(neverClose(given.map(window))).toBe(expected);
  });
});

test('one open window among several is enough, and none is never', () => {
  const at = Date.parse('2026-11-22T22:30:00Z');
  const other = window({ days: [3], startMinute: 0, durationMs: hour });
  expect(inMaintenance([other, night], at)).toBe(true);
  expect(inMaintenance([other], at)).toBe(false);
  expect(inMaintenance([], at)).toBe(false);
});

test.each(['Europe/Berlin', 'Australia/Lord_Howe'])(
  'a daily hour in %s opens 365 times',
  (zone) => {
    const daily = window({ startMinute: 9 * 60, durationMs: hour, zone });
    const hours = Array.from(
      { length: 365 * 24 },
      (_, index) => Date.UTC(2026, 0, 1) + index * hour,
    );
    expect(hours.filter((at) => inMaintenance([daily], at))).toHaveLength(365);
  },
);

function window(given: Partial<MaintenanceWindow>): MaintenanceWindow {
  return { days: everyDay, startMinute: 0, durationMs: hour, zone: 'Europe/Berlin', ...given };
}
