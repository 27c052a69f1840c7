// What a test against the real edge is given: a fresh rig, and a browser whose microphone hears a tone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base } from '@playwright/test';
import { launchBrowser } from './page/browser.ts';
import { buildLine, type LinePage, openLine } from './page/line-page.ts';
import { type Rig, startRig } from './rig.ts';
import { writeTone } from './tone.ts';

/** The tone the agent speaks with. */
export const agentHz = 1_000;
export { telephoneHz } from './telephone/telephone.ts';

interface Fixtures {
  rig: Rig;
  line: LinePage;
}

interface WorkerFixtures {
  browser: Browser;
  built: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures used from it
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'offhook-voice-'));
      const microphone = join(folder, 'agent.wav');
      const beat = { onMs: 300, offMs: 200 };
      await writeTone(microphone, { hz: agentHz, seconds: 10, sampleRate: 48_000, beat });
      const browser = await launchBrowser(microphone);
      await use(browser);
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures used from it
    async ({}, use) => use(await buildLine()),
    { scope: 'worker', timeout: 60_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures used from it
  rig: async ({}, use) => {
    const agents = [{ user: 'agent1', password: 'right-secret' }];
    const rig = await startRig({ domain: 'testaccount1.voip.exotel.com', agents });
    await use(rig);
    await rig.stop();
  },
  line: async ({ browser, built }, use) => {
    const line = await openLine(browser, built);
    await use(line);
    await line.close();
  },
});

export const { expect } = test;
