// What a demo stands on: a display, the simulator, the app with its agent signed in, the customer's telephone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import type { TelephonePage } from '../../simulator/telephone/telephone.ts';
import { acceptMemory, expectRegistered, signIn, turnElsewhere } from '../../test/e2e/agent.ts';
import { launchOffhook, type Offhook } from '../../test/e2e/offhook.ts';
import { openDisplay } from '../display.ts';

declare global {
  interface Window {
    telephone: TelephonePage;
  }
}

type Media = 'real' | 'fake';

export interface Stage {
  simulator: Simulator;
  offhook: Offhook;
  telephone: Page;
  /** False where there was no display, and the windows are on a hidden one. */
  isSeen: boolean;
  /** Whose voices are heard: the person's own microphone, or beeps. */
  media: Media;
  close(): Promise<void>;
}

export interface StageOptions {
  /** True where a person watches: with the machine's own microphone where it has one. */
  attended: boolean;
  /** Told of each step, for the person at the terminal or for pictures. */
  step: (name: 'sign-in' | 'ready', offhook: Offhook) => Promise<void>;
}

export async function openStage({ attended, step }: StageOptions): Promise<Stage> {
  const closing: (() => Promise<unknown> | undefined)[] = [];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await Promise.resolve(each()).catch(() => undefined);
  };
  try {
    const display = await openDisplay();
    closing.push(() => {
      display.close();
      return undefined;
    });
    const simulator = await startSimulator();
    closing.push(() => simulator.stop());
    const address = simulator.addresses.telephone;
    const open = (media: Media) => openTelephone(address, { attended, display: display.display, media });
    let opened = await open(attended && display.isSeen ? 'real' : 'fake');
    closing.push(() => opened.close());
    if (opened.media === 'real' && !(await hasMicrophone(opened.telephone))) {
      await opened.close();
      opened = await open('fake');
    }
    const { telephone, media } = opened;
    const offhook = await launchOffhook({
      env: {
        DISPLAY: display.display,
        OFFHOOK_STANDIN_HEADED: '1',
        OFFHOOK_STANDIN_MEDIA: media,
      },
    });
    closing.push(() => rm(offhook.profile, { recursive: true, force: true }));
    closing.push(() => offhook.close());
    await acceptMemory(offhook.desk);
    await step('sign-in', offhook);
    await signIn(offhook.desk, simulator.demo);
    await expectRegistered(offhook.desk);
    await step('ready', offhook);
    // Who rings by the telephone's page has that in front, not the desk.
    await turnElsewhere(offhook);
    return { simulator, offhook, telephone, isSeen: display.isSeen, media, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Opened {
  telephone: Page;
  media: Media;
  close(): Promise<void>;
}

/** The telephone's page in a window of its own, without a browser around it. */
async function openTelephone(
  address: string,
  { attended, display, media }: { attended: boolean; display: string; media: Media },
): Promise<Opened> {
  const profile = await mkdtemp(join(tmpdir(), 'offhook-telephone-'));
  const browser = await chromium.launchPersistentContext(profile, {
    headless: !attended,
    executablePath: process.env['OFFHOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    env: { ...process.env, DISPLAY: display },
    // The stage ends it, after the app: a signal must not take it away before.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    viewport: attended ? null : { width: 520, height: 620 },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--use-fake-ui-for-media-stream',
      ...(media === 'fake' ? ['--use-fake-device-for-media-stream'] : []),
      '--autoplay-policy=no-user-gesture-required',
      '--window-size=520,680',
      '--window-position=1000,60',
      `--app=${address}`,
    ],
  });
  const close = async () => {
    await browser.close();
    // Chromium writes into it until its last process is gone.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    const telephone = browser.pages()[0] ?? (await browser.waitForEvent('page'));
    await telephone.waitForURL(address);
    await telephone.locator('html[data-ready]').waitFor();
    return { telephone, media, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function hasMicrophone(page: Page): Promise<boolean> {
  return page.evaluate(async () =>
    (await navigator.mediaDevices.enumerateDevices()).some(({ kind }) => kind === 'audioinput'),
  );
}
