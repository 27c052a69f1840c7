// What an agent does with the whole app on each desktop, and the tests of the stand-in that runs it where there is no Electron.
import { defineConfig } from '@playwright/test';
import type { DesktopOption } from './test/e2e/offhook.ts';

/** Desktops where only those flows run again that differ there, by their tags; `@everywhere`: on each of them. */
const others = ['wayland', 'windows', 'macos'] as const;

export default defineConfig<DesktopOption>({
  projects: [
    { name: 'standin', testDir: 'test/standin', testMatch: '*.spec.ts' },
    {
      name: 'e2e',
      testDir: 'test/e2e',
      testMatch: '**/*.spec.ts',
      grepInvert: new RegExp(`@(${others.join('|')})`),
    },
    ...others.map((desktop) => ({
      name: desktop,
      testDir: 'test/e2e',
      testMatch: '**/*.spec.ts',
      grep: new RegExp(`@(everywhere|${desktop})`),
      use: { desktop },
    })),
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
