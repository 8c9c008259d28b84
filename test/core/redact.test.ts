import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../lib/core/redact.ts';

const stays: readonly string[] = [
  'status 503, body "Application Error"',
  'v2 has been failing since 2026-11-23 03:12:25 UTC (40 s ago).',
  'Set SECRET_KEY_BASE, DATABASE_URL config vars',
  'Deploy 1a5f89db',
  'heroku rollback v29 -a shop',
  'https://github.com/acme/shop/compare/1a5f89db...9c0ffee1',
  'at=error code=H10 desc="App crashed" method=GET path="/health" request_id=9f1c2d3e dyno=web.1',
  'Basic authentication failed for Token exchange',
  'SyntaxError: Unexpected token < in JSON at position 0',
  'duplicate key value violates unique constraint "users_pkey"',
  'primary key: 4711, sort_key=created, publicKey=shown, keyboard=qwertz, monkey: business',
  '{"pass":12,"fail":3,"authorized":"anna","token":null}',
  'Error: Cannot find module /app/sever.js',
  'anna@example.com wrote to bob@example.com',
];

const goes: readonly (readonly [string, string])[] = [
  ['token HRKU-1a2b-3c4d-5e6f came', 'token [secret] came'],
  ['Authorization: Bearer abc.def-ghi', 'Authorization: [secret] [secret]'],
  ['authorization=Basic YW5uYTpodW50ZXI=', 'authorization=[secret] [secret]'],
  ['postgres://anna:hunter2@db:5432/shop down', 'postgres://[secret]@db:5432/shop down'],
  ['redis://:p@ss@cache:6379', 'redis://[secret]@cache:6379'],
  ['https://4f5e6d@sentry.example.com/1', 'https://[secret]@sentry.example.com/1'],
  ['DB_PASSWORD=hunter2 PORT=80', 'DB_PASSWORD=[secret] PORT=80'],
  ['{"password":"hunt er2","user":"anna"}', '{"password":"[secret]","user":"anna"}'],
  ["{ apiKey: 'k-1', clientSecret: 'k-2' }", "{ apiKey: '[secret]', clientSecret: '[secret]' }"],
  ['GET /login?token=abc123&next=/a', 'GET /login?token=[secret]&next=/a'],
  ['"x-auth-token" => "abc123"', '"x-auth-token" => "[secret]"'],
  ['secret_key_base: 0123456789', 'secret_key_base: [secret]'],
  ['AWS_ACCESS_KEY_ID=AKIAABCDEFGHIJKLMNOP', 'AWS_ACCESS_KEY_ID=[secret]'],
  ['Cookie: a=1; b=2', 'Cookie: [secret]'],
  ['password="no end', 'password="[secret]'],
  ['ghp_0123456789abcdef and glpat-0123456789', '[secret] and [secret]'],
  ['gho_0123456789, ghu_0123456789', '[secret], [secret]'],
  ['github_pat_0123456789', '[secret]'],
  ['npm_0123456789abcdef', '[secret]'],
  ['xoxb-0123456789', '[secret]'],
  ['sk_live_0123456789', '[secret]'],
  ['rk_0123456789, pk_test_0123456789', '[secret], [secret]'],
  ['whsec_0123456789', '[secret]'],
  ['SG.0123456789.0123456789', '[secret]'],
  ['AIza01234567890123456789', '[secret]'],
  ['AKIA0123456789AB, ASIA0123456789AB', '[secret], [secret]'],
  ['Digest Abcdefgh', 'Digest [secret]'],
  ['eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl', '[secret]'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[secret]'],
  ['-----BEGIN PRIVATE KEY----- MIIE never ends', '[secret]'],
  ['sk-proj-0123456789abcdefghij', '[secret]'],
];

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

/** Headers as they are logged, with a list of values and with as many spaces as it pleased somebody. */
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

/** The shortest that each maker's tokens are told by. */
const shortest: readonly string[] = [
  ...['HRKU-a-_4', 'ghp_abcd-_78', 'ghr_12345678', 'ghs_12345678', 'github_pat_12345678'],
  ...['glpat-12345678', 'npm_12345678', 'rk_live_1234567890', 'pk_abcdEFGH90'],
  ...['xoxa-12345678', 'xoxe-12345678', 'xoxo-12345678', 'xoxp-1234-_78'],
  ...['xoxr-12345678', 'xoxs-12345678', 'whsec_test_1234567890'],
  ...['SG.12345678-_.1234567_-0', 'AIza123456789012345678-_', 'sk-123456789012345678-_'],
  ...['AKIAABCDEFGHIJ12', 'ASIAABCDEFGHIJ12', 'eyJ123456-_.12-_', 'eyJ12345678.1234.'],
];

/** One character less, or what only ends like one. */
const tooShort: readonly string[] = [
  ...['HRKU-123', 'ghp_1234567', 'github_pat_1234567', 'xoxb-1234567', 'sk_123456789'],
  ...['SG.123456789.1234567890', 'SG.1234567890.123456789', 'AIza1234567890123456789'],
  ...[
    'sk-1234567890123456789',
    'AKIA12345678901',
    'AKIAabcdefghijkl',
    'eyJ1234567.1234',
    'eyJ12345678.123',
  ],
  ...['disk-usage-of-the-whole-volume', 'xghp_12345678', 'axoxb-12345678', 'task_1234567890'],
  ...['MSG.1234567890.1234567890', 'xAIza12345678901234567890', 'xAKIA123456789012'],
  ...['heyJ12345678.1234', 'xoxz-12345678', 'gha_12345678'],
  ...['bearer abc', 'forbearer abcd', 'token abcdef1', 'Token abcdefgh', 'xToken 12345678'],
];

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

describe('a token is told by how it begins and how long it is', () => {
  test.each(shortest)('%s', (text) => {
    expect(redact(`is ${text}`)).toBe('is [secret]');
    expect(redact(`${text}, or not`)).toBe('[secret], or not');
  });
  test.each(tooShort)('not %s', (text) => expect(redact(text)).toBe(text));
});

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

describe('who logs in with a URL', () => {
  test.each<string[]>([
    ['HTTPS://anna:hunter2@db', 'HTTPS://[secret]@db'],
    ['url_https://anna@db', 'url_https://[secret]@db'],
    ['git+ssh2.x-y://anna:a:b@db/a@b', 'git+ssh2.x-y://[secret]@db/a@b'],
    ...['/a', '?a', '#a', '"a', "'a", '<a', '>a', ' a'].map((rest) => {
      const url = `https://shop.example${rest}@b`;
      return [url, url];
    }),
  ])('%s', (url = '', shown = '') => expect(redact(url)).toBe(shown));
});

test('after a private key the text goes on, and after one that never ends it does not', () => {
  const key = (name: string) => `-----BEGIN ${name}KEY-----\nMIIE\n-----END ${name}KEY----- on`;
  for (const name of ['PRIVATE ', 'RSA PRIVATE ', 'ENCRYPTED PRIVATE ']) {
    expect(redact(`a ${key(name)}`)).toBe('a [secret] on');
  }
  expect(redact(key('PUBLIC '))).toBe(key('PUBLIC '));
  expect(redact('-----BEGIN PRIVATE KEY-----\nMIIE\n-----END')).toBe('[secret]-----END');
});

describe('what is no secret stays as it is', () => {
  test.each(stays)('%s', (text) => expect(redact(text)).toBe(text));
});

describe('a secret becomes a placeholder', () => {
  test.each([...goes, ...within, ...flags, ...escaped, ...headers])('%s', (text, redacted) =>
    expect(redact(text)).toBe(redacted),
  );
});

const secret = fc.stringMatching(/^[A-Za-z0-9]{16,40}$/);
const name = fc.constantFrom(
  'password',
  'DB_PASSWORD',
  'apiKey',
  'STRIPE_KEY',
  'SECRET_KEY_BASE',
  'x-api-token',
  'clientSecret',
  'spring.datasource.password',
);
const planted = fc.oneof(
  fc.tuple(name, secret).map(([key, it]) => [`${key}=${it}`, it] as const),
  fc.tuple(name, secret).map(([key, it]) => [`${key}: ${it}`, it] as const),
  fc.tuple(name, secret).map(([key, it]) => [`{"${key}":"${it}"}`, it] as const),
  fc.tuple(name, secret).map(([key, it]) => [`?a=b&${key}=${it}&c=d`, it] as const),
  secret.map((it) => [`Bearer ${it}`, it] as const),
  secret.map((it) => [`HRKU-${it}`, it] as const),
  secret.map((it) => [`mysql://root:${it}@10.0.0.1/x`, it] as const),
  secret.map((it) => [`https://${it}@example.com`, it] as const),
);
const around = fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem());

test('no planted secret is left, whatever stands around it', () => {
  fc.assert(
    fc.property(around, planted, around, (before, [text, it], after) => {
      expect(redact(`${before}\n${text}\n${after}`)).not.toContain(it);
    }),
    { numRuns: 2_000 },
  );
});

test('a second time changes nothing', () => {
  const pieces = fc.constantFrom(
    'token',
    '=',
    ':',
    '"',
    "'",
    ' ',
    '[secret]',
    'Bearer',
    'a://',
    '@',
  );
  const made = fc
    .array(fc.oneof(pieces, fc.string()), { maxLength: 12 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(made, fc.string({ unit: 'binary' })), (text) => {
      const once = redact(text);
      expect(redact(once)).toBe(once);
    }),
    { numRuns: 5_000 },
  );
});

test('a long text of what looks like the beginning of secrets costs no more than its length', () => {
  const hard = ['token=', 'a://', 'password="', 'Bearer ', 'x_'.repeat(40), "key='", 'Cookie:'];
  const took = (copies: number) => {
    const texts = hard.map((text) => text.repeat(copies));
    const start = performance.now();
    for (const text of texts) redact(text);
    return performance.now() - start;
  };
  took(1_000);
  expect(took(16_000)).toBeLessThan(2_000);
});
