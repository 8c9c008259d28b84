import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../lib/core/limits.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { event, older, receive, release, secret, signed, trust, withData } from './requests.ts';

describe('who is turned away is told why:', () => {
  const header = 'heroku-webhook-hmac-sha256';
  const large = 'x'.repeat(limits.webhookBytesMax + 1);
  test.each<[string, Parameters<typeof receive>[0], number, string]>([
    ['another door', { path: '/door' }, 404, 'there is no door at /door'],
    [
      'a body too large',
      { body: large },
      413,
      `the body is larger than ${limits.webhookBytesMax} bytes`,
    ],
    ['no signature', { body: release }, 401, `the header ${header} is missing`],
    [
      'a wrong one',
      { body: release, headers: { [header]: 'x' } },
      401,
      'the signature is not that of these bytes under any secret we hold',
    ],
  ])('%s', (_what, request, status, reason) => {
    expect(receive(request)).toEqual({ status, messages: [], reason });
  });
});

describe('the signature', () => {
  test('is over the bytes as they came', () => {
    const spaced = JSON.stringify(event, null, 7);
    expect(receive(signed(spaced)).status).toBe(202);
    const { headers } = signed(spaced);
    expect(receive({ headers, body: JSON.stringify(event), isBase64Encoded: false }).status).toBe(
      401,
    );
  });

  test('is over the bytes of a body that is not ASCII', () => {
    const text = JSON.stringify(withData({ description: 'Größe → 100 % ✓ 🚀' }));
    expect(receive(signed(text)).status).toBe(202);
  });

  test('is over the decoded bytes of a body in base64', () => {
    const { headers } = signed(release);
    const body = Buffer.from(release).toString('base64');
    expect(receive({ headers, body, isBase64Encoded: true }).status).toBe(202);
    expect(receive({ headers, body, isBase64Encoded: false }).status).toBe(401);
    expect(receive({ headers, body: release, isBase64Encoded: true }).status).toBe(401);
  });

  test('may be of either secret while one is being replaced', () => {
    expect(receive(signed(release, older)).status).toBe(202);
    expect(
      receive(signed(release, older), { ...trust, secrets: { heroku: [secret], github: [] } })
        .status,
    ).toBe(401);
  });

  test.each([undefined, '', 'x', 'A'.repeat(43).concat('=')])('%j opens nothing', (signature) => {
    const headers = { 'heroku-webhook-hmac-sha256': signature };
    const plan = receive({ headers, body: release, isBase64Encoded: false });
    expect(plan).toMatchObject({ status: 401, messages: [] });
  });

  test('is asked for before anything is said of the body', () => {
    const wrong = { 'heroku-webhook-hmac-sha256': 'x' };
    for (const body of [undefined, '', '{', release]) {
      expect(receive({ headers: wrong, body, isBase64Encoded: false }).status).toBe(401);
    }
  });

  test.each([[[]], [[new Secret('')]]])('is never right without a secret', (secrets) => {
    const signature = createHmac('sha256', '').update(release).digest('base64');
    const headers = { 'heroku-webhook-hmac-sha256': signature };
    const plan = receive(
      { headers, body: release },
      { ...trust, secrets: { heroku: secrets, github: [] } },
    );
    expect(plan).toMatchObject({ status: 401, messages: [] });
    expect(plan.reason).toContain('set LASTGOOD_WEBHOOK_SECRET');
  });
});

describe('the size', () => {
  test.each([true, false])('is judged before the signature (base64: %s)', (isBase64Encoded) => {
    const text = 'x'.repeat(limits.webhookBytesMax + 1);
    const { headers } = signed(text);
    const body = isBase64Encoded ? Buffer.from(text).toString('base64') : text;
    expect(receive({ headers, body, isBase64Encoded })).toMatchObject({
      status: 413,
      messages: [],
    });
  });

  test('is that of the bytes, not of the characters', () => {
    const text = '✓'.repeat(limits.webhookBytesMax / 2);
    expect(receive(signed(text)).status).toBe(413);
  });

  test('may be the largest that is allowed', () => {
    const text = JSON.stringify(event).padEnd(limits.webhookBytesMax);
    expect(receive(signed(text)).status).toBe(202);
  });
});

describe('the path', () => {
  test.each(['/', '/heroku', '/heroku/', '//', '//heroku'])('%s is the door of Heroku', (path) => {
    expect(receive({ ...signed(release), path }).status).toBe(202);
  });

  test.each(['/github', '/gitlab', '/heroku/x', '/HEROKU', '/constructor', ''])(
    '%j is not, whatever is signed',
    (path) => {
      const plan = receive({ ...signed(release), path });
      expect([401, 404]).toContain(plan.status);
      expect(plan.messages).toEqual([]);
    },
  );
});
