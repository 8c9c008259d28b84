import { describe, expect, test } from 'vitest';
import { isWeb, linesUnder, parseLog } from '../../../lib/core/cause/log-lines.ts';

const at = Date.parse('2026-01-31T12:00:00.123Z');

describe('a line of a log', () => {
  const hello = { at, source: 'app', process: 'web.1', text: 'hello' };

  test.each([
    '2026-01-31T12:00:00.123456+00:00 app[web.1]: hello',
    '2026-01-31T12:00:00.123Z app[web.1]: hello  \r',
    'data: 2026-01-31T12:00:00.123456+00:00 app[web.1]: hello',
    'data:2026-01-31T12:00:00.123456+00:00 app[web.1]:hello',
  ])('is read: %j', (text) => {
    expect(parseLog(text)).toEqual([hello]);
  });

  test('keeps how far it is indented, which tells a frame of a trace', () => {
    const text = '2026-01-31T12:00:00.123456+00:00 app[web-1234abcde-123ab]:     at f (a.js:1)';
    expect(parseLog(text)).toEqual([
      { at, source: 'app', process: 'web-1234abcde-123ab', text: '    at f (a.js:1)' },
    ]);
  });

  test.each([
    '',
    'hello',
    '2026-01-31T12:00:00.123456+00:00 app: hello',
    'the 2026-01-31T12:00:00.123456+00:00 app[web.1]: hello',
    '2026-13-31T12:00:00.123456+00:00 app[web.1]: hello',
    '2026-01-31 app[web.1]: hello',
    '2026-01-31T12:00:00.123456+00:00 data: app[web.1]: hello',
  ])('is none: %j', (text) => {
    expect(parseLog(text)).toEqual([]);
  });

  test.each([
    ['web.1', true],
    ['web-1234abcde-123ab', true],
    ['website.1', false],
    ['worker.1', false],
    ['my-web.1', false],
    ['router', false],
  ])('of %s is of a dyno that answers requests: %s', (process, is) => {
    expect(isWeb({ ...hello, process })).toBe(is);
  });
});

describe('the lines under a release', () => {
  const line = (second: number, process: string, text: string) => ({
    ...{ at: at + second * 1_000, source: 'app' },
    ...{ process, text },
  });
  const log = [
    line(0, 'web.1', 'old'),
    line(1, 'api', 'Release v29 created by user ben@example.com'),
    line(2, 'web.1', 'Release v31 created, says the app'),
    line(3, 'api', 'Set X config vars by user ben@example.com'),
    line(4, 'web.1', 'new'),
    line(5, 'api', 'Release v30 created by user bot@example.com'),
    line(6, 'web.1', 'newer'),
  ];
  const under = (version: number | null, since = at) =>
    linesUnder(log, { version, since }).map(({ text }) => text.split(' ')[0]);

  test('begin where it was created, and end where the next one was', () => {
    expect(under(29)).toEqual(['Release', 'Release', 'Set', 'new']);
    expect(under(30)).toEqual(['Release', 'newer']);
  });

  test('are those since a time, that moment included', () => {
    expect(under(29, at + 4_000)).toEqual(['new']);
    expect(under(29, at + 4_001)).toEqual([]);
  });

  test('are all until the next one where its own beginning is not kept', () => {
    expect(under(28)).toEqual(['old']);
    expect(linesUnder(log.slice(2), { version: 29, since: at })).toEqual(log.slice(2, 5));
    expect(under(31)).toHaveLength(7);
  });

  test('are all of them where no release is meant', () => {
    expect(under(null)).toHaveLength(7);
    expect(linesUnder(log.slice(1), { version: null, since: at })).toHaveLength(6);
  });

  test('begin at their own release, whatever was said before it or is said of it again', () => {
    const created = (second: number, version: number) =>
      line(second, 'api', `Release v${version} created by user ben@example.com`);
    const odd = [created(0, 30), created(1, 29), created(2, 29), line(3, 'web.1', 'new')];
    expect(linesUnder(odd, { version: 29, since: at })).toEqual(odd.slice(1));
  });

  test('end at a newer release alone, and only where Heroku says so', () => {
    const forged = [
      line(0, 'api', 'Release v29 created by user ben@example.com'),
      line(1, 'api', 'Release v28 created by user ben@example.com'),
      line(2, 'api', 'see Release v30 created by nobody'),
      line(3, 'api', 'Release v30 is created'),
    ];
    expect(linesUnder(forged, { version: 29, since: at })).toEqual(forged);
  });
});
