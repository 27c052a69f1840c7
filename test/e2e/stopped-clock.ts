// A page whose clock stands still until a test moves it: what depends on 400 ms does not depend on the machine.
import type { Page } from '@playwright/test';

export interface StoppedClock {
  /** Moves the page's time by so many milliseconds. Timers run on by the machine's own clock. */
  move(ms: number): Promise<void>;
}

export async function stopClock(page: Page): Promise<StoppedClock> {
  await page.evaluate(() => {
    const stopped = { wall: Date.now(), monotonic: performance.now() };
    Object.assign(window, { stopped });
    Date.now = () => stopped.wall;
    performance.now = () => stopped.monotonic;
  });
  return {
    move: (ms) =>
      page.evaluate((by) => {
        const stopped = Reflect.get(window, 'stopped');
        stopped.wall += by;
        stopped.monotonic += by;
      }, ms),
  };
}
