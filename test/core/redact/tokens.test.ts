import { describe, expect, test } from 'vitest';
import { redact } from '../../../lib/core/redact.ts';

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

describe('a token is told by how it begins and how long it is', () => {
  test.each(shortest)('%s', (text) => {
    expect(redact(`is ${text}`)).toBe('is [secret]');
    expect(redact(`${text}, or not`)).toBe('[secret], or not');
  });
  test.each(tooShort)('not %s', (text) => expect(redact(text)).toBe(text));
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
