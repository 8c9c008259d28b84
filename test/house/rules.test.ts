// That each rule of the house can fail: bad snippets are found, good ones are left alone.

import { describe, expect, test } from 'vitest';
import { deadFiles } from './dead-files.ts';
import { longFiles, longFunctions, longLines } from './measures.ts';
import { impureCoreImports, upwardImports } from './rooms.ts';
import { parseSource, type Source } from './sources.ts';
import { leftOutTests, putOffWork, silentFiles, uncheckedTypes } from './words.ts';
import { chanceUses, clockUses, environmentUses } from './world-access.ts';

type Rule = (sources: readonly Source[]) => string[];

/** A rule, a file that breaks it in its second line, and the same thing where it is allowed. */
const cases: readonly (readonly [Rule, path: string, bad: string, good: [string, string]])[] = [
  [upwardImports, 'lib/core/a.ts', `import { b } from '../adapters/b.ts';`, here('lib/local/a.ts')],
  [upwardImports, 'lib/core/a.ts', `import type { B } from '../cli/b.ts';`, here('lib/cli/a.ts')],
  [upwardImports, 'lib/adapters/a.ts', `export * from '../sweep.ts';`, here('lib/watch.ts')],
  [upwardImports, 'lib/reconcile.ts', `const b = import('./watch.ts');`, here('lib/sweep.ts')],
  [upwardImports, 'lib/sweep.ts', `import '../functions/sweep.ts';`, here('functions/watch.ts')],
  [upwardImports, 'functions/a.ts', `import '../lib/local/b.ts';`, here('lib/local/a.ts')],
  [upwardImports, 'lib/local/a.ts', `type B = import('../cli/b.ts').B;`, here('lib/cli/a.ts')],
  [upwardImports, 'lib/core/a.ts', `import '../../test/b.ts';`, here('scripts/a.ts')],
  [impureCoreImports, 'lib/core/a.ts', `import 'node:fs';`, here('lib/adapters/a.ts')],
  [impureCoreImports, 'lib/core/a.ts', `import 'undici';`, ['lib/core/a.ts', `import 'yaml';`]],
  [clockUses, 'lib/core/a.ts', 'const a = Date.now();', here('lib/adapters/clock.ts')],
  [clockUses, 'lib/core/a.ts', 'const a = Date.now;', here('lib/local/a.ts')],
  [clockUses, 'lib/sweep.ts', 'const a = new Date();', ['lib/sweep.ts', 'new Date(0);']],
  [clockUses, 'lib/watch.ts', 'const a = performance.now();', here('bench/a.ts')],
  [clockUses, 'lib/core/a.ts', 'const a = process.hrtime();', here('test/a.ts')],
  [clockUses, 'functions/a.ts', 'setTimeout(a, 1);', ['functions/a.ts', 'socket.setTimeout(1);']],
  [clockUses, 'lib/adapters/a.ts', 'setInterval(a, 1);', here('lib/cli/a.ts')],
  [clockUses, 'lib/adapters/a.ts', `import 'node:timers/promises';`, here('scripts/a.ts')],
  [chanceUses, 'lib/core/a.ts', 'const a = Math.random();', here('test/a.ts')],
  [
    chanceUses,
    'lib/watch.ts',
    `import { randomUUID } from 'node:crypto';`,
    here('functions/wire.ts'),
  ],
  [chanceUses, 'lib/watch.ts', 'crypto.randomUUID();', ['lib/watch.ts', 'crypto.createHash(a);']],
  [environmentUses, 'lib/cli/a.ts', 'process.env;', here('lib/adapters/settings.ts')],
  [environmentUses, 'functions/a.ts', `process.env['A'];`, here('bin/lastgood.js')],
  [environmentUses, 'lib/core/a.ts', 'const { env } = process;', here('scripts/a.ts')],
  [environmentUses, 'lib/core/a.ts', `import { env } from 'node:process';`, here('test/a.ts')],
  [longLines, 'lib/core/a.ts', `// ${'a'.repeat(98)}`, ['lib/core/a.ts', `// ${'ä'.repeat(97)}`]],
  [uncheckedTypes, 'lib/core/a.ts', 'let a: any;', ['lib/core/a.ts', 'let any: unknown;']],
  [uncheckedTypes, 'test/a.ts', 'const a = b as any;', ['test/a.ts', `const a = 'any';`]],
  [uncheckedTypes, 'lib/core/a.ts', 'b!.c();', ['lib/core/a.ts', '!b.c();']],
  [putOffWork, 'lib/core/a.ts', `// TO${'DO'}: later`, ['lib/core/a.ts', `const a = 'TO${'DO'}';`]],
  [putOffWork, 'test/a.ts', `/* FIX${'ME'} */`, ['test/a.ts', '// The fix is for me.']],
  [leftOutTests, 'test/a.test.ts', `test.skip('a', b);`, ['test/a.test.ts', 'list.skip(1);']],
  [leftOutTests, 'test/a.test.ts', `describe.only('a', b);`, ['test/a.test.ts', `it('only', b);`]],
];

describe('a bad line is found with its place', () => {
  test.each(cases)('%o in %s: %s', (rule, path, bad) => {
    const found = rule([parseSource(path, `// Says its duty.\n${bad}\n`)]);
    expect(found).toEqual([expect.stringMatching(new RegExp(`^${path}:2 .*; `))]);
  });
});

describe('the same where it is allowed is left alone', () => {
  test.each(cases)('%o beside %s: %s', (rule, _path, bad, [path, good]) => {
    expect(rule([parseSource(path, good === '' ? bad : good)])).toEqual([]);
  });
});

describe('a measure is kept to the line', () => {
  const lines = (count: number): string => '\n'.repeat(count - 1);

  test('a file may have 200 lines', () => {
    expect(longFiles([parseSource('lib/a.ts', `a;${lines(200)}b;\n`)])).toEqual([]);
    expect(longFiles([parseSource('lib/a.ts', `a;${lines(201)}b;\n`)])).toEqual([
      'lib/a.ts:201 has 201 lines, 200 are allowed; split it in two',
    ]);
  });

  test.each(['function a() {…}', 'const a = () => {…};', 'class A { a() {…} }'])(
    'a function may have 70 lines: %s',
    (shape) => {
      const text = (count: number): string => `\n${shape.replace('…', lines(count))}`;
      expect(longFunctions([parseSource('lib/a.ts', text(70))])).toEqual([]);
      expect(longFunctions([parseSource('lib/a.ts', text(71))])).toEqual([
        'lib/a.ts:2 has 71 lines, 70 are allowed; give a part of it a name',
      ]);
    },
  );

  test('a list of tests may be longer than a function', () => {
    const text = `describe('a', () => {${lines(100)}});`;
    expect(longFunctions([parseSource('test/a.test.ts', text)])).toEqual([]);
  });

  test('braces in texts, comments and patterns are no functions', () => {
    const braces = [`const a = '() => {';`, '// {{{', 'const b = /[{]/;', `const c = \`{\${a}\`;`];
    const text = `${braces.join('\n')}${lines(100)}`;
    expect(longFunctions([parseSource('lib/a.ts', text)])).toEqual([]);
  });
});

describe('a file of lib says its duty', () => {
  test.each([
    ['on top', '/** A duty. */\nimport a from "a";\nexport const b = a;'],
    ['on its first export', 'import a from "a";\n\n/** A duty. */\nexport const b = a;'],
  ])('%s', (_where, text) => {
    expect(silentFiles([parseSource('lib/core/a.ts', text)])).toEqual([]);
  });

  test.each([
    ['nowhere', 'export const a = 1;'],
    ['on something else only', 'const a = 1;\n/** A duty. */\nconst b = 2;\nexport { a, b };'],
  ])('%s is refused', (_where, text) => {
    expect(silentFiles([parseSource('lib/core/a.ts', text)])).toHaveLength(1);
  });
});

test('a file that only a test and a dead file need is dead', () => {
  const found = deadFiles([
    parseSource('functions/sweep.ts', `import '../lib/sweep.ts';`),
    parseSource('lib/sweep.ts', `export * from './core/used.ts';`),
    parseSource('lib/core/used.ts', 'export const a = 1;'),
    parseSource('lib/core/spawned.ts', 'export const a = 1;'),
    parseSource('scripts/a.ts', `fork(join(here, '../lib/core/spawned.ts'));`),
    parseSource('bin/a.js', `spawn(node, [join(root, 'lib/core/started.ts')]);`),
    parseSource('lib/core/started.ts', 'export const a = 1;'),
    parseSource('lib/core/ambient.d.ts', `declare module 'b';`),
    parseSource('lib/core/dead.ts', `import './deader.ts';`),
    parseSource('lib/core/deader.ts', 'export const a = 1;'),
    parseSource('test/core/dead.test.ts', `import '../../lib/core/dead.ts';`),
  ]);
  expect(found.map((line) => line.split(':')[0])).toEqual([
    'lib/core/dead.ts',
    'lib/core/deader.ts',
  ]);
});

test('a file in no room is refused', () => {
  expect(upwardImports([parseSource('lib/helpers/a.ts', '')])).toEqual([
    expect.stringContaining('lib/helpers/a.ts:1 stands in no room'),
  ]);
});

test('a file that is no TypeScript fails loudly', () => {
  expect(() => parseSource('lib/a.ts', 'const = ;')).toThrow(/^lib\/a\.ts: /);
});

/** The bad line itself, at a path where it is allowed. */
function here(path: string): [string, string] {
  return [path, ''];
}
