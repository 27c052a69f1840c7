// A profile whose file is damaged or held by another program: calls go on, nothing is lost, and it is said.
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { failure } from '../../app/text/en/failure.ts';
import { holdDatabase } from '../unit/storage/hold.ts';
import { acceptMemory, expect, expectRegistered, signIn, test } from './agent.ts';

const fileOf = (profile: string) => path.join(profile, 'offhook.sqlite');

function keptCalls(profile: string): number {
  const reader = new DatabaseSync(fileOf(profile), { readOnly: true });
  const { length } = reader.prepare('SELECT id FROM calls').all();
  reader.close();
  return length;
}

test('another program holds the file: signing in and out work, and calls are saved when it lets go', async ({
  simulator,
  launchOffhook,
}) => {
  const { desk, profile } = await launchOffhook();
  await acceptMemory(desk);
  const letGo = await holdDatabase(fileOf(profile));
  try {
    await signIn(desk, simulator.demo);
    await expectRegistered(desk);
    const call = await simulator.ring({ agent: simulator.demo.userId, from: '+915550012345' });
    await expect(desk.getByRole('button', { name: /^answer/i })).toBeVisible();
    call.cancel();
    await expect(desk.locator('[data-outcome="missed"]')).toHaveCount(1);
    await expect(desk.getByText(failure['calls-not-kept'].title)).toBeVisible();
    await desk.getByRole('button', { name: 'Settings' }).click();
    await desk.getByRole('button', { name: /sign out/i }).click();
    await desk.getByRole('button', { name: /^sign in as/i }).click();
    await expectRegistered(desk);
    await expect(desk.locator('[data-outcome="missed"]')).toHaveCount(1);
    expect(keptCalls(profile)).toBe(0);
  } finally {
    await letGo();
  }
  await expect(desk.getByText(failure['calls-not-kept'].title)).toHaveCount(0, { timeout: 20_000 });
  expect(keptCalls(profile)).toBe(1);
});

test('a file without its tables opens the window all the same, and the agent is told where it went', async ({
  simulator,
  launchOffhook,
}) => {
  const first = await launchOffhook();
  await first.close();
  const database = new DatabaseSync(fileOf(first.profile));
  database.exec('DROP TABLE settings');
  database.close();
  const { desk } = await launchOffhook({ profile: first.profile });
  await acceptMemory(desk);
  await signIn(desk, simulator.demo);
  await expectRegistered(desk);
  await expect(desk.getByText(failure['calls-set-aside'].title)).toBeVisible();
});
