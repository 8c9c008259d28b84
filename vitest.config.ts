import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores run twice as many files at once as vitest would use by itself.
    maxWorkers: 2,
    reporters: ['default'],
  },
});
