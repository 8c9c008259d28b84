// All files of tests, loaded once without a mutant, and which mutants loading them has touched:
// most are touched by tests only, and can be tried without loading anything again.

import { forgetModules, loadModule } from './fresh-modules.ts';
import { stryker } from './instrumented.ts';
import { sharedFiles, testFiles } from './test-files.ts';
import { type NotedTest, noteTests } from './words.ts';

export type Clean = {
  /** The tests of a file as loaded without a mutant; null: loading touches it, so load it anew. */
  testsOf(file: string, mutant: string | undefined): readonly NotedTest[] | null;
};

/** Loads everything, what the files of tests share first. */
export async function loadCleanly(): Promise<Clean> {
  const files = new Map<string, { tests: readonly NotedTest[]; touched: ReadonlySet<string> }>();
  delete stryker.activeMutant;
  forgetModules();
  stryker.mutantCoverage = { static: {}, perTest: {} };
  for (const file of sharedFiles()) await loadModule(file);
  const touchedByAll = new Set(Object.keys(stryker.mutantCoverage.static));
  for (const file of testFiles()) {
    // In place: what is loaded by now goes on noting into the object that it has found at first.
    stryker.mutantCoverage.static = {};
    const tests = await noteTests(file, () => loadModule(file));
    files.set(file, { tests, touched: new Set(Object.keys(stryker.mutantCoverage.static)) });
  }
  const testsOf: Clean['testsOf'] = (file, mutant = '') => {
    const loaded = files.get(file);
    const touched = touchedByAll.has(mutant) || loaded?.touched.has(mutant) !== false;
    return loaded === undefined || touched ? null : loaded.tests;
  };
  return { testsOf };
}
