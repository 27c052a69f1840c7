// The phone itself, signed in behind the same front as the vendor's kit, and what its log tells of a call.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Simulator } from '../simulator/simulator.ts';
import { acceptMemory, expectRegistered, signIn, turnElsewhere } from '../test/e2e/agent.ts';
import { expect, launchOffhook, type Offhook } from '../test/e2e/offhook.ts';
import type { Front } from './front.ts';

interface Logged {
  event: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export function launch(profile: string, front: Front): Promise<Offhook> {
  return launchOffhook({ profile, args: front.switches });
}

export async function launchSignedIn(simulator: Simulator, profile: string, front: Front): Promise<Offhook> {
  const offhook = await launch(profile, front);
  const { demo } = simulator;
  await acceptMemory(offhook.desk);
  await signIn(offhook.desk, { ...demo, region: { ...demo.region, sipUrl: front.edgeUrl } });
  await expectRegistered(offhook.desk);
  // The popup is what a ring is measured by, and it stays away from an agent who works in the desk.
  await turnElsewhere(offhook);
  return offhook;
}

/** When the log first told `event`, at or after `since`; both milliseconds since the epoch. */
export async function logged(offhook: Offhook, event: string, since: number): Promise<number> {
  let at = Number.NaN;
  await expect
    .poll(
      async () => {
        at = (await entries(offhook.profile)).find((one) => one.event === event && one.at >= since)?.at ?? at;
        return at;
      },
      { message: `${event} in the log`, intervals: [10] },
    )
    .not.toBeNaN();
  return at;
}

async function entries(profile: string): Promise<Logged[]> {
  const text = await readFile(path.join(profile, 'logs/offhook.log'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { event: string; at: string })
    .map(({ event, at }) => ({ event, at: Date.parse(at) }));
}

/** Presses Answer in the popup as soon as it takes a press. Answers when that was, in milliseconds since the epoch. */
export async function pressAnswer({ popup }: Offhook, paintedAt: number): Promise<number> {
  const answer = popup.getByRole('button', { name: /^answer/i });
  // The popup takes no press in its first 400 ms: pressing waits for that, not for a time of our own.
  await expect
    .poll(() => popup.evaluate(() => performance.timeOrigin + performance.now()), { intervals: [20] })
    .toBeGreaterThan(paintedAt + 450);
  const box = await answer.boundingBox();
  if (box === null) throw new Error('no Answer to press');
  const pressed = performance.timeOrigin + performance.now();
  await popup.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  return pressed;
}
