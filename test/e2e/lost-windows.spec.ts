// A window that is lost, however it is lost, is there again by itself, and nothing is promised meanwhile.
import { expect, expectRegistered, lineState, test } from './agent.ts';
import type { Offhook, WindowName } from './offhook.ts';

/** A desktop that has a tray, without a bus to ask. */
const env = { XDG_CURRENT_DESKTOP: 'KDE', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

const tip = ({ standin }: Offhook) => standin((look) => look.trays()[0]?.toolTip ?? '');

async function crash({ app }: Offhook, name: WindowName): Promise<void> {
  await app.evaluate(({ webContents }, host) => {
    webContents
      .getAllWebContents()
      .find((one) => one.getURL().startsWith(`app://${host}/`))
      ?.forcefullyCrashRenderer();
  }, name);
}

test('the line crashes while nobody calls: no window and no tray says ready before it is', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ env, allowed: [/crash/i] });
  await expect.poll(() => tip(offhook)).toBe('Offhook: ready for calls');
  // The edge takes its time, so that what is said meanwhile can be seen.
  simulator.faults.register.reply = 'none';
  await crash(offhook, 'line');
  await expect(lineState(offhook.desk)).not.toHaveAttribute('data-line', 'registered');
  expect(await tip(offhook)).toMatch(/: (connecting|disconnected, trying again)$/);
});

test('the line hangs in a call: the loss is said and kept, and the line is back by itself', async ({
  simulator,
  signedIn,
}) => {
  test.setTimeout(60_000);
  const offhook = await signedIn({ allowed: [/crash/i] });
  const call = await simulator.ring({ agent: simulator.demo.userId, from: '+915550012345' });
  await expect(offhook.desk.getByRole('button', { name: /^answer/i })).toBeVisible();
  const after = simulator.feed.entries.at(-1)?.index ?? 0;
  // Never answered: the page is stuck.
  offhook.line.evaluate('for (;;) {}').catch(() => undefined);
  await simulator.waitForRegistration(simulator.demo.userId, { after, timeoutMs: 30_000 });
  await expectRegistered(offhook.desk);
  await expect(offhook.desk.locator('[data-outcome="missed"]')).toHaveCount(1);
  call.cancel();
});

for (const name of ['desk', 'popup', 'line'] as const) {
  test(`the ${name} goes to an empty page: it is there again`, async ({ launchOffhook }) => {
    const offhook = await launchOffhook({ env });
    const lost = offhook[name];
    await lost.evaluate("location.href = 'about:blank'").catch(() => undefined);
    await lost.waitForURL('about:blank').catch(() => undefined);
    const again = await offhook.window(name);
    expect(again).not.toBe(lost);
    await expect(again.locator('html')).toHaveAttribute('lang', 'en');
  });
}
