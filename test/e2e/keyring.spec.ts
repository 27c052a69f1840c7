// A keyring that dies or hangs: it is said, memory takes its place, and the phone still ends.

import { failure } from '../../app/text/en/failure.ts';
import { type Keyring, openKeyring } from '../../scripts/keyring.ts';
import { test as base, expect, expectRegistered, signIn } from './agent.ts';

const test = base.extend<{ keyring: Keyring }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are needed from this pattern.
  keyring: async ({}, use) => {
    const keyring = await openKeyring();
    await use(keyring);
    keyring.daemon.kill('SIGCONT');
    await keyring.close();
  },
});
test.skip(process.platform !== 'linux', 'needs a keyring of its own');

test('is killed in mid-use: the agent is told, goes on in memory, and is registered again', async ({
  simulator,
  signedIn,
  keyring,
}) => {
  const { desk } = await signedIn({ env: keyring.env });
  keyring.daemon.kill('SIGKILL');
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('button', { name: /sign out/i }).click();
  await desk.getByRole('button', { name: /^sign in as/i }).click();
  await desk.getByRole('button', { name: /keep it in memory/i }).click();
  await signIn(desk, simulator.demo);
  await expectRegistered(desk);
});

test('hangs at the start: a way out is offered, and quitting still ends the phone', async ({
  simulator,
  signedIn,
  launchOffhook,
  keyring,
}) => {
  const first = await signedIn({ env: keyring.env });
  await first.close();
  keyring.daemon.kill('SIGSTOP');
  const offhook = await launchOffhook({ profile: first.profile, env: keyring.env });
  const { desk } = offhook;
  await expect(desk.getByText(failure['keyring-silent'].title)).toBeVisible({ timeout: 10_000 });
  await desk.getByRole('button', { name: /keep it in memory/i }).click();
  await signIn(desk, simulator.demo);
  await expectRegistered(desk);
  // Rejects when the process is not gone within its time.
  await offhook.close();
});

test('answers at last: the phone goes on with the account, on one line window', async ({
  signedIn,
  launchOffhook,
  keyring,
}) => {
  const first = await signedIn({ env: keyring.env });
  await first.close();
  const { desk, app } = await launchOffhook({ profile: first.profile, env: keyring.env });
  await expectRegistered(desk);
  // One each for desk, popup and line: none was opened for nothing.
  const ids = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ id }) => id));
  expect(Math.max(...ids)).toBe(3);
  keyring.daemon.kill('SIGSTOP');
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('button', { name: /sign out/i }).click();
  await desk.getByRole('button', { name: /^sign in as/i }).click();
  await expect(desk.getByText(failure['keyring-silent'].title)).toBeVisible({ timeout: 10_000 });
  keyring.daemon.kill('SIGCONT');
  await expectRegistered(desk);
});
