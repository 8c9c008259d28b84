// The rules of the house, held over the project's own files. Each failure names the file, the
// line and what to do. That the rules can fail is shown in house/rules.test.ts.

import { expect, test } from 'vitest';
import { deadFiles } from './house/dead-files.ts';
import { longFiles, longFunctions, longLines } from './house/measures.ts';
import { impureCoreImports, upwardImports } from './house/rooms.ts';
import { readSources } from './house/sources.ts';
import { leftOutTests, putOffWork, silentFiles, uncheckedTypes } from './house/words.ts';
import { chanceUses, clockUses, environmentUses } from './house/world-access.ts';

const sources = readSources();

test('the files of the house are found', () => {
  const paths = sources.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'lib/core/configuration.ts',
      'functions/sweep.ts',
      'test/house.test.ts',
    ]),
  );
});

test('imports run down only: cli, local, functions, sweep, reconcile, adapters, core', () => {
  expect(upwardImports(sources)).toEqual([]);
});

test('the core imports only the core and pure libraries', () => {
  expect(impureCoreImports(sources)).toEqual([]);
});

test('the clock and timers are reached for in one file', () => {
  expect(clockUses(sources)).toEqual([]);
});

test('chance is left to where identities are made', () => {
  expect(chanceUses(sources)).toEqual([]);
});

test('the environment is read in one file', () => {
  expect(environmentUses(sources)).toEqual([]);
});

test('no file is past 200 lines', () => {
  expect(longFiles(sources)).toEqual([]);
});

test('no function is past 70 lines', () => {
  expect(longFunctions(sources)).toEqual([]);
});

test('no line is past 100 columns', () => {
  expect(longLines(sources)).toEqual([]);
});

test('nothing switches the type checker off', () => {
  expect(uncheckedTypes(sources)).toEqual([]);
});

test('no file of lib and functions is dead', () => {
  expect(deadFiles(sources)).toEqual([]);
});

test('every file of lib says its duty', () => {
  expect(silentFiles(sources)).toEqual([]);
});

test('no work is put off in a comment', () => {
  expect(putOffWork(sources)).toEqual([]);
});

test('no test is left out', () => {
  expect(leftOutTests(sources)).toEqual([]);
});
