import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { Secret } from '../../lib/core/secret.ts';
import { isSigned } from '../../lib/core/signature.ts';

const heroku = { form: 'heroku' } as const;
const body = Buffer.from('{"description":"Größe → 100 % ✓"}');
const now = new Secret('the-secret-of-today');
const before = new Secret('the-secret-of-yesterday');
const good = sign('base64');

test('the base64 HMAC of the raw bytes is a signature', () => {
  expect(isSigned({ ...heroku, body, signature: good, secrets: [now] })).toBe(true);
});

test('it is HMAC-SHA256, by the second test case of RFC 4231', () => {
  const hex = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  const signature = Buffer.from(hex, 'hex').toString('base64');
  const text = Buffer.from('what do ya want for nothing?');
  expect(isSigned({ ...heroku, body: text, signature, secrets: [new Secret('Jefe')] })).toBe(true);
});

test('an empty body can be signed', () => {
  const empty = Buffer.alloc(0);
  const signature = createHmac('sha256', now.reveal()).update(empty).digest('base64');
  expect(isSigned({ ...heroku, body: empty, signature, secrets: [now] })).toBe(true);
});

test('two secrets are valid at once while one is being replaced', () => {
  for (const secrets of [
    [now, before],
    [before, now],
    [now, now],
  ]) {
    expect(isSigned({ ...heroku, body, signature: good, secrets })).toBe(true);
  }
  expect(isSigned({ ...heroku, body, signature: good, secrets: [before] })).toBe(false);
});

test.each<[string, string | undefined]>([
  ['none', undefined],
  ['an empty one', ''],
  ['one of other bytes', createHmac('sha256', now.reveal()).update('{}').digest('base64')],
  ['one in hex', sign('hex')],
  ['one in base64 for URLs', sign('base64url')],
  ['one without its padding', good.replace(/=+$/, '')],
  ['one that is cut', good.slice(0, -4)],
  ['one that goes on', `${good}=`],
  ['one with a space before it', ` ${good}`],
  ['one in capitals', good.toUpperCase()],
  ['one with one letter changed', (good.startsWith('A') ? 'B' : 'A') + good.slice(1)],
  ['one of as many characters that are not ASCII', 'é'.repeat(good.length)],
  ['one of as many bytes that are not ASCII', 'é'.repeat(good.length / 2)],
  ['two in one', `${good}, ${good}`],
  ['one with the name of the hash', `sha256=${good}`],
])('%s is refused', (_what, signature) => {
  expect(isSigned({ ...heroku, body, signature, secrets: [now, before] })).toBe(false);
});

test('without a secret nothing is valid, and neither under an empty one', () => {
  const signature = createHmac('sha256', '').update(body).digest('base64');
  expect(isSigned({ ...heroku, body, signature, secrets: [] })).toBe(false);
  expect(isSigned({ ...heroku, body, signature, secrets: [new Secret('')] })).toBe(false);
  expect(isSigned({ ...heroku, body, signature: '', secrets: [] })).toBe(false);
});

test('one byte more, fewer or other breaks it', () => {
  const flipped = Buffer.from(body);
  flipped[0] = (flipped[0] ?? 0) ^ 1;
  for (const other of [Buffer.concat([body, Buffer.from('\n')]), body.subarray(1), flipped]) {
    expect(isSigned({ ...heroku, body: other, signature: good, secrets: [now] })).toBe(false);
  }
});

function sign(encoding: 'base64' | 'base64url' | 'hex'): string {
  return createHmac('sha256', now.reveal()).update(body).digest(encoding);
}
