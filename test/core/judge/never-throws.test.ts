import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../../lib/core/limits.ts';
import { reading } from './plain-check.ts';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const anyBody = fc.oneof(
  text,
  fc.json(),
  fc.uint8Array().map((bytes) => Buffer.from(bytes).toString()),
);

const anyCheck = fc.record({
  checkstring: fc.option(text),
  contains: fc.array(text, { maxLength: 2 }),
  lacks: fc.array(text, { maxLength: 2 }),
  matches: fc.option(fc.oneof(text, fc.constantFrom('(a+)+$', '[', '(?=x)', '\\b.*'))),
  json: fc.array(fc.record({ path: text, value: fc.oneof(text, fc.integer(), fc.boolean()) })),
});

test('judge has a reading for every body and every check', () => {
  fc.assert(
    fc.property(anyCheck, anyBody, fc.boolean(), fc.integer(), (check, body, complete, status) => {
      const { verdict, cause, came } = reading(check, { body, complete, status });
      expect(['healthy', 'sick']).toContain(verdict);
      expect(cause === null).toBe(verdict === 'healthy');
      expect(came).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    }),
  );
});

test('judge is healthy for a body that is exactly what every assertion asks for', () => {
  fc.assert(
    fc.property(text, (body) => {
      fc.pre(body.trim() !== '');
      const check = { checkstring: body, contains: [body], lacks: [`${body}!`] };
      expect(reading(check, { body }).verdict).toBe('healthy');
      expect(reading(check, { body: `${body}!` }).verdict).toBe('sick');
      expect(reading(check, { body, status: 500 }).verdict).toBe('sick');
    }),
  );
});

test('a body nested to the limit has a reading', () => {
  const body = '['.repeat(limits.bodyBytesMax / 2) + ']'.repeat(limits.bodyBytesMax / 2);
  expect(reading({ json: [{ path: '$', value: 1 }] }, { body }).cause).toBe('json');
});

test('an expression that makes others explode takes no time', () => {
  const body = 'a'.repeat(30_000);
  const before = performance.now();
  expect(reading({ matches: '(a+)+$b' }, { body }).cause).toBe('body');
  expect(performance.now() - before).toBeLessThan(5_000);
});
