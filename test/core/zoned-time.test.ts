import { describe, expect, test } from 'vitest';
import { instantOf, offsetMs } from '../../lib/core/zoned-time.ts';
import { hour, minute } from './fixtures.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

describe('clocks are ahead of UTC', () => {
  test.each<[string, string, number]>([
    ['UTC', '2026-07-01T12:00:00', 0],
    ['Europe/Berlin', '2026-01-01T00:30:17.250', hour],
    ['Europe/Berlin', '2026-07-01T22:30:59.999', 2 * hour],
    ['America/New_York', '2026-01-01T02:00:00', -5 * hour],
    ['Asia/Kolkata', '2026-12-31T20:00:01', 5 * hour + 30 * minute],
    ['Pacific/Kiritimati', '2026-02-28T23:00:00', 14 * hour],
  ])('of %s at %s', (zone, at, ahead) => expect(offsetMs(zone, utc(at))).toBe(ahead));
});

describe('the clocks of Berlin show', () => {
  test.each([
    ['2026-11-23T09:00', '2026-11-23T08:00'],
    // What is shown twice is meant the first time, and what is left out as if it were not.
    ['2026-10-25T02:30', '2026-10-25T00:30'],
    ['2026-03-29T02:30', '2026-03-29T01:30'],
    ['2026-03-29T03:00', '2026-03-29T01:00'],
  ])('%s at %s UTC', (shown, at) => {
    expect(instantOf(utc(shown), 'Europe/Berlin')).toBe(utc(at));
  });
});
