// The machine under the phone: sleep, network, a second start, the theme. Each reaches whom it concerns.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { failure } from '../../app/text/en/failure.ts';
import { expect, test } from './agent.ts';
import { findRuntime, root } from './runtime.ts';

/** A desktop that has a tray, without a bus to ask. */
const withTray = { XDG_CURRENT_DESKTOP: 'KDE' };

test('the machine is kept awake while somebody talks, and no longer', async ({ simulator, signedIn }) => {
  const { desk, standin } = await signedIn();
  const blocked = () => standin((look) => look.sleepBlocked());
  const call = await simulator.ring({ agent: simulator.demo.userId, from: '+915550012345' });
  const answer = desk.getByRole('button', { name: /^answer/i });
  await expect(answer).toBeVisible();
  expect(await blocked()).toEqual([]);
  await expect(async () => {
    if (call.state === 'ringing') await answer.click();
    expect(call.state).toBe('talking');
  }).toPass({ timeout: 5_000 });
  expect(await blocked()).toEqual(['prevent-app-suspension']);
  await call.hangUp();
  await expect.poll(blocked).toEqual([]);
});

test('the network returns: what changed meanwhile is read at once', async ({ simulator, signedIn }) => {
  const { desk, standin } = await signedIn({ allowed: [/WebSocket|ERR_INTERNET/] });
  const device = desk.locator('[data-effective]').first();
  await expect(device).toHaveAttribute('data-effective', 'sip');
  await standin((look) => look.setOnline(false));
  await expect(desk.getByText(/no network/i).first()).toBeVisible();
  simulator.agents.setActiveDevice(simulator.demo.userId, 'phone');
  await standin((look) => look.setOnline(true));
  await expect(device).toHaveAttribute('data-effective', 'phone');
});

test('the screen is unlocked: the device is read anew', async ({ simulator, signedIn }) => {
  const { desk, standin } = await signedIn();
  const device = desk.locator('[data-effective]').first();
  await expect(device).toHaveAttribute('data-effective', 'sip');
  simulator.agents.setActiveDevice(simulator.demo.userId, 'phone');
  await standin((look) => look.power('unlock-screen'));
  await expect(device).toHaveAttribute('data-effective', 'phone');
});

test('a second start brings the first one’s window to the front, and ends', async ({ launchOffhook }) => {
  const { app, standin, profile } = await launchOffhook({ env: withTray });
  const visible = () =>
    standin((look) => look.windows().find((one) => one.url.startsWith('app://desk/'))?.visible);
  await expect.poll(visible).toBe(true);
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.hide();
  });
  const second = spawn(findRuntime().executablePath, [root, `--user-data-dir=${profile}`], {
    stdio: 'ignore',
  });
  expect((await once(second, 'exit'))[0]).toBe(0);
  await expect.poll(visible).toBe(true);
});

test('a theme that is chosen is shown at once, and again at the next start', async ({
  signedIn,
  launchOffhook,
}) => {
  const { desk, app, profile, close } = await signedIn();
  await desk.getByRole('button', { name: 'Settings' }).click();
  await desk.getByRole('radio', { name: 'Dark' }).click({ force: true });
  const source = (one: typeof app) => one.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  await expect.poll(() => source(app)).toBe('dark');
  await close();
  const again = await launchOffhook({ profile });
  await expect.poll(() => source(again.app)).toBe('dark');
});

test('a choice of device in the tray that fails is said in the desk', async ({ simulator, signedIn }) => {
  const { desk, standin } = await signedIn({ env: withTray });
  await expect(desk.locator('[data-effective="sip"]').first()).toBeVisible();
  simulator.faults.api.push({ endpoint: '*', count: null, fault: { kind: 'html', status: 200 } });
  await standin((look) => look.clickTrayItem('Calls ring my phone'));
  await expect(desk.getByText(failure['unreadable-reply'].title).first()).toBeVisible();
});

test('the App secret is never seen while it is typed', async ({ launchOffhook }) => {
  const { desk } = await launchOffhook();
  await expect(desk.getByLabel('App secret')).toHaveAttribute('type', 'password');
});
