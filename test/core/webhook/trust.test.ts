import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../lib/core/limits.ts';
import { parseQueueMessage } from '../../../lib/core/queue-message.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { receiveWebhook } from '../../../lib/core/webhook.ts';
import {
  apps,
  event,
  fixture,
  older,
  receive,
  release,
  secret,
  signed,
  withData,
} from './requests.ts';

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
    expect(receiveWebhook(signed(release, older), [secret], apps).status).toBe(401);
  });

  test.each([undefined, '', 'x', 'A'.repeat(43).concat('=')])('%j opens nothing', (signature) => {
    const headers = { 'heroku-webhook-hmac-sha256': signature };
    const plan = receive({ headers, body: release, isBase64Encoded: false });
    expect(plan).toMatchObject({ status: 401, message: null });
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
    const plan = receiveWebhook({ headers, body: release, isBase64Encoded: false }, secrets, apps);
    expect(plan).toMatchObject({ status: 401, message: null });
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
      message: null,
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

test('nothing that is unsigned is queued, and nothing throws', () => {
  const body = fc.oneof(
    fc.constantFrom(release, fixture('webhook-dyno-crashed.json')),
    fc.string({ unit: 'binary' }),
    fc.json(),
  );
  const signature = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.base64String({ minLength: 44, maxLength: 44 }),
    fc.constant(createHmac('sha256', 'a guess').update(release).digest('base64')),
  );
  const header = fc.constantFrom(
    'heroku-webhook-hmac-sha256',
    'x-hub-signature-256',
    'authorization',
  );
  fc.assert(
    fc.property(
      fc.option(body, { nil: undefined }),
      fc.dictionary(header, signature, { noNullPrototype: true }),
      fc.boolean(),
      (text, headers, isBase64Encoded) => {
        const plan = receive({ headers, body: text, isBase64Encoded });
        expect(plan).toMatchObject({ status: 401, message: null });
      },
    ),
    { numRuns: 5000 },
  );
});

test('nothing that is signed throws, and only our own apps are queued', () => {
  const anyEvent = fc.record(
    {
      action: fc.oneof(fc.constantFrom('create', 'update'), fc.string()),
      resource: fc.oneof(fc.constantFrom('release', 'dyno', null), fc.string()),
      data: fc.oneof(
        fc.record(
          {
            app: fc.oneof(
              fc.constant({ name: 'shop-eu' }),
              fc.record({ name: fc.string() }),
              fc.jsonValue(),
            ),
            version: fc.jsonValue(),
            state: fc.oneof(fc.constant('crashed'), fc.jsonValue()),
            status: fc.oneof(fc.string({ unit: 'binary', maxLength: 900 }), fc.jsonValue()),
          },
          { requiredKeys: [] },
        ),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyEvent, (one) => {
      const { status, message, reason } = receive(signed(JSON.stringify(one)));
      expect([202, 204, 400]).toContain(status);
      expect(status === 202).toBe(message !== null);
      expect(reason).not.toMatch(/\p{Cc}/u);
      if (message === null) return;
      expect(message).toMatchObject({ kind: 'watch', app: 'shop-eu' });
      expect(parseQueueMessage(JSON.stringify(message))).toEqual(message);
    }),
    { numRuns: 3000 },
  );
});
