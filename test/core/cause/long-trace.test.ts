// A trace is told from its first line, however far that is above the last frame.

import { expect, test } from 'vitest';
import { lastTrace } from '../../../lib/core/cause/stack-trace.ts';

const many = (count: number, lines: (index: number) => readonly string[]) =>
  Array.from({ length: count }, (_, index) => lines(index)).flat();
const calls = many(6, (index) => [`main.(*S).f${index}(0x1)`, `\t/app/a.go:${index} +0x1`]);

test.each<[string, readonly string[]]>([
  ['PHP', ['PHP Fatal error: no', ...many(25, (index) => [`#${index} /app/a.php(1): f()`])]],
  [
    'Java',
    [
      'Exception in thread "main" java.lang.Error: no',
      ...many(12, () => ['\tat a.B.c(B.java:1)']),
      'Caused by: java.net.ConnectException: refused',
      ...many(12, () => ['\tat a.B.d(B.java:2)']),
    ],
  ],
  [
    'Go',
    ['panic: no', '', 'goroutine 1 [running]:', ...calls, '', 'goroutine 13 [select]:', ...calls],
  ],
  [
    'Go, made by another',
    ['panic: no', 'goroutine 1 [running]:', ...calls, 'created by a.b', ...calls],
  ],
  ['Node', ['Error: no', ...many(30, (index) => [`    at f${index} (/app/a.js:1:1)`])]],
])('of %s', (_language, lines) => {
  const trace = lastTrace(['listening', ...lines]);
  expect(trace?.summary).toBe(lines[0]);
  expect(trace?.lines).toEqual(lines.filter((line) => line !== ''));
});
