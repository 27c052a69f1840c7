// What an agent does, in the windows' own words, for every flow to use.
import type { Page } from '@playwright/test';
import type { Region } from '../../app/account/account.ts';
import type { SimulatedCall } from '../../simulator/calls.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { test as base, expect, type LaunchOptions, type Offhook } from './offhook.ts';

export interface Pair {
  appId: string;
  appSecret: string;
  userId: string;
  region: Region;
}

/** Fills the sign-in form in and sends it. */
export async function signIn(desk: Page, { appId, appSecret, userId, region }: Pair): Promise<void> {
  const other = desk.getByRole('button', { name: /another account/i });
  const edit = desk.getByRole('button', { name: /edit addresses/i });
  const api = desk.getByLabel(/API/);
  await expect(other.or(edit).or(api).first()).toBeVisible();
  if (await other.isVisible()) await other.click();
  if (await edit.isVisible()) await edit.click();
  await api.fill(region.apiBase);
  await desk.getByLabel(/SIP (address|edge|host)/i).fill(region.sipUrl);
  await desk.getByLabel(/SIP domain/i).fill(region.sipDomain);
  await desk.getByLabel(/STUN/i).fill(region.stunServer);
  await desk.getByLabel('App ID').fill(appId);
  await desk.getByLabel('App secret').fill(appSecret);
  await desk.getByLabel(/user id/i).fill(userId);
  await desk.getByRole('button', { name: /^sign in$/i }).click();
}

/** Where there is no keyring the agent is asked first; where there is one nothing is. */
export async function acceptMemory(desk: Page): Promise<void> {
  const keep = desk.getByRole('button', { name: /keep it in memory/i });
  const ready = desk.getByRole('button', { name: /^sign in$/i });
  await expect(keep.or(ready).first()).toBeVisible();
  if (await keep.isVisible()) await keep.click();
}

/** The line's state, as the desk shows it. */
export function lineState(desk: Page) {
  return desk.locator('[data-line]').first();
}

/** Whether calls can reach the agent, as the desk says it in a word or two. */
export function lamp(desk: Page) {
  return desk.locator('[data-readiness]');
}

export async function expectRegistered(desk: Page): Promise<void> {
  await expect(lineState(desk)).toHaveAttribute('data-line', 'registered', { timeout: 15_000 });
}

/** Presses until the call is over, as a person would: what has just appeared takes no press for 400 ms. */
export async function pressUntilEnded(call: SimulatedCall, press: () => Promise<void>): Promise<void> {
  await expect(async () => {
    if (call.state !== 'ended') await press();
    expect(call.state).toBe('ended');
  }).toPass({ timeout: 5_000 });
}

/** The agent turns to another program: the desk stays where it is, without the focus. */
export async function turnElsewhere({ app }: Offhook): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
}

interface Fixtures {
  simulator: Simulator;
  /** The app with the demo agent signed in and the line registered; the agent works in another window then. */
  signedIn: (options?: LaunchOptions) => Promise<Offhook>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are needed from this pattern.
  simulator: async ({}, use) => {
    const simulator = await startSimulator();
    await use(simulator);
    await simulator.stop();
  },
  signedIn: async ({ simulator, launchOffhook }, use) => {
    await use(async (options) => {
      const offhook = await launchOffhook(options);
      await acceptMemory(offhook.desk);
      await signIn(offhook.desk, simulator.demo);
      await expectRegistered(offhook.desk);
      await turnElsewhere(offhook);
      return offhook;
    });
  },
});

export { expect };
