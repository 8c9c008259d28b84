import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../../lib/core/secret.ts';
import { fixtureList } from './fixture.ts';
import { everyCall, token, troubleOf, useHarness } from './harness.ts';
import { json, page } from './platform-api.ts';

const on = useHarness();

describe('the token', () => {
  test.each([null, new Secret('')])('is asked for when there is none: %s', async (none) => {
    const tokenless = on.create({ token: none });
    const answers = await everyCall(tokenless);
    expect(answers).toHaveLength(9);
    for (const answer of answers) {
      expect(troubleOf(answer)).toMatchObject({
        kind: 'no-token',
        advice: expect.stringContaining('set HEROKU_API_KEY'),
        canRetry: false,
        maybeDone: false,
      });
    }
    expect(on.api.seen).toHaveLength(0);
  });

  test.each([`${token}\n`, ` ${token}`, `${token}é`])('%j is never sent', async (text) => {
    const odd = on.create({ token: new Secret(text) });
    const trouble = troubleOf(await odd.app('shop-eu'));
    expect(trouble).toMatchObject({ kind: 'unauthorized', canRetry: false });
    expect(trouble.advice).toContain('without white space');
    expect(JSON.stringify(trouble)).not.toContain(token);
    expect(on.api.seen).toHaveLength(0);
  });

  const echo = `Bearer ${token} of HRKU-another-one and ${token}`;
  const leaks: [string, (response: ServerResponse) => void][] = [
    ...[401, 403, 404, 422, 429, 500].map(
      (status): [string, (response: ServerResponse) => void] => [
        `a message with ${status}`,
        (response) => json(response, status, { id: token, message: echo }, { 'request-id': token }),
      ],
    ),
    [
      'a message cut inside it',
      (response) => json(response, 422, { id: 'x', message: `${'a'.repeat(190)} ${token}` }),
    ],
    [
      'the content type',
      (response) => {
        response.writeHead(503, { 'content-type': `text/${token}` });
        response.end(echo);
      },
    ],
    ['a page', (response) => page(response, 200, echo)],
    [
      'a field of the wrong shape',
      (response) => json(response, 200, [{ ...fixtureList('releases.json')[0], version: token }]),
    ],
    [
      'an unknown status of a release',
      (response) => json(response, 200, [{ ...fixtureList('releases.json')[0], status: token }]),
    ],
    ['a dropped connection', (response) => response.destroy()],
    ['a silence', () => {}],
  ];

  test.each(leaks)('does not come back out of %s', async (_what, answer) => {
    on.api.answer = (_seen, response) => answer(response);
    const hasty = on.create({ limits: { timeoutMs: 100, rollbackTimeoutMs: 100 } });
    for (const trouble of (await everyCall(hasty)).map(troubleOf)) {
      const printed = `${JSON.stringify(trouble)} ${inspect(trouble, { depth: 9 })}`;
      expect(printed).not.toContain('HRKU-');
      expect(printed).not.toContain('must-not');
      expect(printed).not.toContain('Bearer HRKU');
    }
    expect(inspect(hasty, { depth: 9, showHidden: true })).not.toContain(token);
  });

  test('does not come back either when it looks like any other word', async () => {
    const old = '01234567-89ab-cdef-0123-456789abcdef';
    on.api.answer = (seen, response) =>
      json(response, 422, {
        id: 'x',
        message: `got ${seen.headers.authorization}, that is ${old}`,
      });
    const trouble = troubleOf(await on.create({ token: new Secret(old) }).app('shop-eu'));
    expect(trouble.message).toBe(
      'GET /apps/shop-eu answered 422 (x): got Bearer [secret], that is [secret]',
    );
  });
});
