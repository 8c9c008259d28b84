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

describe('what is no secret stays as it is', () => {
  test.each(stays)('%s', (text) => expect(redact(text)).toBe(text));
});

describe('a secret becomes a placeholder', () => {
  test.each(goes)('%s', (text, redacted) => expect(redact(text)).toBe(redacted));
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
