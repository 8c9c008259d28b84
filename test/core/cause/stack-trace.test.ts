import { describe, expect, test } from 'vitest';
import { lastTrace } from '../../../lib/core/cause/stack-trace.ts';

const traces: readonly (readonly [string, readonly string[], string, number])[] = [
  [
    'Node, with a message of several lines',
    [
      "Error: Cannot find module 'express'",
      'Require stack:',
      '- /app/server.js',
      '    at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)',
      '    at Function.executeUserEntryPoint [as runMain] (node:internal/run_main:144:12) {',
      "  code: 'MODULE_NOT_FOUND',",
      '}',
    ],
    "Error: Cannot find module 'express'",
    6,
  ],
  [
    'Python',
    [
      'Traceback (most recent call last):',
      '  File "/app/wsgi.py", line 3, in <module>',
      '    import flask',
      "ModuleNotFoundError: No module named 'flask'",
      '[INFO] Worker exiting (pid: 9)',
    ],
    "ModuleNotFoundError: No module named 'flask'",
    4,
  ],
  [
    'Ruby',
    [
      "/app/config.ru:1:in `require': cannot load such file -- app (LoadError)",
      "\tfrom /app/config.ru:1:in `block in <main>'",
      "\tfrom /app/vendor/rack.rb:12:in `eval'",
    ],
    "/app/config.ru:1:in `require': cannot load such file -- app (LoadError)",
    3,
  ],
  [
    'Java, with a cause of the cause',
    [
      'Exception in thread "main" java.lang.IllegalStateException: no database',
      '\tat com.example.Main.main(Main.java:9)',
      'Caused by: java.net.ConnectException: Connection refused',
      '\tat java.base/sun.nio.ch.Net.connect(Net.java:579)',
      '\t... 3 more',
    ],
    'Exception in thread "main" java.lang.IllegalStateException: no database',
    5,
  ],
  [
    'Go',
    [
      'panic: runtime error: index out of range [3] with length 3',
      '',
      'goroutine 1 [running]:',
      'main.main()',
      '\t/app/main.go:8 +0x1d',
      'exit status 2',
    ],
    'panic: runtime error: index out of range [3] with length 3',
    4,
  ],
  [
    'Go, of two calls and a goroutine that made them',
    [
      'fatal error: all goroutines are asleep - deadlock!',
      '',
      'goroutine 7 [chan receive]:',
      'main.(*Server).wait(0xc000012345)',
      '\t/app/server.go:21 +0x1d',
      'created by main.main',
      '\t/app/main.go:8 +0x2a',
      'exit status 2',
    ],
    'fatal error: all goroutines are asleep - deadlock!',
    6,
  ],
  [
    'PHP',
    [
      'PHP Fatal error:  Uncaught PDOException: could not find driver in /app/db.php:4',
      'Stack trace:',
      '#0 /app/db.php(4): PDO->__construct()',
      '#1 /app/index.php(2): require()',
      '[23-Nov-2026] NOTICE: exiting',
    ],
    'PHP Fatal error:  Uncaught PDOException: could not find driver in /app/db.php:4',
    4,
  ],
];

describe('the last stack trace', () => {
  test.each(traces)('of %s', (_language, lines, summary, count) => {
    const trace = lastTrace(['listening', ...lines]);
    expect(trace?.summary).toBe(summary);
    const told = lines.filter((line) => line !== '').slice(0, count);
    expect(told).toHaveLength(count);
    expect(trace?.lines).toEqual(told);
  });

  test('is the last one', () => {
    const [, node] = traces[0] ?? ['', []];
    const [, go] = traces[4] ?? ['', []];
    expect(lastTrace([...go, ...node])?.summary).toBe("Error: Cannot find module 'express'");
  });

  test('begins at its own error, not at one that was told before it', () => {
    const earlier = ['TypeError: caught, and gone on', 'listening'];
    const lines = ['RangeError: too deep', '    at dive (/app/a.js:1:1)'];
    expect(lastTrace([...earlier, ...lines])).toEqual({
      summary: 'RangeError: too deep',
      lines: ['RangeError: too deep', '    at dive (/app/a.js:1:1)'],
    });
  });

  test('begins at the line above its frames where nothing says that it is an error', () => {
    const told = lastTrace(['listening', 'went wrong', '    at dive (/app/a.js:1:1)', 'bye']);
    expect(told).toEqual({
      summary: 'went wrong',
      lines: ['went wrong', '    at dive (/app/a.js:1:1)'],
    });
  });

  test.each([
    [8, 'Error: many'],
    [9, '- 8'],
  ])('is looked for above a message of %i lines', (count, summary) => {
    const message = Array.from({ length: count }, (_, index) => `- ${index}`);
    const trace = lastTrace(['Error: many', ...message, '    at dive (/app/a.js:1:1)']);
    expect(trace?.summary).toBe(summary);
  });

  test('is whole although it begins or ends what is known', () => {
    expect(lastTrace(['    at dive (/app/a.js:1:1)'])).toEqual({
      summary: 'at dive (/app/a.js:1:1)',
      lines: ['    at dive (/app/a.js:1:1)'],
    });
    expect(lastTrace(['Traceback (most recent call last):', '  File "/app/a.py", line 1'])).toEqual(
      {
        summary: 'Traceback (most recent call last):',
        lines: ['Traceback (most recent call last):', '  File "/app/a.py", line 1'],
      },
    );
  });

  test.each([
    'at the end of the day',
    'File "/app/a.py", line 3',
    '  File "/app/a.py", line x',
    'from /app/a.rb:1:in `require',
    '\tfrom here to there',
    '/app/main.go:8 +0x1d',
    ' #0 /app/db.php(4): PDO',
    'it is #0 /app/db.php(4): PDO',
    'look at this',
    'see File "/app/a.py", line 3',
    'it came from /app/a.rb:1:in `require',
    'see /app/main.go:8 +0x1d',
  ])('is none by a line that is like a frame: %j', (line) => {
    expect(lastTrace(['Error: no', line])).toBeNull();
  });

  test.each([
    '  from /app/a.rb:123:in `require',
    '    /app/main.go:123 +0x1d',
    '#10 /app/db.php(123): PDO',
    '        at com.example.Main.main(Main.java:9)',
  ])('is known by a frame such as %j', (frame) => {
    expect(lastTrace(['said before', 'Error: oh', frame])?.lines).toEqual(['Error: oh', frame]);
  });

  test.each([
    ['Fatal error: out of memory', true],
    ['panic: out of memory', true],
    ['ValueError: no', true],
    ['java.lang.IllegalStateException: no', true],
    ['wrapped (ValueError: no)', true],
    ['there was no panic: all is well', false],
    ['x-Error-free', false],
    ['SomeErrors', false],
  ])('begins at %j: %s', (header, begins) => {
    const trace = lastTrace([header, 'of several', 'lines', '    at dive (/app/a.js:1:1)']);
    expect(trace?.summary).toBe(begins ? header : 'lines');
  });

  test('is none where nothing is like one', () => {
    expect(lastTrace(['listening', '  indented', ''])).toBeNull();
    expect(lastTrace([])).toBeNull();
  });
});
