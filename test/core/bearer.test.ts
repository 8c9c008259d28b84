import { expect, test } from 'vitest';
import { isBearer } from '../../lib/core/bearer.ts';
import { Secret } from '../../lib/core/secret.ts';

const tokens = [new Secret('the-token'), new Secret('the-token-before')];

test.each([
  'Bearer the-token',
  'bearer the-token',
  'BEARER  the-token ',
  'Bearer the-token-before',
])('%j opens the door', (header) => expect(isBearer(header, tokens)).toBe(true));

test.each<[string | undefined]>([
  [undefined],
  [''],
  ['the-token'],
  ['Bearer'],
  ['Bearer '],
  ['Bearer the-toke'],
  ['Bearer the-token2'],
  ['Bearer THE-TOKEN'],
  ['Bearer the-token,the-token-before'],
  ['Bearer the-token the-token-before'],
  ['Basic the-token'],
  ['Not a Bearer the-token'],
  ['Bearer [secret]'],
  [`Bearer ${'é'.repeat(4)}`],
])('%j does not', (header) => {
  expect(isBearer(header, tokens)).toBe(false);
});

test('without a token, or with an empty one, nothing opens it', () => {
  for (const none of [[], [new Secret('')]]) {
    for (const header of ['Bearer ', 'Bearer', 'Bearer x', undefined]) {
      expect(isBearer(header, none)).toBe(false);
    }
  }
});
