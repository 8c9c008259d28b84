import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A bound for what hangs: what takes seconds takes many times as long on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What no event tells is looked for until shortly before the test's own time is up.
    expect: { poll: { timeout: 20_000 } },
    // Two cores run twice as many files at once as vitest would use by itself.
    maxWorkers: 2,
    reporters: ['default'],
  },
});
