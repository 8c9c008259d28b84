import { expect, test } from 'vitest';
import { came } from '../../../lib/core/configuration/came.ts';

test.each([
  [null, 'nothing'],
  [undefined, 'nothing'],
  [[], 'an empty list'],
  [[1], 'a list'],
  [{}, 'an empty map'],
  [{ a: 1 }, 'a map'],
  [5, '5 (a number)'],
  [Number.NaN, 'NaN (a number)'],
  [true, 'true (a yes or no)'],
  ['ok', '"ok"'],
  ['', '""'],
  ['a\nb', '"a b"'],
  ['https://me:word@a.example/', '"https://[credentials]@a.example/"'],
  ['https://me@a.example/ //you@b', '"https://[credentials]@a.example/ //[credentials]@b"'],
  ['a'.repeat(500), expect.stringMatching(/^"a{50,97}\.\.\."$/)],
])('%j is shown in a fault', (value, shown) => {
  expect(came(value)).toEqual(shown);
});
