// An agent who works in other windows: the popup has the ring, and keeps the call while the desk is hidden.
import type { SimulatedCall } from '../../simulator/calls.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { expect, pressUntilEnded, test } from './agent.ts';
import type { Offhook } from './offhook.ts';
import { stopClock } from './stopped-clock.ts';

const customer = { from: '+915550012345', name: 'Meera Krishnan' };
// A desktop that has a tray, without a bus to ask.
const withTray = { XDG_CURRENT_DESKTOP: 'KDE', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

function windowState({ standin }: Offhook, name: 'desk' | 'popup') {
  return standin((look, host) => look.windows().find((one) => one.url.startsWith(`app://${host}/`)), name);
}

async function closeDesk(offhook: Offhook): Promise<void> {
  await offhook.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().startsWith('app://desk/'))
      ?.close(),
  );
  await expect.poll(async () => (await windowState(offhook, 'desk'))?.visible).toBe(false);
}

const ring = ({ demo, ring: call }: Simulator) => call({ agent: demo.userId, ...customer });
const inPopup = ({ popup }: Offhook, name: RegExp) => popup.getByRole('button', { name });

async function centreOf({ popup }: Offhook, name: RegExp) {
  const box = await popup.getByRole('button', { name }).boundingBox();
  if (box === null) throw new Error(`no ${name} in the popup`);
  return [box.x + box.width / 2, box.y + box.height / 2] as const;
}

async function answerInPopup(offhook: Offhook, call: SimulatedCall): Promise<void> {
  await expect(async () => {
    if (call.state === 'ringing') await inPopup(offhook, /^answer/i).click({ timeout: 500 });
    expect(call.state).toBe('talking');
  }).toPass({ timeout: 5_000 });
}

for (const gap of [80, 200, 400]) {
  test(`a double click on Answer, ${gap} ms apart, answers and does not hang up: popup and desk`, async ({
    simulator,
    signedIn,
  }) => {
    const offhook = await signedIn({ env: withTray });
    for (const where of ['popup', 'desk'] as const) {
      if (where === 'popup') await closeDesk(offhook);
      else await offhook.standin((look) => look.clickTray());
      const page = offhook[where];
      const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
      const answer = page.getByRole('button', { name: /^answer/i });
      await expect(answer).toBeVisible();
      const box = await answer.boundingBox();
      if (box === null) throw new Error('no Answer');
      await page.waitForTimeout(450);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      for (const count of [1, 2]) {
        await page.mouse.down({ clickCount: count });
        await page.mouse.up({ clickCount: count });
        if (count === 1) await page.waitForTimeout(gap);
      }
      await call.waitFor('talking');
      await expect(page.getByRole('button', { name: /^hang up/i })).toBeVisible();
      expect(call.state, where).toBe('talking');
      await call.hangUp();
      await expect(page.getByRole('button', { name: /^hang up/i })).toHaveCount(0);
    }
  });
}

test('answering with the desk in the tray leaves a pill: who, how long, Hang up; it takes no focus', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ env: withTray });
  await closeDesk(offhook);
  const call = await ring(simulator);
  await answerInPopup(offhook, call);
  await expect(offhook.popup.getByRole('heading', { name: customer.name })).toBeVisible();
  await expect(offhook.popup.getByRole('timer')).toHaveText(/^0:0\d$/);
  expect(await windowState(offhook, 'popup')).toMatchObject({
    visible: true,
    focused: false,
    bounds: { width: 320, height: 56 },
  });
  expect((await windowState(offhook, 'desk'))?.visible).toBe(false);
  expect(
    await offhook.popup
      .locator('main')
      .evaluate((pill) => getComputedStyle(pill).getPropertyValue('app-region')),
  ).toBe('drag');
  await pressUntilEnded(call, () => inPopup(offhook, /^hang up/i).click({ timeout: 500 }));
  expect(call.endedBy).toBe('agent');
  await expect.poll(async () => (await windowState(offhook, 'popup'))?.visible).toBe(false);
});

test('the pill goes when the desk is shown, comes back when it is hidden, and opens the desk', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ env: withTray });
  await closeDesk(offhook);
  const call = await ring(simulator);
  await answerInPopup(offhook, call);
  const isVisible = async () => (await windowState(offhook, 'popup'))?.visible;
  await offhook.standin((look) => look.clickTray());
  await expect.poll(isVisible).toBe(false);
  await expect(offhook.desk.locator('#current-call')).toHaveAttribute('data-phase', 'talking');
  await closeDesk(offhook);
  await expect.poll(isVisible).toBe(true);
  await expect(async () => {
    await inPopup(offhook, /^open offhook/i).click({ timeout: 500 });
    expect((await windowState(offhook, 'desk'))?.visible).toBe(true);
  }).toPass({ timeout: 5_000 });
  await expect.poll(isVisible).toBe(false);
  expect(call.state).toBe('talking');
});

test('the pill’s Hang up takes no press in its first 400 ms, and then by key too', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ env: withTray });
  await closeDesk(offhook);
  const call = await ring(simulator);
  await expect(inPopup(offhook, /^answer/i)).toBeVisible();
  const clock = await stopClock(offhook.popup);
  await clock.move(400);
  await offhook.popup.keyboard.press('Control+Shift+A');
  await call.waitFor('talking');
  await expect(inPopup(offhook, /^hang up/i)).toBeVisible();
  await offhook.popup.mouse.click(...(await centreOf(offhook, /^hang up/i)));
  await offhook.popup.keyboard.press('Control+Shift+H');
  await expect(offhook.popup.locator('main')).toBeFocused();
  expect(call.state).toBe('talking');
  await clock.move(400);
  await offhook.popup.keyboard.press('Control+Shift+H');
  await call.waitFor('ended');
  expect(call.endedBy).toBe('agent');
});

test('an agent who works in the desk is rung in its dock; the popup comes when they turn elsewhere', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ env: withTray });
  await offhook.standin((look) => look.clickTray());
  const call = await ring(simulator);
  await expect(offhook.desk.locator('#current-call')).toHaveAttribute('data-phase', 'ringing');
  expect((await windowState(offhook, 'popup'))?.visible).toBe(false);
  await offhook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
  await expect(inPopup(offhook, /^answer/i)).toBeVisible();
  expect(await windowState(offhook, 'popup')).toMatchObject({ visible: true, focused: false });
  await offhook.standin((look) => look.clickTray());
  await expect.poll(async () => (await windowState(offhook, 'popup'))?.visible).toBe(false);
  expect(call.state).toBe('ringing');
});

for (const zoom of [1.5, 2]) {
  test(`with the desk at ${zoom * 100} % the popup grows as much, and nothing of it is cut`, async ({
    simulator,
    signedIn,
  }) => {
    const offhook = await signedIn({ env: withTray });
    await offhook.app.evaluate(({ webContents }, factor) => {
      webContents
        .getAllWebContents()
        .find((one) => one.getURL().startsWith('app://desk/'))
        ?.setZoomFactor(factor);
    }, zoom);
    await closeDesk(offhook);
    const call = await ring(simulator);
    const expectWhole = async (width: number, height: number) => {
      const { bounds } = (await windowState(offhook, 'popup')) ?? {};
      expect(bounds).toMatchObject({ width: width * zoom, height: height * zoom });
      await expect.poll(() => offhook.popup.evaluate(() => devicePixelRatio)).toBe(zoom);
      for (const one of await offhook.popup.getByRole('button').all())
        await expect(one).toBeInViewport({ ratio: 1 });
      const main = offhook.popup.locator('main');
      expect(await main.evaluate((all) => all.scrollHeight - all.clientHeight)).toBe(0);
    };
    await expect(inPopup(offhook, /^answer/i)).toBeVisible();
    await expectWhole(380, 184);
    await answerInPopup(offhook, call);
    await expect(inPopup(offhook, /^hang up/i)).toBeVisible();
    await expectWhole(320, 56);
  });
}
