// A new user starts the demo, goes for a coffee, comes back, rings, answers, hangs up, and ends it.
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, expect, type Page, test } from '@playwright/test';
import { findRuntime } from '../e2e/runtime.ts';
import { Demo } from './demo.ts';

/** Milliseconds the demo is left alone: longer than any time-out that would end it behind the person's back. */
const coffee = 65_000;

test.skip(findRuntime().runtime === 'electron', 'finds the windows by the stand-in’s debugging door');

async function openTelephone(address: string, media: 'fake' | 'none'): Promise<Page> {
  const browser = await chromium.launch({
    executablePath: process.env['OFFHOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--use-fake-ui-for-media-stream',
      ...(media === 'fake' ? ['--use-fake-device-for-media-stream'] : []),
    ],
  });
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('html[data-ready]').waitFor();
  return page;
}

test('the demo waits as long as a person does, rings, is answered, and Ctrl+C leaves nothing behind', async () => {
  const demo = await Demo.start();
  try {
    const address = await demo.saying(/telephone: (\S+)/);
    // The only way to see that nothing ends it is to let the time pass.
    await wait(coffee);
    expect(demo.isRunning, demo.said).toBe(true);

    const telephone = await openTelephone(address, 'fake');
    await telephone.getByRole('button', { name: 'Ring' }).click();
    const popup = await demo.window('popup');
    const answer = popup.getByRole('button', { name: /^answer/i });
    await expect(async () => {
      await answer.click({ timeout: 1_000 });
      await expect(telephone.locator('#screen')).toHaveAttribute('data-state', 'talking', { timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    const desk = await demo.window('desk');
    const hangUp = desk.getByRole('button', { name: /hang up/i });
    // A control that has just appeared takes no press.
    await expect(async () => {
      if (await hangUp.isVisible()) await hangUp.click({ timeout: 500 });
      await expect(telephone.locator('#screen')).toHaveAttribute('data-state', 'ended', { timeout: 1_000 });
    }).toPass({ timeout: 10_000 });
    await telephone.context().browser()?.close();

    await demo.interrupt();
    // npm is gone at once; what it had started takes its leave of the vendor first.
    await expect
      .poll(() => demo.leftovers(), { message: 'all of it ends', timeout: 15_000 })
      .toEqual({ processes: [], files: [] });
  } finally {
    await demo.close();
  }
});

test('a telephone without a microphone says so, and rings nobody', async () => {
  const { startSimulator } = await import('../../simulator/simulator.ts');
  const simulator = await startSimulator();
  const telephone = await openTelephone(simulator.addresses.telephone, 'none');
  try {
    await telephone.getByRole('button', { name: 'Ring' }).click();
    await expect(telephone.locator('#state')).toHaveText('No microphone');
    await expect(telephone.locator('#detail')).toHaveText(/plug one in/i);
    await expect(telephone.getByRole('button', { name: 'Ring' })).toBeEnabled();
    expect(simulator.feed.entries.filter((event) => event.kind === 'call')).toEqual([]);
  } finally {
    await telephone.context().browser()?.close();
    await simulator.stop();
  }
});
