import { describe, expect, test } from 'vitest';
import { asUnknown, judge } from '../../../lib/core/judge.ts';
import { limits } from '../../../lib/core/limits.ts';
import type { Phases, ProbeOutcome } from '../../../lib/core/reading.ts';
import { check, phases, reading } from './plain-check.ts';

describe('what was expected', () => {
  test('names every assertion', () => {
    const { expected } = reading(
      {
        status: [
          [200, 299],
          [404, 404],
          [500, 503],
          [450, 549],
        ],
        contains: ['a'],
        lacks: ['b'],
        matches: 'c+',
        json: [{ path: '$.d', value: true }],
      },
      {},
    );
    expect(expected).toBe(
      'status 2xx or 404 or 500-503 or 450-549, body containing "a", body lacking "b", ' +
        'body matching "c+" and JSON with $.d = true',
    );
  });
});

describe('what came', () => {
  const pages: [string, string][] = [
    ['application-error', "Heroku's application error page"],
    ['maintenance-mode', "Heroku's maintenance page"],
    ['no-such-app', "Heroku's page for a name that no app has"],
    ['ssl-cert-error', "Heroku's certificate error page"],
    ['something-new', 'Heroku\'s page "something-new"'],
  ];
  test.each(pages)("recognises Heroku's page %s", (name, words) => {
    const page = `//www.herokucdn.com/error-pages/${name}.html`;
    const body = `<html><iframe src="${page}"></iframe></html>`;
    expect(reading({}, { status: 503, body }).came).toBe(`status 503, ${words}`);
  });

  test('is one safe line, whatever the body', () => {
    const body = 'a\u001b[31m\r\n\t b\u202e\u0000\ud800c';
    expect(reading({ checkstring: 'ok' }, { body }).came).toBe(
      'status 200, body "a b \ufffdc" (19 bytes)',
    );
  });

  test('is cut where the body is long, and tells its size', () => {
    const { came } = reading({ checkstring: 'ok' }, { body: '😀'.repeat(300) });
    const [, shown = ''] = /^status 200, body "(.*)" \(1\.2 KiB\)$/.exec(came) ?? [];
    expect(shown).toMatch(/^(😀)+\.\.\.$/u);
    expect(shown.length).toBeLessThanOrEqual(limits.bodyCutCharactersMax);
  });

  test('shows a body without the white space around it, and calls that no cut', () => {
    expect(reading({ checkstring: 'no' }, { body: '\n ok \n' }).came).toBe('status 200, body "ok"');
    expect(reading({ checkstring: ' no ' }, {}).expected).toBe('status 200 and body "no"');
  });

  test.each([
    [1023, '1023 bytes'],
    [1024, '1 KiB'],
    [1600, '1.6 KiB'],
  ])('tells the size of a body of %i bytes', (bytes, size) => {
    expect(reading({ checkstring: 'no' }, { body: 'x'.repeat(bytes) }).came).toContain(`(${size})`);
  });

  test('says that a body is compressed instead of showing it', () => {
    const body = Buffer.from([0x1f, 0x8b, 8, 0, 0]).toString('utf8');
    expect(reading({ checkstring: 'ok' }, { body }).came).toBe(
      'status 200, a gzip-compressed body, although none was asked for',
    );
  });

  test('shows a body that only begins like a compressed one', () => {
    expect(reading({ checkstring: 'ok' }, { body: '\u001fab' }).came).not.toContain('gzip');
    expect(reading({ checkstring: 'ok' }, { body: 'a\ufffd' }).came).not.toContain('gzip');
  });

  test('says where a redirect leads', () => {
    const location = 'https://shop.example/login';
    expect(reading({}, { status: 302, body: '', location }).came).toBe(
      'status 302 to https://shop.example/login, empty body',
    );
  });
});

describe('a failed probe', () => {
  const failed = (parts: Partial<Phases>): ProbeOutcome => ({
    kind: 'failed',
    url: 'https://shop.example/health',
    cause: 'timeout',
    message: 'no answer within 10 s',
    canBeOurs: false,
    phases: { ...phases, bodyMs: null, ...parts },
  });

  test('is sick with its cause and its message', () => {
    expect(judge(check, failed({}), 7)).toMatchObject({
      at: 7,
      verdict: 'sick',
      cause: 'timeout',
      came: 'no answer within 10 s',
      expected: 'status 200',
      status: null,
      slow: false,
      certificateExpiresAt: null,
    });
  });

  test('reached the app once the request was sent, and not before', () => {
    expect(judge(check, failed({}), 7).reachedApp).toBe(true);
    expect(judge(check, failed({ headersMs: null }), 7).reachedApp).toBe(false);
  });

  test('is unknown where the trouble is ours, and keeps what was seen', () => {
    const sick = judge(check, failed({}), 7);
    expect(asUnknown(sick, 'nobody else answered either')).toEqual({
      ...sick,
      verdict: 'unknown',
      came: 'no answer within 10 s; nobody else answered either',
    });
  });
});
