// The README's first command, used as a person uses it.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  // A person leaves it running; so does the test.
  timeout: 240_000,
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  outputDir: '../../test-results/demo',
});
