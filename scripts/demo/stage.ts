// What a demo stands on: a display, the simulator, the app with its agent signed in, the customer's telephone.
import { spawn } from 'node:child_process';
import { chromium, type Page } from '@playwright/test';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import type { TelephonePage } from '../../simulator/telephone/telephone.ts';
import { acceptMemory, expectRegistered, signIn } from '../../test/e2e/agent.ts';
import { launchOffhook, type Offhook } from '../../test/e2e/offhook.ts';

declare global {
  interface Window {
    telephone: TelephonePage;
  }
}

export interface Stage {
  simulator: Simulator;
  offhook: Offhook;
  telephone: Page;
  close(): Promise<void>;
}

export interface StageOptions {
  /** True where a person watches: with the machine's own microphone where it has one. */
  attended: boolean;
  /** Told of each step, for the person at the terminal or for pictures. */
  step: (name: 'sign-in' | 'ready', offhook: Offhook) => Promise<void>;
}

/** A display to show windows on: the one there is, else one of our own. */
async function openDisplay(): Promise<{ display: string; close: () => void }> {
  const present = process.env['DISPLAY'] ?? '';
  if (present !== '') return { display: present, close: () => undefined };
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const said = server.stdio[3];
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb did not start')));
    said?.once('data', (data) => resolve(String(data).trim()));
  });
  return { display: `:${number}`, close: () => server.kill() };
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
    const offhook = await launchOffhook({
      env: {
        DISPLAY: display.display,
        OFFHOOK_STANDIN_HEADED: '1',
        OFFHOOK_STANDIN_MEDIA: attended && process.env['DISPLAY'] ? 'real' : 'fake',
      },
    });
    closing.push(() => offhook.close());
    await acceptMemory(offhook.desk);
    await step('sign-in', offhook);
    await signIn(offhook.desk, simulator.demo);
    await expectRegistered(offhook.desk);
    await step('ready', offhook);

    const browser = await chromium.launch({
      headless: !attended,
      executablePath: process.env['OFFHOOK_CHROMIUM'] ?? '/usr/bin/chromium',
      env: { ...process.env, DISPLAY: display.display },
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--use-fake-ui-for-media-stream',
        ...(attended && process.env['DISPLAY'] ? [] : ['--use-fake-device-for-media-stream']),
        '--autoplay-policy=no-user-gesture-required',
        `--app=${simulator.addresses.telephone}`,
      ],
    });
    closing.push(() => browser.close());
    const telephone = await browser.newPage({ viewport: { width: 520, height: 620 } });
    await telephone.goto(simulator.addresses.telephone);
    await telephone.locator('html[data-ready]').waitFor();
    return { simulator, offhook, telephone, close };
  } catch (error) {
    await close();
    throw error;
  }
}
