// What an agent does with the whole app, and the tests of the stand-in that runs it where there is no Electron.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  projects: [
    { name: 'standin', testDir: 'test/standin', testMatch: '*.spec.ts' },
    { name: 'e2e', testDir: 'test/e2e', testMatch: '**/*.spec.ts' },
  ],
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  outputDir: 'test-results/e2e',
});
