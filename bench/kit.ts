// The vendor's own web kit, unchanged, in a browser window of its own, registered as an agent of the simulator.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import type { Simulator } from '../simulator/simulator.ts';
import type { Front } from './front.ts';
import type { Kit } from './kit/page.ts';

declare global {
  interface Window {
    kit: Kit;
  }
}

const folder = join(import.meta.dirname, 'kit');
/** The agent it is registered as: not the one the phone is. */
export const kitAgent = 'ananya.iyer@demo.in';

/** Installs the kit beside its own lock file, and builds the page it runs in. Answers the page's folder. */
export async function buildKit(out: string): Promise<string> {
  if (!existsSync(join(folder, 'node_modules'))) {
    const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(`the vendor's kit could not be installed: ${done.stderr}`);
  }
  await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    root: folder,
    assetsInclude: ['**/*.wav'],
    build: { outDir: out, emptyOutDir: true, minify: false, chunkSizeWarningLimit: 2_000 },
  });
  return out;
}

export interface RunningKit {
  page: Page;
  /** What tells its browser's processes from any other's: its profile. */
  profile: string;
  /** Loads the page anew and starts the kit. Answers the milliseconds until the edge had it registered. */
  start(): Promise<number>;
  /** The kit's next call event of that name at or after `since`, milliseconds since the epoch. */
  callEvent(name: string, since: number): Promise<number>;
  close(): Promise<void>;
}

export async function openKit(simulator: Simulator, front: Front): Promise<RunningKit> {
  const profile = await mkdtemp(join(tmpdir(), 'offhook-kit-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['OFFHOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...front.switches,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      // A page of one site speaking to another asks the person first, which has nothing to do with speed.
      '--disable-features=LocalNetworkAccessChecks',
    ],
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  const token = await tokenOf(simulator);
  return {
    page,
    profile,
    async start() {
      const after = simulator.feed.entries.at(-1)?.index ?? -1;
      const began = performance.timeOrigin + performance.now();
      const registered = simulator.feed.waitFor(
        (event) => event.kind === 'registered' && event.agent === kitAgent && event.index > after,
        { what: 'registration of the kit', timeoutMs: 30_000 },
      );
      registered.catch(() => undefined);
      await page.goto(front.page);
      const started = await page.evaluate(([one, id]) => window.kit.start(one, id), [
        token,
        kitAgent,
      ] as const);
      if (!started) throw new Error("the vendor's kit did not start");
      return (await registered).at - began;
    },
    async callEvent(name, since) {
      const found = await page.waitForFunction(
        ([wanted, from]) => window.kit.events.find((one) => one.name === wanted && one.at >= from)?.at,
        [name, since] as const,
        { polling: 10, timeout: 10_000 },
      );
      return (await found.jsonValue()) ?? Number.NaN;
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** An app token, and one setting: a 404 for an app without any is the end of the kit (facts.md §1.6). */
async function tokenOf(simulator: Simulator): Promise<string> {
  const { appId, appSecret } = simulator.demo;
  const post = async (path: string, body: object, token?: string) => {
    const reply = await fetch(`${simulator.addresses.api}${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: token }),
      },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return (await reply.json()) as { Data: unknown };
  };
  const { Data } = await post('/token', { Id: appId, Secret: appSecret, Entity: 'app' });
  if (typeof Data !== 'string') throw new Error('no token');
  await post('/app_setting', { Key: 'record', Value: 'false' }, Data);
  return Data;
}
