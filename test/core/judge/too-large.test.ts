// A body that was cut proves what was found in it, and nothing else.

import { describe, expect, test } from 'vitest';
import type { Check } from '../../../lib/core/app.ts';
import { reading } from './plain-check.ts';

describe('a body that was cut', () => {
  const undecided: [string, Partial<Check>, string][] = [
    ['checkstring', { checkstring: 'ok' }, 'checkstring not within the first 64 KiB'],
    ['contains', { contains: ['x'] }, '"x" is not within the first 64 KiB'],
    ['lacks', { lacks: ['x'] }, 'whether it lacks "x" stands behind the first 64 KiB'],
    [
      'lacks two',
      { lacks: ['x', 'y'] },
      'whether it lacks "x", "y" stands behind the first 64 KiB',
    ],
    ['matches', { matches: 'x' }, 'no certain match of "x" within the first 64 KiB'],
    ['matches at the cut', { matches: 'ok$' }, 'no certain match of "ok$" within the first 64 KiB'],
    [
      'json',
      { json: [{ path: 'a', value: 1 }] },
      'a JSON document that does not end within the first 64 KiB',
    ],
  ];
  test.each(undecided)('is too large where %s needs what was cut', (_name, asked, detail) => {
    expect(reading(asked, { complete: false })).toMatchObject({
      verdict: 'sick',
      cause: 'too-large',
      came: `status 200, body "ok" (over 64 KiB): ${detail}`,
    });
  });

  test('is certain of a text to lack that stands before the cut', () => {
    expect(reading({ lacks: ['k'] }, { complete: false }).cause).toBe('body');
  });
});
