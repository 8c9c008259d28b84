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
    ['http://127.100.20.30/', 'http://127.100.20.30'],
    ['https://github.example.com/api/v3//', 'https://github.example.com/api/v3'],
  ])('%s is asked at %s', (text, expected) => {
    expect(setting.platformApiUrl(text)).toBe(expected);
  });

  test.each([
    ['api.heroku.com', 'expected a URL'],
    ['ftp://api.heroku.com', 'expected a URL'],
    ['http://api.heroku.com', 'expected https'],
    ['http://127.0.0.1.example.com', 'expected https'],
    ['https://me:word@api.heroku.com', 'without credentials'],
    ['https://:word@api.heroku.com', 'without credentials'],
    ['https://me@api.heroku.com', 'without credentials'],
    ['https://api.heroku.com?a=1', 'without credentials, query'],
    ['https://api.heroku.com/#top', 'without credentials, query'],
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

  test('the refusals say what to write instead', () => {
    const { platformApiUrl, githubApiUrl, queueUrl, topicArn, tableName, parameterName } = setting;
    expect([
      refusal(platformApiUrl('x')),
      refusal(githubApiUrl('x')),
      refusal(githubApiUrl('http://api.github.com')),
      refusal(queueUrl('x')),
      refusal(topicArn('x')),
      refusal(tableName('x')),
      refusal(parameterName(' ')),
      refusal(setting.token(' ')),
      refusal(setting.githubToken(' ')),
    ]).toEqual([
      'expected a URL such as https://api.heroku.com',
      'expected a URL such as https://api.github.com',
      'expected https, because the token travels on it; http is for this machine only',
      'expected the URL of an SQS queue such as ' +
        'https://sqs.eu-west-1.amazonaws.com/123456789012/name',
      'expected the ARN of a standard SNS topic such as ' +
        'arn:aws:sns:eu-west-1:123456789012:alerts, came "x"',
      'expected the name of a DynamoDB table (3 to 255 of A-Z a-z 0-9 _ . -), came "x"',
      'expected the name of an SSM parameter such as /lastgood/heroku-api-key',
      'expected a token without spaces or line breaks; paste it anew from `heroku authorizations`',
      'expected a token without spaces or line breaks; paste it anew from ' +
        "GitHub's page of fine-grained tokens",
    ]);
  });

  test.each([
    ['a topic', setting.topicArn, (end: string) => `arn:aws:sns:eu-west-1:123456789012:a${end}`],
    ['a table', setting.tableName, (end: string) => `table${end}`],
    ['a parameter', setting.parameterName, (end: string) => `/lastgood${end}`],
    ['a token', setting.token, (end: string) => `token${end}`],
  ])('%s has nothing before it and nothing after it', (_what, parse, written) => {
    expect(refusal(parse(written('')))).toBeNull();
    expect(refusal(parse(written(' ')))).not.toBeNull();
    expect(refusal(parse(` ${written('')}`))).not.toBeNull();
  });

  test('a queue is called over HTTP', () => {
    expect(refusal(setting.queueUrl('ftp://sqs.example.com/1/name'))).not.toBeNull();
  });

  test.each(['two words', 'line\nbreak', 'naïve'])('a token is one word of ASCII', (text) => {
    const message = refusal(setting.token(text));
    expect(message).toMatch('without spaces or line breaks');
    expect(message).not.toContain(text);
  });
});

describe('the tokens of deploys', () => {
  test('are one, or two while one is being replaced', () => {
    const tokens = setting.deployTokens('one, two');
    expect(tokens instanceof setting.Refusal ? [] : tokens.map((one) => one.reveal())).toEqual([
      'one',
      'two',
    ]);
  });

  test.each([
    ['one,', 'a part is empty'],
    ['good,two words', 'as `openssl rand -hex 32` makes one'],
    ['naïve', 'expected a token without spaces or line breaks'],
    ['ï,good', 'expected a token without spaces or line breaks'],
  ])('%j is refused: %s', (text, expected) => {
    expect(refusal(setting.deployTokens(text))).toContain(expected);
  });
});

describe('where webhooks are sent', () => {
  test.each([
    'https://abc.lambda-url.eu-west-1.on.aws/heroku',
    'http://localhost:8080/heroku',
    'http://127.0.0.1:8080/heroku?a=1',
    'http://[::1]/heroku',
  ])('is %s', (url) => {
    expect(setting.webhookUrl(url)).toBe(url);
  });

  test.each([
    ['x', 'expected the URL of the webhook function, as the deploy printed it'],
    ['ftp://localhost/heroku', 'expected the URL of the webhook function'],
    ['https://me@hooks.example.com/', 'expected the URL of the webhook function'],
    ['https://:word@hooks.example.com/', 'expected the URL of the webhook function'],
    ['https://hooks.example.com/#top', 'expected the URL of the webhook function'],
    ['http://hooks.example.com/', 'expected https; http is for this machine only'],
  ])('is not %s', (url, expected) => {
    expect(refusal(setting.webhookUrl(url))).toContain(expected);
  });
});
