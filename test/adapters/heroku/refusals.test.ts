import { describe, expect, test } from 'vitest';
import type { HerokuTrouble } from '../../../lib/core/release.ts';
import { troubleOf, useHarness } from './harness.ts';
import { html, json, page } from './platform-api.ts';

const on = useHarness();

describe('a refusal of Heroku', () => {
  const refusals: [number, string, Partial<HerokuTrouble>, RegExp][] = [
    [400, 'bad_request', { kind: 'rejected' }, /read what Heroku says/],
    [401, 'unauthorized', { kind: 'unauthorized' }, /new token.*HEROKU_API_KEY/],
    [402, 'delinquent', { kind: 'forbidden' }, /unpaid bill/],
    [403, 'forbidden', { kind: 'forbidden' }, /access to app shop-eu.*write-protected/],
    [403, 'two_factor', { kind: 'forbidden' }, /no second factor/],
    [403, 'suspended', { kind: 'forbidden' }, /Heroku Support/],
    [404, 'not_found', { kind: 'not-found' }, /app shop-eu.*renamed or deleted.*collaborator/],
    [406, 'not_acceptable', { kind: 'rejected' }, /read what Heroku says/],
    [409, 'conflict', { kind: 'rejected' }, /changing the app at the same moment/],
    [410, 'gone', { kind: 'rejected' }, /gone for good/],
    [412, 'precondition_failed', { kind: 'rejected' }, /repeating is no use/],
    [416, 'requested_range_not_satisfiable', { kind: 'rejected' }, /repeating is no use/],
    [422, 'invalid_params', { kind: 'rejected' }, /repeating is no use/],
    [429, 'rate_limit', { kind: 'rate-limited', canRetry: true }, /75 calls a minute/],
    [500, 'internal_server_error', { kind: 'unavailable', canRetry: true }, /status.heroku.com/],
    [503, 'service_unavailable', { kind: 'unavailable', canRetry: true }, /status.heroku.com/],
  ];

  test.each(refusals)('with %i %s says so and what to do', async (status, id, kind, advice) => {
    on.api.answer = (_seen, response) =>
      json(response, status, { id, message: 'Heroku’s own words.' }, { 'request-id': 'r-1,r-2' });
    const trouble = troubleOf(await on.heroku.releases('shop-eu'));
    expect(trouble).toEqual({
      canRetry: false,
      ...kind,
      message: `GET /apps/shop-eu/releases answered ${status} (${id}): Heroku’s own words.`,
      advice: expect.stringMatching(advice),
      maybeDone: false,
      status,
      requestId: 'r-1,r-2',
    });
  });

  test.each(refusals)(
    'with %i %s tells whether a rollback may be under way',
    async (status, id) => {
      on.api.answer = (_seen, response) => json(response, status, { id, message: 'No.' });
      const trouble = troubleOf(await on.heroku.rollback('shop-eu', 'r1'));
      expect(trouble.maybeDone).toBe(status >= 500);
      expect(on.api.seen).toHaveLength(1);
    },
  );

  test('that is a page tells what came in place of a message', async () => {
    on.api.answer = (_seen, response) => page(response, 503, html);
    expect(troubleOf(await on.heroku.releases('shop-eu'))).toMatchObject({
      kind: 'unavailable',
      message: "GET /apps/shop-eu/releases answered 503: text/html, without a message of Heroku's",
      requestId: null,
    });
  });

  test('stays the refusal that it is when its body never ends', async () => {
    on.api.answer = (_seen, response) => {
      response.writeHead(401, { 'content-length': '1000' });
      response.write('{"id":', () => response.destroy());
    };
    expect(troubleOf(await on.heroku.app('shop-eu')).kind).toBe('unauthorized');
  });

  test('is quoted on one line, without control characters, and not at length', async () => {
    const message = `first\r\nsecond\u001b[31m\u0007\u202e ${'long '.repeat(5000)}`;
    on.api.answer = (_seen, response) => json(response, 422, { id: 'x'.repeat(900), message });
    const trouble = troubleOf(await on.heroku.app('shop-eu'));
    expect(trouble.message).toContain('first second long');
    expect(trouble.message).not.toMatch(/\p{C}/u);
    expect(trouble.message.length).toBeLessThan(500);
  });

  test('for the list of apps does not speak of one app', async () => {
    on.api.answer = (_seen, response) => json(response, 403, { id: 'forbidden', message: 'No.' });
    expect(troubleOf(await on.heroku.apps()).advice).toContain('access to the apps');
    on.api.answer = (_seen, response) => page(response, 404, html);
    expect(troubleOf(await on.heroku.apps()).advice).toContain('HEROKU_API_URL');
  });
});
