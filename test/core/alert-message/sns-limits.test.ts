import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../lib/core/alert.ts';
import { alertMessage } from '../../../lib/core/alert-message.ts';
import { topicMessageBytes, topicMessageText } from '../../../lib/core/topic-message.ts';
import { alert } from './alert.ts';

/** The SNS API reference's rules for Publish, as far as one message can break them. */
function expectSnsTakesIt(message: ReturnType<typeof alertMessage>): void {
  expect(message.subject).toMatch(/^[!-~][ -~]*$/);
  expect(message.subject.length).toBeLessThan(100);
  expect(topicMessageBytes(message)).toBeLessThanOrEqual(262_144);
  const text = topicMessageText(message);
  expect(text.isWellFormed()).toBe(true);
  const parts = JSON.parse(text);
  expect(Object.keys(parts)).toEqual(['default', 'email', 'sms', 'http', 'https', 'sqs', 'lambda']);
  for (const part of Object.values(parts)) expect(part).toMatch(/\S/);
  for (const [name, value] of Object.entries(message.attributes)) {
    expect(name).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    for (const one of [value].flat()) {
      expect(one).toMatch(/^[ -~]{1,256}$/);
      expect(one.trim()).not.toBe('');
    }
  }
}

test('cuts evidence first when it is too large, and says so', () => {
  const evidence = Array.from(
    { length: 3_000 },
    (_, index) => `reading ${index} ${'x'.repeat(60)}`,
  );
  const message = alertMessage({ ...alert, evidence });
  expectSnsTakesIt(message);
  const { evidence: kept, ...others } = JSON.parse(message.json);
  expect(others).toEqual({ lastgood: 1, ...alert, evidence: undefined, at: expect.any(String) });
  expect(kept[0]).toBe(evidence[0]);
  expect(kept).toHaveLength(201);
  expect(kept.at(-1)).toBe('(cut to fit one SNS message: 200 of 3000 lines of evidence)');
  expect(message.email).toContain('200 of 3000 lines of evidence');
});

test('shortens everything when evidence alone is not to blame, and says so', () => {
  const long = 'long '.repeat(3_000);
  const message = alertMessage({ ...alert, happened: long, done: [long, long, long, long] });
  expectSnsTakesIt(message);
  const { evidence, happened, headline, done } = JSON.parse(message.json);
  for (const text of [happened, ...done]) expect(text).toMatch(/^long .{100,240}\.\.\.$/);
  expect(headline).toBe(alert.headline);
  expect(evidence.at(-1)).toContain('other texts shortened, facts left out');
});

test('marks the end of a text that is longer than any text can be', () => {
  const { evidence, happened } = JSON.parse(
    alertMessage({ ...alert, happened: 'long '.repeat(10_000) }).json,
  );
  expect(happened).toMatch(/^long .{16000,}\.\.\.$/);
  expect(evidence).toEqual(alert.evidence);
});

test('is taken by SNS whatever text is in it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  const lines = fc.array(text, { maxLength: 5 });
  const anyAlert: fc.Arbitrary<Alert> = fc.record({
    id: text,
    kind: text,
    severity: fc.constantFrom('critical', 'warning', 'info', 'resolved'),
    app: text,
    incident: fc.option(text),
    at: fc.double(),
    headline: text,
    happened: text,
    evidence: lines,
    done: lines,
    next: lines,
    undo: fc.option(text),
    facts: fc.dictionary(text, fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null))),
  });
  fc.assert(
    fc.property(anyAlert, (any) => {
      const message = alertMessage(any);
      expectSnsTakesIt(message);
      expect(message.email).not.toMatch(/[^\P{Cc}\n]/u);
      expect(message.sms).toMatch(/^[ -~]*$/);
      expect(JSON.parse(message.json).severity).toBe(any.severity);
    }),
  );
});

test('is taken by SNS however much of the most expensive text is in it', () => {
  const expensive = fc.constantFrom('\\', '"', '部', '🚀', 'x', ' \\"');
  fc.assert(
    fc.property(expensive, fc.constantFrom(100, 3_000, 200_000), (unit, length) => {
      const text = unit.repeat(length);
      const lines = Array.from({ length: 10 }, () => text);
      const names = { id: text, kind: text, app: text, incident: text, headline: text };
      const texts = { happened: text, undo: text, evidence: lines, done: lines, next: lines };
      const message = alertMessage({ ...alert, ...names, ...texts, facts: { [text]: text } });
      expectSnsTakesIt(message);
      expect(JSON.parse(message.json).lastgood).toBe(1);
    }),
    { numRuns: 8 },
  );
});
