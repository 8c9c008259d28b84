import { describe, expect, test } from 'vitest';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { topicMessageText } from '../../lib/core/topic-message.ts';
import { alert } from './alert-message/alert.ts';

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

test('leaves out what happened where nothing is to be said of it', () => {
  const { email } = alertMessage({ ...alert, happened: '' });
  expect(email).toContain('rolling back to v27\n\nWhat we saw\n');
});

test('puts the command that a sentence ends with on a line of its own', () => {
  const next = ['Look: `heroku ps -a shop`', '`a`: `b` or `c`', 'Is it `up`', 'Run: `a` and `b`'];
  const { email } = alertMessage({ ...alert, next });
  expect(email).toContain(
    'What to do next\n' +
      '  - Look:\n      heroku ps -a shop\n' +
      '  - `a`: `b` or `c`\n  - Is it `up`\n  - Run: `a` and `b`\n',
  );
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

test('keeps a command in an SMS, in the quotes that the alphabet of phones has', () => {
  const { sms } = alertMessage({ ...alert, headline: 'run `heroku ps`' });
  expect(sms).toBe("lastgood cicdtest222: run 'heroku ps'");
});

test('cleans the texts for machines as well, and shortens what names other alerts', () => {
  const together = [
    { id: 'a\u0000'.repeat(300), app: 'b\r\nc', incident: 'd\u0007e', severity: 'info' },
    { id: 'f', app: 'g', incident: null, severity: 'critical' },
  ] as const;
  const facts = { 'ke\u0000y': 'val\u0000ue', count: 3, open: true, none: null };
  const { alerts, facts: told } = JSON.parse(alertMessage({ ...alert, together, facts }).json);
  expect(alerts).toEqual([
    { id: expect.stringMatching(/^[a ]{256}$/), app: 'b c', incident: 'd e', severity: 'info' },
    { id: 'f', app: 'g', incident: null, severity: 'critical' },
  ]);
  expect(told).toEqual({ 'ke y': 'val ue', count: 3, open: true, none: null });
});

test('counts what takes two places in an SMS as two', () => {
  const { sms } = alertMessage({ ...alert, headline: '`{[|]}~^\\'.repeat(40) });
  const septets = [...sms].reduce((sum, it) => sum + ('^{}\\[~]|'.includes(it) ? 2 : 1), 0);
  expect(septets).toBeLessThanOrEqual(140);
  expect(sms).not.toContain('`');
});

test('is not lost over a broken time', () => {
  expect(JSON.parse(alertMessage({ ...alert, at: Number.NaN }).json).at).toBe('time unknown');
});
