import { expect, test } from 'vitest';
import { networkFailure } from '../../lib/adapters/network-failure.ts';

test.each([
  ['ENOTFOUND', 'dns', false],
  ['EAI_AGAIN', 'dns', false],
  ['ECONNREFUSED', 'connect', false],
  ['ENETUNREACH', 'connect', false],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect', false],
  ['CERT_HAS_EXPIRED', 'tls', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', false],
  ['ECONNRESET', 'dropped', true],
  ['UND_ERR_SOCKET', 'dropped', true],
  ['EPIPE', 'dropped', true],
  ['SOMETHING_NEW', 'dropped', true],
])('%s means %s, and that something may have been sent: %s', (code, what, maybeSent) => {
  const error = Object.assign(new Error('with words of the request'), { code });
  expect(networkFailure(error)).toEqual({ what, code, maybeSent });
  expect(networkFailure(new TypeError('fetch failed', { cause: error })).what).toBe(what);
});

test.each([null, undefined, 'ENOTFOUND', {}, { code: 7 }, new Error('no code')])(
  'of %j nothing is known, so that something may have been sent',
  (error) => {
    expect(networkFailure(error)).toEqual({ what: 'dropped', code: 'unknown', maybeSent: true });
  },
);
