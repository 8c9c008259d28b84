// Stryker's test runner for the core: the tests stay in one process and are loaded anew per mutant,
// file by file, the nearest to the mutant first, until one fails. Vitest's own runner starts a worker
// for each mutant and takes over a second of CPU for it; films that a file plays while it is loaded
// would there run the whole suite. Here what loading a file covers belongs to the tests of that file.

import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';
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
import { forgetModules, loadAnewUnder, loadModule } from './fresh-modules.ts';
import { nearestFirst, testFiles } from './test-files.ts';
import { type NotedTest, noteTests } from './words.ts';

const stryker = shared();

class FreshTests implements TestRunner {
  static inject = [] as const;

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
    stryker.activeMutant = options.activeMutant.id;
    stryker.hitCount = 0;
    Object.assign(stryker, { hitLimit: options.hitLimit });
    const wanted = options.testFilter && new Set(options.testFilter);
    const files = nearestFirst(options.sandboxFileName, wanted);
    forgetModules();
    const result = await runFiles(files, wanted);
    return toMutantRunResult(
      determineHitLimitReached(stryker.hitCount, stryker.hitLimit) ?? result,
    );
  }
}

/** Runs the wanted tests of files until one fails. If none does, a file that cannot load is told. */
async function runFiles(files: string[], wanted?: ReadonlySet<string>): Promise<DryRunResult> {
  const tests: TestResult[] = [];
  let errorMessage: string | null = null;
  for (const file of files) {
    try {
      const noted = await noteTests(file, () => loadModule(file));
      const failed = await runUntilOneFails(
        noted.filter(({ id }) => wanted?.has(id) ?? true),
        tests,
      );
      if (failed) return complete(tests);
    } catch (error) {
      errorMessage = `${file}: ${String(error)}`;
    }
  }
  return errorMessage === null ? complete(tests) : { status: DryRunStatus.Error, errorMessage };
}

async function runUntilOneFails(wanted: readonly NotedTest[], results: TestResult[]) {
  for (const test of wanted) {
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

/** What the runner and the instrumented code tell each other. */
function shared(): InstrumenterContext {
  const world = globalThis as Record<string, unknown>;
  world[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
  return world[INSTRUMENTER_CONSTANTS.NAMESPACE] as InstrumenterContext;
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'fresh-tests', FreshTests),
];
