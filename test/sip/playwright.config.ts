// The phone against a real SIP edge: one test at a time, since each has the edge to itself.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 30_000,
  reporter: 'list',
  outputDir: '../../test-results/sip',
});
