// Stryker's test runner for the core: the tests stay in one process and are run for one mutant
// after the other, those nearest to it first, until one fails. Vitest's own runner starts a worker
// for each mutant and takes over a second of CPU for it; films that a file plays while it is loaded
// would there run the whole suite. Here what loading a file covers belongs to the file's tests.

import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type CompleteDryRunResult,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { type Clean, loadCleanly } from './clean-load.ts';
import { forgetModules, loadAnewUnder, loadModule } from './fresh-modules.ts';
import { stryker } from './instrumented.ts';
import { nearestFirst, testFiles } from './test-files.ts';
import { type NotedTest, noteTests } from './words.ts';

class FreshTests implements TestRunner {
  static inject = [] as const;
  private clean: Clean | undefined;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    loadAnewUnder(process.cwd());
  }

  async dryRun(): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    stryker.mutantCoverage = { static: {}, perTest: {} };
    for (const file of testFiles()) {
      forgetModules();
      stryker.currentTestId = file;
      const noted = await noteTests(file, () => loadModule(file));
      for (const test of noted) {
        stryker.currentTestId = test.id;
        tests.push(await runTest(test));
      }
      shareCoverage(file, noted);
    }
    delete stryker.currentTestId;
    return complete(tests, stryker.mutantCoverage);
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    this.clean ??= await loadCleanly();
    const { activeMutant, hitLimit, testFilter, sandboxFileName } = options;
    Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const wanted = testFilter && new Set(testFilter);
    const files = nearestFirst(sandboxFileName, wanted);
    forgetModules();
    const result = await runFiles(this.clean, files, (id) => wanted?.has(id) ?? true);
    return toMutantRunResult(determineHitLimitReached(stryker.hitCount, hitLimit) ?? result);
  }
}

type Wanted = (id: string) => boolean;

/** Runs the wanted tests until one fails. If none does, a file that cannot be loaded is told. */
async function runFiles(clean: Clean, files: string[], wanted: Wanted): Promise<DryRunResult> {
  const tests: TestResult[] = [];
  let errorMessage: string | null = null;
  for (const file of files) {
    // What is not touched by loading need not be loaded anew, unless a failure is to be confirmed.
    const known = clean.testsOf(file, stryker.activeMutant);
    if (
      known !== null &&
      !(await oneFails(
        known.filter(({ id }) => wanted(id)),
        [],
      ))
    )
      continue;
    try {
      const fresh = await noteTests(file, () => loadModule(file));
      if (
        await oneFails(
          fresh.filter(({ id }) => wanted(id)),
          tests,
        )
      )
        return complete(tests);
    } catch (error) {
      errorMessage = `${file}: ${String(error)}`;
    }
  }
  return errorMessage === null ? complete(tests) : { status: DryRunStatus.Error, errorMessage };
}

async function oneFails(tests: readonly NotedTest[], results: TestResult[]): Promise<boolean> {
  for (const test of tests) {
    const result = await runTest(test);
    results.push(result);
    if (result.status === TestStatus.Failed) return true;
  }
  return false;
}

async function runTest({ id, run }: NotedTest): Promise<TestResult> {
  const start = performance.now();
  const [fileName = ''] = id.split(' > ', 1);
  const spent = () => ({ id, name: id, fileName, timeSpentMs: performance.now() - start });
  try {
    await run();
    return { ...spent(), status: TestStatus.Success };
  } catch (error) {
    return { ...spent(), status: TestStatus.Failed, failureMessage: String(error) };
  }
}

/** What loading a file covers is covered by each of its tests. */
function shareCoverage(file: string, tests: readonly NotedTest[]): void {
  const perTest = stryker.mutantCoverage?.perTest ?? {};
  const loading = perTest[file] ?? {};
  delete perTest[file];
  for (const { id } of tests) perTest[id] = { ...loading, ...perTest[id] };
}

function complete(
  tests: TestResult[],
  mutantCoverage?: CompleteDryRunResult['mutantCoverage'],
): DryRunResult {
  return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) };
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'fresh-tests', FreshTests),
];
