// The line window alone, in a real browser, against an edge that says exactly what a test tells it to.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  timeout: 30_000,
  workers: 1,
  reporter: [['line']],
  outputDir: '../../test-results/line',
});
