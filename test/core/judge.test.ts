import { describe, expect, test } from 'vitest';
import type { Check } from '../../lib/core/app.ts';
import type { Cause } from '../../lib/core/reading.ts';
import { type answer, phases, reading } from './judge/plain-check.ts';

describe('a healthy reading', () => {
  const passing: [string, Partial<Check>, Partial<typeof answer>][] = [
    ['the status alone', {}, { body: 'anything' }],
    [
      'one of several statuses',
      {
        status: [
          [200, 200],
          [204, 204],
        ],
      },
      { status: 204, body: '' },
    ],
    ['a status in a range', { status: [[200, 299]] }, { status: 299 }],
    ['a redirect that is named', { status: [[301, 301]] }, { status: 301 }],
    ['the checkstring with white space around it', { checkstring: 'ok' }, { body: ' ok\r\n' }],
    ['texts as they stand in the body', { contains: ['"a": 1'] }, { body: '{"a": 1}' }],
    ['the lack of texts', { lacks: ['error', 'OK'] }, {}],
    ['an expression', { matches: '^o[a-k]$' }, {}],
    ['the first status of a range', { status: [[200, 299]] }, { status: 200 }],
    ['the first code that is no redirect', { status: [[200, 499]] }, { status: 400 }],
    ['the checkstring itself without its white space', { checkstring: ' ok\n' }, {}],
    ['JSON values', { json: [{ path: '$.a', value: null }] }, { body: '{"a":null}' }],
    ['a text that stands before the cut', { contains: ['ok'] }, { complete: false }],
    ['an expression that matches before the cut', { matches: 'o' }, { complete: false }],
  ];
  test.each(passing)('needs %s', (_name, asked, came) => {
    expect(reading(asked, came)).toMatchObject({ verdict: 'healthy', cause: null, slow: false });
  });

  test('carries what the probe brought', () => {
    expect(reading({ checkstring: 'ok' }, {})).toEqual({
      at: 7,
      verdict: 'healthy',
      cause: null,
      url: 'https://shop.example/health',
      expected: 'status 200 and body "ok"',
      came: 'status 200, body "ok"',
      status: 200,
      reachedApp: true,
      slow: false,
      certificateExpiresAt: 99,
      phases,
    });
  });

  test('is slow past `within`, and healthy all the same', () => {
    expect(reading({ withinMs: 4 }, {})).toMatchObject({ verdict: 'healthy', slow: true });
    expect(reading({ withinMs: 5 }, {})).toMatchObject({ verdict: 'healthy', slow: false });
    const sick = reading({ withinMs: 4 }, { status: 500 });
    expect(sick).toMatchObject({ verdict: 'sick', slow: false });
  });
});

describe('a sick reading', () => {
  const failing: [string, Partial<Check>, Partial<typeof answer>, Cause, string][] = [
    ['another status', {}, { status: 503, body: '' }, 'status', 'status 503, empty body'],
    ['another 2xx', {}, { status: 204, body: '' }, 'status', 'status 204, empty body'],
    [
      'a redirect in a range',
      { status: [[200, 399]] },
      { status: 302 },
      'status',
      'status 302, body "ok"',
    ],
    [
      'a redirect at the end of a range',
      { status: [[300, 301]] },
      { status: 301 },
      'status',
      'status 301, body "ok"',
    ],
    [
      'a redirect at the start of a range',
      { status: [[399, 404]] },
      { status: 399 },
      'status',
      'status 399, body "ok"',
    ],
    [
      'the first redirect there is',
      { status: [[200, 301]] },
      { status: 300 },
      'status',
      'status 300, body "ok"',
    ],
    ['a status before a range', { status: [[204, 299]] }, {}, 'status', 'status 200, body "ok"'],
    [
      'a status in no range',
      { status: [[200, 204]] },
      { status: 205 },
      'status',
      'status 205, body "ok"',
    ],
    ['a longer body', { checkstring: 'ok' }, { body: 'ok!' }, 'body', 'status 200, body "ok!"'],
    ['another case', { checkstring: 'ok' }, { body: 'OK' }, 'body', 'status 200, body "OK"'],
    ['an empty body', { checkstring: 'ok' }, { body: '' }, 'body', 'status 200, empty body'],
    [
      'one text of two',
      { contains: ['o', 'x'] },
      {},
      'body',
      'status 200, body "ok": it does not contain "x"',
    ],
    ['a text to lack', { lacks: ['x', 'k'] }, {}, 'body', 'status 200, body "ok": it contains "k"'],
    ['no match', { matches: '^k' }, {}, 'body', 'status 200, body "ok": it does not match "^k"'],
    [
      'an expression that is none',
      { matches: '(' },
      {},
      'body',
      'status 200, body "ok": "(" is not an expression in RE2 syntax',
    ],
    [
      'no JSON',
      { json: [{ path: 'a', value: 1 }] },
      {},
      'json',
      'status 200, body "ok": it is not JSON',
    ],
    [
      'a missing path',
      { json: [{ path: 'a.b', value: 1 }] },
      { body: '{"a":{}}' },
      'json',
      'status 200, body "{"a":{}}": it has no a.b',
    ],
    [
      'another type',
      { json: [{ path: 'a', value: 1 }] },
      { body: '{"a":"1"}' },
      'json',
      'status 200, body "{"a":"1"}": a is "1"',
    ],
    [
      'an object in the place of a value',
      { json: [{ path: 'a', value: null }] },
      { body: '{"a":{}}' },
      'json',
      'status 200, body "{"a":{}}": a is an object',
    ],
    [
      'nothing in the place of a value',
      { json: [{ path: 'a', value: 1 }] },
      { body: '{"a":null}' },
      'json',
      'status 200, body "{"a":null}": a is null',
    ],
    [
      'another number',
      { json: [{ path: 'a', value: 1 }] },
      { body: '{"a":2}' },
      'json',
      'status 200, body "{"a":2}": a is 2',
    ],
    [
      'a path that is none',
      { json: [{ path: 'a[', value: 1 }] },
      { body: '{}' },
      'json',
      'status 200, body "{}": "a[" is not a path',
    ],
    [
      'a part of the document',
      { json: [{ path: '$', value: '' }] },
      { body: '[]' },
      'json',
      'status 200, body "[]": $ is an array',
    ],
  ];
  test.each(failing)('for %s', (_name, asked, came, cause, words) => {
    expect(reading(asked, came)).toMatchObject({
      verdict: 'sick',
      cause,
      came: words,
      slow: false,
      reachedApp: true,
    });
  });

  test('names the status before the body, and the body before its JSON', () => {
    const asked = { checkstring: 'no', json: [{ path: 'a', value: 1 }] };
    expect(reading(asked, { status: 500 }).cause).toBe('status');
    expect(reading(asked, {}).cause).toBe('body');
  });
});
