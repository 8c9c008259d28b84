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
];

describe('the last stack trace', () => {
  test.each(traces)('of %s', (_language, lines, summary, count) => {
    const trace = lastTrace(['listening', ...lines]);
    expect(trace?.summary).toBe(summary);
    expect(trace?.lines).toHaveLength(count);
    expect(trace?.lines[0]).toBe(lines[0]);
  });

  test('is the last one', () => {
    const [, node] = traces[0] ?? ['', []];
    const [, go] = traces[4] ?? ['', []];
    expect(lastTrace([...go, ...node])?.summary).toBe("Error: Cannot find module 'express'");
  });

  test('is none where nothing is like one', () => {
    expect(lastTrace(['listening', '  indented', ''])).toBeNull();
    expect(lastTrace([])).toBeNull();
  });
});
