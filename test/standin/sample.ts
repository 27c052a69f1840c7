// Launches the sample app on the stand-in, and leaves nothing behind.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import type { Standin } from './inspect.ts';

export const executablePath = path.join(import.meta.dirname, 'electron');
export const sampleFolder = path.join(import.meta.dirname, 'sample');

/** What the sample's main noted so far. */
export type Seen = [what: string, ...details: unknown[]][];

export interface Sample {
  app: ElectronApplication;
  desk: Page;
  line: Page;
  profile: string;
  seen(): Promise<Seen>;
  standin<R>(look: (standin: Standin) => R | Promise<R>): Promise<R>;
}

export async function launchSample(
  profile: string,
  env: Record<string, string> = {},
): Promise<ElectronApplication> {
  const inherited = Object.entries(process.env).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  return _electron.launch({
    executablePath,
    args: [sampleFolder, `--user-data-dir=${profile}`],
    env: { ...Object.fromEntries(inherited), ...env },
  });
}

/** Once the sample has opened everything. */
export async function opened(app: ElectronApplication): Promise<void> {
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'sample')?.opened === true)).toBe(true);
}

/** A window's page; Playwright hears of its address a little after main does. */
export async function pageOf(app: ElectronApplication, host: string): Promise<Page> {
  const find = () => app.windows().find((one) => one.url().startsWith(`https://${host}.app.invalid/`));
  await expect.poll(() => find() !== undefined, `the window ${host}`).toBe(true);
  const page = find();
  if (page === undefined) throw new Error(`no window ${host}`);
  return page;
}

export const test = base.extend<{ profile: string; sample: Sample }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are needed from this pattern.
  profile: async ({}, use) => {
    const profile = await mkdtemp(path.join(tmpdir(), 'standin-sample-'));
    await use(profile);
    await rm(profile, { recursive: true, force: true });
  },
  sample: async ({ profile }, use) => {
    const app = await launchSample(profile);
    await opened(app);
    const sample: Sample = {
      app,
      desk: await pageOf(app, 'desk'),
      line: await pageOf(app, 'line'),
      profile,
      seen: () => app.evaluate(() => Reflect.get(globalThis, 'sample').seen),
      standin: async (look) => {
        const handle = await app.evaluateHandle((electron) => Reflect.get(electron, 'standin'));
        return (handle.evaluate as unknown as (fn: typeof look) => ReturnType<typeof look>).call(
          handle,
          look,
        );
      },
    };
    await use(sample);
    await app.close();
  },
});

export { expect };
