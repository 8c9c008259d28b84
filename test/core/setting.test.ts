import { describe, expect, test } from 'vitest';
import * as setting from '../../lib/core/setting.ts';

const refusal = (value: unknown): string | null =>
  value instanceof setting.Refusal ? value.message : null;

describe('webhook secrets', () => {
  test('are one, or two while one is being replaced', () => {
    const revealed = (text: string) => {
      const secrets = setting.webhookSecrets(text);
      return secrets instanceof setting.Refusal ? null : secrets.map((secret) => secret.reveal());
    };
    expect(revealed('one')).toEqual(['one']);
    expect(revealed('one, two')).toEqual(['one', 'two']);
  });

  test.each(['one,', ',one', 'one,,two', ''])('are refused when a part is empty: "%s"', (text) => {
    expect(refusal(setting.webhookSecrets(text))).toMatch('a part is empty');
  });

  test('are at most two', () => {
    expect(refusal(setting.webhookSecrets('a,b,c'))).toMatch('at most two secrets, came 3');
  });
});

describe('the Platform API', () => {
  test.each([
    ['https://api.heroku.com', 'https://api.heroku.com'],
    ['https://api.heroku.com/', 'https://api.heroku.com'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
    ['http://localhost:5000/api/', 'http://localhost:5000/api'],
    ['http://[::1]:80', 'http://[::1]'],
  ])('%s is asked at %s', (text, expected) => {
    expect(setting.platformApiUrl(text)).toBe(expected);
  });

  test.each([
    ['api.heroku.com', 'expected a URL'],
    ['ftp://api.heroku.com', 'expected a URL'],
    ['http://api.heroku.com', 'expected https'],
    ['http://127.0.0.1.example.com', 'expected https'],
    ['https://me:word@api.heroku.com', 'without credentials'],
    ['https://api.heroku.com?a=1', 'without credentials, query'],
  ])('%s is refused: %s', (text, expected) => {
    expect(refusal(setting.platformApiUrl(text))).toMatch(expected);
  });
});

describe('the other settings', () => {
  test.each([
    ['a topic', setting.topicArn, 'arn:aws:sns:eu-west-1:123456789012:alerts'],
    ['a topic in China', setting.topicArn, 'arn:aws-cn:sns:cn-north-1:123456789012:a_b-c'],
    ['a queue', setting.queueUrl, 'https://sqs.eu-west-1.amazonaws.com/123456789012/name'],
    ['a queue of an emulator', setting.queueUrl, 'http://127.0.0.1:4566/000000000000/name'],
    ['a table', setting.tableName, 'lastgood-state.prod_1'],
    ['a parameter', setting.parameterName, '/lastgood/prod/heroku-api-key'],
  ])('%s is taken as it is', (_what, parse, text) => {
    expect(parse(text)).toBe(text);
  });

  test.each([
    ['a queue for a topic', setting.topicArn, 'arn:aws:sqs:eu-west-1:123456789012:alerts'],
    ['a FIFO topic', setting.topicArn, 'arn:aws:sns:eu-west-1:123456789012:alerts.fifo'],
    ['a name for a queue URL', setting.queueUrl, 'my-queue'],
    ['a host for a queue URL', setting.queueUrl, 'https://sqs.eu-west-1.amazonaws.com/'],
    ['a table of two letters', setting.tableName, 'ab'],
    ['a table with a slash', setting.tableName, 'a/bc'],
    ['a parameter with a space', setting.parameterName, '/last good'],
  ])('%s is refused with what was expected', (_what, parse, text) => {
    expect(refusal(parse(text))).toMatch(/^expected the .* such as|^expected the name/);
  });

  test.each(['two words', 'line\nbreak', 'naïve'])('a token is one word of ASCII', (text) => {
    const message = refusal(setting.token(text));
    expect(message).toMatch('without spaces or line breaks');
    expect(message).not.toContain(text);
  });
});
