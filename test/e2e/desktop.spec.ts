// The phone on its desktop: closed into the tray, one of it, gone when it is told to.
import { once } from 'node:events';
import { expect, expectRegistered, test } from './agent.ts';

const withTray = { XDG_CURRENT_DESKTOP: 'KDE', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
const withoutTray = { XDG_CURRENT_DESKTOP: 'GNOME', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

function closeDesk(electron: typeof Electron.CrossProcessExports): void {
  electron.BrowserWindow.getAllWindows()
    .find((window) => window.webContents.getURL().startsWith('app://desk/'))
    ?.close();
}

test('closing the window leaves the phone in the tray, still registered; the tray opens it again', async ({
  simulator,
  signedIn,
}) => {
  const { app, standin } = await signedIn({ env: withTray });
  const visible = () =>
    standin((look) => look.windows().find((one) => one.url.startsWith('app://desk/'))?.visible);
  await app.evaluate(closeDesk);
  await expect.poll(visible).toBe(false);
  expect(simulator.edge.bindings(simulator.demo.userId)).toHaveLength(1);
  await standin((look) => look.clickTray());
  await expect.poll(visible).toBe(true);
});

test('where there is no tray, closing the window quits instead of hiding for ever', async ({ signedIn }) => {
  const { app } = await signedIn({ env: withoutTray });
  const exited = once(app.process(), 'exit');
  await app.evaluate(closeDesk).catch(() => undefined);
  expect((await exited)[0]).toBe(0);
});

test('the tray offers no way to lose the account', async ({ signedIn }) => {
  const { standin } = await signedIn({ env: withTray });
  const labels = await standin((look) => look.trays()[0]?.menu.map(({ label }) => label) ?? []);
  expect(labels).toContain('Quit Offhook');
  expect(labels.filter((label) => /sign out|remove/i.test(label))).toEqual([]);
});

test('after a wake the line does not trust what it had: the edge answers it again, within seconds', async ({
  simulator,
  signedIn,
}) => {
  const { desk, standin } = await signedIn();
  const after = simulator.feed.entries.at(-1)?.index ?? 0;
  await standin((look) => look.power('resume'));
  // The spread of up to 3 s that keeps thousands of desktops from coming back in one instant, and its REGISTER.
  await simulator.waitForRegistration(simulator.demo.userId, { after, timeoutMs: 8_000 });
  await expectRegistered(desk);
});
