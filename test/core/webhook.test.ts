import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { parseQueueMessage } from '../../lib/core/queue-message.ts';
import { Secret } from '../../lib/core/secret.ts';
import { receiveWebhook, type WebhookRequest } from '../../lib/core/webhook.ts';

const secret = new Secret('the-secret-of-today');
const older = new Secret('the-secret-of-yesterday');
const apps = new Set(['shop-eu', 'constructor']);
const release = fixture('webhook-release-update.json');
const event: Event = JSON.parse(release);

type Event = Record<string, unknown> & { data: Record<string, unknown> };

describe('Heroku’s own events', () => {
  test.each([
    ['webhook-release-create.json', 'webhook: release v44 succeeded'],
    ['webhook-release-update.json', 'webhook: release v44 succeeded'],
    ['webhook-dyno-crashed.json', 'webhook: dyno web.1 crashed'],
  ])('%s wakes a watch', (name, reason) => {
    expect(receive(signed(fixture(name)))).toEqual({
      status: 202,
      message: { kind: 'watch', app: 'shop-eu', reason },
      reason,
    });
  });

  test.each(['pending', 'failed', 'expired'])('a release that is %s does too', (status) => {
    const plan = receive(signed(JSON.stringify(withData({ status, current: false }))));
    expect(plan.message).toMatchObject({ reason: `webhook: release v44 ${status}` });
  });

  test.each<[string, unknown]>([
    ['a destroyed release', { ...event, action: 'destroy' }],
    ['a release without an action', { ...event, action: undefined }],
    ['a dyno that starts', dyno({ state: 'starting' })],
    ['a dyno that went down with an exit status', dyno({ state: 'down', exit_status: 143 })],
    ['a dyno without a state', dyno({ state: undefined })],
    ['a build', { ...event, resource: 'build' }],
    ['a new collaborator', { ...event, resource: 'collaborator', data: {} }],
    ['no resource', { hello: 'world' }],
    ['nothing at all', {}],
  ])('%s is answered with success and wakes nobody', (_what, body) => {
    expect(receive(signed(JSON.stringify(body)))).toMatchObject({ status: 204, message: null });
  });

  test('of an app that is not in apps.yml wakes nobody', () => {
    const other = withData({ app: { id: 'x', name: 'somebody-elses' } });
    expect(receive(signed(JSON.stringify(other)))).toEqual({
      status: 204,
      message: null,
      reason: 'app somebody-elses is not in apps.yml',
    });
  });

  test('need nothing but the app’s name', () => {
    const bare = { action: 'create', resource: 'release', data: { app: { name: 'shop-eu' } } };
    expect(receive(signed(JSON.stringify(bare)))).toMatchObject({
      status: 202,
      message: { app: 'shop-eu', reason: 'webhook: release of no version is in an unknown status' },
    });
  });

  test('may carry fields of other kinds than documented', () => {
    const odd = withData({ version: '44', status: { a: 1 }, slug: 7, name: null });
    expect(
      receive(signed(JSON.stringify({ ...odd, webhook_metadata: 7, actor: [] }))),
    ).toMatchObject({ status: 202, message: { app: 'shop-eu' } });
  });

  test.each<[string, unknown]>([
    ['no app', withData({ app: undefined })],
    ['an app without a name', withData({ app: { id: 'x' } })],
    ['an app whose name is none', withData({ app: { name: { toString: 'shop-eu' } } })],
    ['no data', { ...event, data: null }],
  ])('of a release with %s are refused so that it shows', (_what, body) => {
    expect(receive(signed(JSON.stringify(body)))).toEqual({
      status: 400,
      message: null,
      reason: 'the release event names no app',
    });
  });

  test.each(['', 'release', '[', '7', 'null', '"x"', '\u0000'])('are no %j', (body) => {
    expect(receive(signed(body))).toMatchObject({ status: 400, message: null });
  });

  test('are taken apart however deep they are', () => {
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    expect(receive(signed(deep))).toMatchObject({ message: null });
  });

  test('put nothing strange into the message, the log or the queue', () => {
    const odd = withData({ status: `\u001b[31mred\r\n\u202e${'x'.repeat(5_000)}`, version: 44 });
    const { message, reason } = receive(signed(JSON.stringify(odd)));
    expect(reason).toMatch(/^webhook: release v44 red x+\.\.\.$/);
    expect(reason.length).toBeLessThanOrEqual(limits.reasonCharactersMax);
    expect(parseQueueMessage(JSON.stringify(message))).toEqual(message);
    const stranger = withData({ app: { name: `\u001b[2J${'y'.repeat(5_000)}` } });
    expect(receive(signed(JSON.stringify(stranger))).reason).toMatch(/^app y+/);
    expect(receive(signed(JSON.stringify(stranger))).reason.length).toBeLessThanOrEqual(200);
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

test('an app that is called like a part of the language is an app like any other', () => {
  const odd = withData({ app: { name: 'constructor' } });
  expect(receive(signed(JSON.stringify(odd)))).toMatchObject({ message: { app: 'constructor' } });
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

function receive(request: WebhookRequest) {
  return receiveWebhook(request, [secret, older], apps);
}

function signed(body: string, by = secret): WebhookRequest {
  const signature = createHmac('sha256', by.reveal()).update(body).digest('base64');
  return { headers: { 'heroku-webhook-hmac-sha256': signature }, body, isBase64Encoded: false };
}

function withData(fields: Record<string, unknown>): Event {
  return { ...event, data: { ...event.data, ...fields } };
}

function dyno(fields: Record<string, unknown>): Event {
  const one: Event = JSON.parse(fixture('webhook-dyno-crashed.json'));
  return { ...one, data: { ...one.data, ...fields } };
}

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/heroku/${name}`, import.meta.url), 'utf8');
}
