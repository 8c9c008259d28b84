import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { noSuchHost, refusingUrl } from '../probe/origin.ts';
import { troubleOf, useHarness } from './harness.ts';
import { html, json, page } from './platform-api.ts';

const on = useHarness();

describe('a success that is none', () => {
  const bodies: [string, (response: ServerResponse) => void, RegExp][] = [
    ['a page', (response) => page(response, 200, html), /not JSON \(text\/html\)/],
    ['nothing', (response) => page(response, 200, ''), /body was empty/],
    ['half of its JSON', (response) => page(response, 200, '[{"id":"6be9'), /not JSON/],
    ['an object for a list', (response) => json(response, 200, {}), /not as documented/],
    ['a redirect', (response) => page(response, 302, html), /answered 302/],
    ['a body beyond all bounds', endless, /more than 100000 bytes/],
  ];

  test.each(bodies)('for %s is malformed', async (_what, answer, message) => {
    on.api.answer = (_seen, response) => answer(response);
    const bounded = on.create({ limits: { bodyBytesMax: 100_000 } });
    const read = troubleOf(await bounded.releases('shop-eu'));
    expect(read).toMatchObject({ kind: 'malformed', canRetry: true, maybeDone: false });
    expect(read.message).toMatch(message);
    const posted = troubleOf(await bounded.rollback('shop-eu', 'r1'));
    expect(posted).toMatchObject({ kind: 'malformed', maybeDone: true });
  });
});

describe('no answer', () => {
  const silences: [string, (response: ServerResponse) => void][] = [
    ['before the headers', () => {}],
    ['after the headers', (response) => response.writeHead(200).flushHeaders()],
    [
      'but a byte now and then',
      (response) => {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ];

  test.each(silences)('%s is a timeout', async (_when, answer) => {
    on.api.answer = (_seen, response) => answer(response);
    const hasty = on.create({ limits: { timeoutMs: 100, rollbackTimeoutMs: 150 } });
    expect(troubleOf(await hasty.releases('shop-eu'))).toMatchObject({
      kind: 'timeout',
      message: 'GET /apps/shop-eu/releases had no whole answer within 100 ms',
      canRetry: true,
      maybeDone: false,
      status: null,
    });
    expect(troubleOf(await hasty.rollback('shop-eu', 'r1'))).toMatchObject({
      kind: 'timeout',
      message: 'POST /apps/shop-eu/releases had no whole answer within 150 ms',
      maybeDone: true,
    });
  });

  test.each([
    ['before the answer', (response: ServerResponse) => response.destroy()],
    [
      'in the middle of it',
      (response: ServerResponse) => {
        response.writeHead(201, { 'content-length': '1000' });
        response.write('{"id":"', () => response.destroy());
      },
    ],
  ])('because the connection was dropped %s may hide a rollback', async (_when, answer) => {
    on.api.answer = (_seen, response) => answer(response);
    const read = troubleOf(await on.heroku.releases('shop-eu'));
    expect(read).toMatchObject({ kind: 'unreachable', canRetry: true, maybeDone: false });
    const posted = troubleOf(await on.heroku.rollback('shop-eu', 'r1'));
    expect(posted).toMatchObject({ kind: 'unreachable', maybeDone: true });
    expect(posted.message).toMatch(/dropped by 127\.0\.0\.1:\d+ \(\w+\)/);
  });

  test('because the connection was refused hides nothing', async () => {
    const nowhere = on.create({ baseUrl: refusingUrl });
    expect(troubleOf(await nowhere.rollback('shop-eu', 'r1'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('(ECONNREFUSED)'),
      canRetry: true,
      maybeDone: false,
    });
  });

  test('because there is no such host hides nothing', async () => {
    const nowhere = on.create({ baseUrl: `http://${noSuchHost}` });
    expect(troubleOf(await nowhere.rollback('shop-eu', 'r1'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('no address was found'),
      maybeDone: false,
    });
  });

  test('because there is no TLS hides nothing', async () => {
    const plain = on.create({ baseUrl: on.api.url.replace('http:', 'https:') });
    expect(troubleOf(await plain.rollback('shop-eu', 'r1'))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('no trusted TLS connection'),
      maybeDone: false,
    });
    expect(on.api.seen).toHaveLength(0);
  });
});

/** Writes until the reader has had enough. */
function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const more = () => {
    while (!response.destroyed && response.write(chunk)) {}
  };
  response.on('drain', more);
  more();
}
