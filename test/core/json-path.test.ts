import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonPath, readJsonPath } from '../../lib/core/json-path.ts';

describe('a path', () => {
  const paths: [string, readonly (string | number)[]][] = [
    ['$', []],
    ['a', ['a']],
    ['$.a', ['a']],
    ['db.state', ['db', 'state']],
    ['$.checks[0].name', ['checks', 0, 'name']],
    ['[1][2]', [1, 2]],
    ['[12]', [12]],
    [' a.b ', ['a', 'b']],
    ['a.$', ['a', '$']],
    ['$[1]', [1]],
    ['["a.b"].c', ['a.b', 'c']],
    ['x["say \\"hi\\""]', ['x', 'say "hi"']],
    ['$ref', ['$ref']],
    ['with space.dash-ed', ['with space', 'dash-ed']],
  ];
  test.each(paths)('%s is taken apart', (path, steps) => {
    expect(parseJsonPath(path)).toEqual(steps);
  });

  const refused = [
    '',
    ' ',
    '.',
    '$.',
    'a.',
    'a..b',
    '..a',
    '.a',
    'a[',
    'a[]',
    'a[-1]',
    'a[x]',
    "a['b']",
    '$$..a',
    'a]',
    'a]x.b',
    'a["\\x"]',
    'a[1234567890]',
    '["a]',
  ];
  test.each(refused)('"%s" is refused', (path) => {
    expect(parseJsonPath(path)).toBeNull();
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (path) => void parseJsonPath(path)));
  });
});

describe('what stands there', () => {
  const document = { a: { b: [10, { c: null }] }, 'a.b': 'dotted', length: 3, text: 'ok' };

  test.each([
    ['$', document],
    ['a.b[0]', 10],
    ['a.b[1].c', null],
    ['["a.b"]', 'dotted'],
    ['length', 3],
  ])('%s is found', (path, value) => {
    expect(readJsonPath(document, parseJsonPath(path) ?? [])).toEqual({ found: true, value });
  });

  test.each([
    'x',
    'a.x',
    'a.b[2]',
    'a.b.length',
    'a[0]',
    'text.length',
    'text[0]',
    'a.b[0].c',
    'a.b[1].c.d',
    'toString',
    '__proto__',
  ])('%s is missing', (path) => {
    expect(readJsonPath(document, parseJsonPath(path) ?? [])).toEqual({ found: false });
  });
});
