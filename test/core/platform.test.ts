import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PlatformMemory,
  type PlatformSeen,
  platformReason,
  rememberPlatform,
} from '../../lib/core/platform.ts';
import { dawn, minute, second } from './film.ts';

const red = { color: 'red', detail: 'Routing is down' };
const yellow = { color: 'yellow', detail: 'Routing is slow' };
const green = { color: 'green', detail: 'no incident is open' };
const unread = { color: 'unknown', detail: 'no answer within 3000 ms' };

function readAt(at: number, seen: PlatformSeen): PlatformMemory {
  return { ...seen, at };
}

describe('while the status page cannot be read', () => {
  const reason = (before: PlatformMemory | null, now: number) =>
    platformReason({ ...unread, before }, now);

  test('it says when it was red, and why nobody knows more', () => {
    expect(reason(readAt(dawn, red), dawn + minute)).toBe(
      "Heroku's status page was red at 2026-11-23 03:00:00 UTC (Routing is down) and cannot be " +
        'read now (no answer within 3000 ms)',
    );
  });

  test('it holds for five minutes after it was red, to the millisecond, and then fails open', () => {
    expect(reason(readAt(dawn, red), dawn + 5 * minute - 1)).not.toBeNull();
    expect(reason(readAt(dawn, red), dawn + 5 * minute)).toBeNull();
  });

  test('yellow holds as it does while it can be read', () => {
    expect(reason(readAt(dawn, yellow), dawn + minute)).toContain('was yellow at');
  });

  test('it holds nothing that was never red, or was green since', () => {
    expect(reason(null, dawn)).toBeNull();
    expect(platformReason(unread, dawn)).toBeNull();
    expect(reason(readAt(dawn, green), dawn + second)).toBeNull();
  });

  test('a time of a clock that runs ahead holds no longer', () => {
    expect(reason(readAt(dawn + 2 * second, red), dawn)).not.toBeNull();
    expect(reason(readAt(dawn + 5 * minute, red), dawn)).toBeNull();
  });
});

test('what can be read counts, whatever was remembered', () => {
  const before = readAt(dawn, red);
  expect(platformReason({ ...green, before }, dawn + second)).toBeNull();
  expect(platformReason({ ...yellow, before }, dawn + second)).toBe(
    'Heroku reports trouble of its own (Routing is slow)',
  );
});

describe('of the status page is remembered', () => {
  test('nothing, as long as it shows no trouble', () => {
    expect(rememberPlatform(null, green, dawn)).toBeNull();
    expect(rememberPlatform(null, unread, dawn)).toBeNull();
    const before = readAt(dawn, green);
    expect(rememberPlatform(before, green, dawn + minute)).toBe(before);
  });

  test('trouble, and that it is over', () => {
    const bad = rememberPlatform(null, red, dawn);
    expect(bad).toEqual(readAt(dawn, red));
    expect(rememberPlatform(bad, green, dawn + second)).toEqual(readAt(dawn + second, green));
    expect(rememberPlatform(bad, yellow, dawn + second)).toEqual(readAt(dawn + second, yellow));
  });

  test('what it showed last, where it cannot be read', () => {
    const bad = readAt(dawn, red);
    expect(rememberPlatform(bad, unread, dawn + minute)).toBe(bad);
  });

  test('trouble that goes on every 15 seconds, as its answer is shared for so long', () => {
    const bad = readAt(dawn, red);
    expect(rememberPlatform(bad, red, dawn + 15 * second - 1)).toBe(bad);
    expect(rememberPlatform(bad, red, dawn + 15 * second)).toEqual(readAt(dawn + 15 * second, red));
  });

  test('what was read later, where somebody else was faster', () => {
    const later = readAt(dawn + second, green);
    expect(rememberPlatform(later, red, dawn)).toBe(later);
  });

  test('what is read now, where the time of before is a mistake', () => {
    const ahead = readAt(dawn + 5 * minute, green);
    expect(rememberPlatform(ahead, red, dawn)).toEqual(readAt(dawn, red));
  });
});

test('whatever is read, in order: it holds exactly while trouble was read last, not long ago', () => {
  const colors = fc.constantFrom(red, yellow, green, unread);
  const gaps = fc.integer({ min: 1, max: 4 * minute });
  fc.assert(
    fc.property(fc.array(fc.tuple(gaps, colors), { maxLength: 12 }), (looks) => {
      let now = dawn;
      let memory: PlatformMemory | null = null;
      let last: { at: number; seen: PlatformSeen } | null = null;
      for (const [gap, seen] of looks) {
        now += gap;
        memory = rememberPlatform(memory, seen, now);
        if (seen !== unread) last = { at: now, seen };
      }
      const held = platformReason({ ...unread, before: memory }, now) !== null;
      const trouble = last !== null && last.seen !== green;
      // What is shared for 15 seconds is written down no oftener.
      const sinceMs = now - (last?.at ?? 0);
      if (!trouble || sinceMs >= 5 * minute) expect(held).toBe(false);
      else if (sinceMs < 5 * minute - 15 * second) expect(held).toBe(true);
    }),
  );
});
