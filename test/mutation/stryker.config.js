// Mutation testing of the core: `npm run mutate`, or a part of it:
// `npm run mutate -- --mutate 'lib/core/decide/**/*.ts'`.

import { fileURLToPath } from 'node:url';

const runner = fileURLToPath(new URL('runner.ts', import.meta.url));

export default {
  testRunner: 'fresh-tests',
  plugins: [runner],
  mutate: ['lib/core/**/*.ts'],
  ignorePatterns: ['/tsconfig.json', '/bench', '/deploy', '/functions'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  maxTestRunnerReuse: 200,
  timeoutMS: 60_000,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['json', 'html', 'progress-append-only', 'clear-text'],
  clearTextReporter: { reportTests: false, logTests: false, allowColor: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
