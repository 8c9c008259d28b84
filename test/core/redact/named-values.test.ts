import { describe, expect, test } from 'vitest';
import { redact } from '../../../lib/core/redact.ts';

/** A name that opens something, inside what looks like the value of a name that does not. */
const within: readonly (readonly [string, string])[] = [
  ['url: https://shop.example/?api_key=abc&b=1', 'url: https://shop.example/?api_key=[secret]&b=1'],
  ['GET https://shop.example/?token=abc', 'GET https://shop.example/?token=[secret]'],
  ['msg="login with password=hunter2 failed"', 'msg="login with password=[secret] failed"'],
  ["body: 'token=abc'", "body: 'token=[secret]'"],
  ['a=b=token=abc', 'a=b=token=[secret]'],
];

/** What a dyno is started with, as Heroku writes it into the log. */
const flags: readonly (readonly [string, string])[] = [
  [
    'java -Dspring.datasource.password=hunter2 -jar a.jar',
    'java -Dspring.datasource.password=[secret] -jar a.jar',
  ],
  ['serve --password=hunter2 --port=80', 'serve --password=[secret] --port=80'],
  ['serve --api-key hunter2 --port 8080', 'serve --api-key [secret] --port 8080'],
  ['serve -token   hunter2', 'serve -token   [secret]'],
  ['serve --no-auth --port 8080', 'serve --no-auth --port 8080'],
];

/** JSON within JSON, and quotes within quotes. */
const escaped: readonly (readonly [string, string])[] = [
  [
    String.raw`{\"password\":\"hunter2\",\"user\":\"anna\"}`,
    String.raw`{\"password\":\"[secret]\",\"user\":\"anna\"}`,
  ],
  [String.raw`\\\"token\\\": \\\"a\\\", b`, String.raw`\\\"token\\\": \\\"[secret]\\\", b`],
  [String.raw`pw="hun\"ter2" b`, 'pw="[secret]" b'],
  [String.raw`\"pw\":\"hun\\\"ter2\" b`, String.raw`\"pw\":\"[secret]\" b`],
];

/** Headers as they are logged: with a list of values, with many spaces. */
const headers: readonly (readonly [string, string])[] = [
  ["'set-cookie': [ 'sid=abc; Path=/', 'b=2' ], x: 1", "'set-cookie': [secret], x: 1"],
  ['set-cookie: ["sid=abc', 'set-cookie: [secret]'],
  [String.raw`{\"cookie\":\"a=1; b=2\",\"x\":1}`, String.raw`{\"cookie\":\"[secret]\",\"x\":1}`],
  ['"Cookie" :   "a=1; b=2"', '"Cookie" :   "[secret]"'],
  ['Cookie: a=1; b=2\nHost: shop', 'Cookie: [secret]\nHost: shop'],
  ['Cookie: a=1; b=2\rHost: shop', 'Cookie: [secret]\rHost: shop'],
  ['Cookie :  a=1; b=2', 'Cookie :  [secret]'],
  ['password    = hunter2', 'password    = [secret]'],
  ['password =>   hunter2', 'password =>   [secret]'],
  ['BEARER   abcd', 'BEARER [secret]'],
  ['Negotiate   YIIabcde, Basic   YW5uYTo=', 'Negotiate [secret], Basic [secret]'],
  ['ApiKey 01234567 or Api-Key 01234567', 'ApiKey [secret] or Api-Key [secret]'],
  ['token abcdefg1, digest +/=.~_-A', 'token [secret], digest [secret]'],
];

describe('a value is hidden', () => {
  test.each([...within, ...flags, ...escaped, ...headers])('of %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });
});

const names: readonly string[] = [
  ...['ACCESSKEY', 'apikey', 'auth', 'Authorization', 'cookie', 'credential', 'CREDENTIALS', 'dsn'],
  ...['jwt', 'pass', 'passphrase', 'passwd', 'password', 'pw', 'PWD', 'secret', 'secrets'],
  ...['session', 'sessionid', 'signature', 'token', 'tokens', 'access__token', 'myS3Key', 'my-key'],
  ...['the.secret.of', 'aTokenOf', '--key', '1password', 'SECRET2', `${'x'.repeat(100)}_token`],
];

const plainNames: readonly string[] = [
  ...['foreign', 'index', 'partition', 'primary', 'public', 'sort', 'unique'].map(
    (it) => `${it}_key`,
  ),
  ...[
    'key',
    'keyboard',
    'passenger',
    'authors',
    'tokenizer',
    'secretary',
    'compass',
    'key_word',
    'public__key',
  ],
];

describe('a value is told by its name', () => {
  test.each(names)('%s', (name) => {
    expect(redact(`a ${name}=1234; b`)).toBe(`a ${name}=[secret]; b`);
  });
  test.each(plainNames)('not %s', (name) => {
    expect(redact(`a ${name}=1234; b`)).toBe(`a ${name}=1234; b`);
  });

  test.each([
    '0',
    '12',
    '999',
    'true',
    'FALSE',
    'null',
    'none',
    'undefined',
    '""',
    "''",
    '',
    '12])},;',
  ])('unless it is as plain as %s', (value) =>
    expect(redact(`token=${value}`)).toBe(`token=${value}`),
  );
  test.each(['1234', '-1', 'nullx', 'xnull', '12a', ';;1'])('but not as %s', (value) => {
    expect(redact(`token=${value}`)).toBe('token=[secret]');
  });

  test('and ends before what closes a call or a list, an ampersand, a quote or a tag', () => {
    expect(redact('(f([token=abc]));')).toBe('(f([token=[secret]]));');
    expect(redact('{token: abc}, b')).toBe('{token: [secret]}, b');
    expect(redact('<a>token=a;b</a>')).toBe('<a>token=[secret]</a>');
    expect(redact('token=a&pw=b&c=d')).toBe('token=[secret]&pw=[secret]&c=d');
    expect(redact(`"token=abc" 'pw=abc'`)).toBe(`"token=[secret]" 'pw=[secret]'`);
  });
});
