import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../lib/core/alert.ts';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { topicMessageBytes, topicMessageText } from '../../lib/core/topic-message.ts';

const alert: Alert = {
  id: 'cicdtest222-v29-1',
  kind: 'rolling-back',
  severity: 'critical',
  app: 'cicdtest222',
  incident: 'cicdtest222-v29',
  at: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  headline: 'v29 is failing, rolling back to v27',
  happened: 'v29 has been failing since 03:03:20 UTC: 3 readings in a row over 31 s.',
  evidence: ['03:03:20 status 503, body "Application Error…"', '03:03:35 status 503'],
  done: ['Asked Heroku to roll back to v27, the last release that was seen healthy.'],
  next: ['Read `heroku logs --app cicdtest222 --num 1500 --dyno web.1 --source app`'],
  undo: 'heroku rollback v29 --app cicdtest222',
  facts: { culprit: 29, target: 27 },
};

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
    expect(value).toMatch(/^[ -~]{1,256}$/);
    expect(value.trim()).not.toBe('');
  }
}

describe('an ordinary alert', () => {
  const message = alertMessage(alert);

  test('has a subject that says it all', () => {
    expect(message.subject).toBe('[lastgood] cicdtest222: v29 is failing, rolling back to v27');
  });

  test('answers every question of an engineer in its e-mail', () => {
    expect(message.email).toBe(
      [
        'cicdtest222: v29 is failing, rolling back to v27',
        '',
        'What happened',
        '  v29 has been failing since 03:03:20 UTC: 3 readings in a row over 31 s.',
        '',
        'What we saw',
        '  - 03:03:20 status 503, body "Application Error…"',
        '  - 03:03:35 status 503',
        '',
        'What was done',
        '  - Asked Heroku to roll back to v27, the last release that was seen',
        '    healthy.',
        '',
        'What to do next',
        '  - Read',
        '    `heroku logs --app cicdtest222 --num 1500 --dyno web.1 --source app`',
        '',
        'To undo it',
        '  heroku rollback v29 --app cicdtest222',
        '',
        '-- ',
        'critical, 2026-01-02T03:04:05.678Z',
        'alert cicdtest222-v29-1',
        'incident cicdtest222-v29',
        'lastgood',
      ].join('\n'),
    );
  });

  test('is one line as an SMS', () => {
    expect(message.sms).toBe('lastgood cicdtest222: v29 is failing, rolling back to v27');
  });

  test('is versioned JSON for machines', () => {
    expect(JSON.parse(message.json)).toEqual({
      lastgood: 1,
      ...alert,
      at: '2026-01-02T03:04:05.678Z',
    });
  });

  test('carries the attributes that filter policies need', () => {
    expect(message.attributes).toEqual({
      app: 'cicdtest222',
      kind: 'rolling-back',
      severity: 'critical',
      incident: 'cicdtest222-v29',
      id: 'cicdtest222-v29-1',
    });
  });

  test('gives prose to people and JSON to machines', () => {
    const parts = JSON.parse(topicMessageText(message));
    expect(parts.default).toBe(message.email);
    expect(parts.email).toBe(message.email);
    expect(parts.sms).toBe(message.sms);
    for (const protocol of ['http', 'https', 'sqs', 'lambda']) {
      expect(parts[protocol]).toBe(message.json);
    }
  });

  test('says the same every time', () => {
    expect(alertMessage(alert)).toEqual(message);
  });
});

test('leaves out sections and attributes that have nothing to say', () => {
  const quiet = { ...alert, incident: null, undo: null, evidence: [], done: [], next: [' '] };
  const message = alertMessage(quiet);
  expect(message.email).not.toMatch(/What we saw|What was done|What to do next|To undo|incident/);
  expect(message.attributes).not.toHaveProperty('incident');
  expect(JSON.parse(message.json)).toMatchObject({ incident: null, undo: null, evidence: [] });
});

test('cuts a long subject at a word, below 100 characters', () => {
  const { subject } = alertMessage({ ...alert, headline: 'failing since noon '.repeat(20) });
  expect(subject.length).toBeLessThan(100);
  expect(subject).toMatch(
    /^\[lastgood\] cicdtest222: failing since .* (failing|since|noon)\.\.\.$/,
  );
});

test('brings a headline of another alphabet to ASCII where ASCII is needed, and only there', () => {
  const message = alertMessage({ ...alert, headline: 'v29 “café”\nkaputt → v27 🚀' });
  expect(message.subject).toBe('[lastgood] cicdtest222: v29 "cafe" kaputt -> v27 ?');
  expect(JSON.parse(message.json).headline).toBe('v29 “café” kaputt → v27 🚀');
});

test('counts what takes two places in an SMS as two', () => {
  const { sms } = alertMessage({ ...alert, headline: '`{[|]}~^\\'.repeat(40) });
  const septets = [...sms].reduce((sum, it) => sum + ('^{}\\[~]|'.includes(it) ? 2 : 1), 0);
  expect(septets).toBeLessThanOrEqual(140);
  expect(sms).not.toContain('`');
});

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

test('is not lost over a broken time', () => {
  expect(JSON.parse(alertMessage({ ...alert, at: Number.NaN }).json).at).toBe('time unknown');
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
