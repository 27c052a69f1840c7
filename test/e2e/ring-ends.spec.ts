// However a ring ends, it ends everywhere: popup, notification, tray and desk.
import type { SimulatedCall } from '../../simulator/calls.ts';
import { expect, test } from './agent.ts';
import type { Offhook } from './offhook.ts';
import { stopClock } from './stopped-clock.ts';

const customer = { from: '+915550012345', name: 'Meera Krishnan' };

async function expectRinging({ popup, standin }: Offhook): Promise<void> {
  await expect(popup.getByRole('button', { name: /^answer/i })).toBeVisible();
  const seen = await standin((look) => ({
    popup: look.windows().find((one) => one.url.startsWith('app://popup/')),
    notifications: look
      .notifications()
      .filter((one) => one.shown && !one.closed && one.urgency === 'critical').length,
    tip: look.trays()[0]?.toolTip,
  }));
  expect(seen.popup).toMatchObject({ visible: true, focused: false, skipTaskbar: true });
  expect(seen.notifications).toBe(1);
}

async function expectQuiet({ popup, desk, standin }: Offhook): Promise<void> {
  await expect(popup.getByRole('button', { name: /^answer/i })).toHaveCount(0);
  await expect(desk.getByRole('button', { name: /^answer/i })).toHaveCount(0);
  await expect
    .poll(() => standin((look) => look.windows().find((one) => one.url.startsWith('app://popup/'))?.visible))
    .toBe(false);
  const open = await standin((look) =>
    look.notifications().filter((one) => one.shown && !one.closed && one.urgency === 'critical'),
  );
  expect(open).toEqual([]);
}

test('the caller gives up: the ring is gone and the call is in the list as missed', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expectRinging(offhook);
  call.cancel();
  await call.waitFor('ended');
  await expectQuiet(offhook);
  await expect(offhook.desk.locator('[data-outcome="missed"]')).toContainText(/Hung up after \d s/);
});

test('another agent answers: the ring is gone and it is no missed call', async ({ simulator, signedIn }) => {
  const offhook = await signedIn();
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expectRinging(offhook);
  call.cancel({ elsewhere: true });
  await expectQuiet(offhook);
  await expect(offhook.desk.locator('[data-outcome="answered-elsewhere"]')).toHaveCount(1);
});

test('a press in the first 400 ms does nothing; a later one declines, and the caller hears busy', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  // Before the ring, so that the popup's time stands still from the moment it comes up.
  const clock = await stopClock(offhook.popup);
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expectRinging(offhook);
  const decline = offhook.popup.getByRole('button', { name: /^decline/i });
  for (const name of [/^decline/i, /^answer/i]) {
    await offhook.popup.getByRole('button', { name }).click();
    await clock.move(199);
    await offhook.popup.keyboard.press('Enter');
  }
  expect(call.state).toBe('ringing');
  await expect(offhook.desk.locator('#current-call')).toHaveAttribute('data-phase', 'ringing');
  await clock.move(2);
  await decline.click();
  await call.waitFor('ended');
  expect([call.outcome, call.call.life.endCode]).toEqual(['declined', 486]);
  await expectQuiet(offhook);
});

test('the popup crashes while it rings: it comes back with the call, and the ring ends with the call', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn({ allowed: [/crash/i] });
  const call = await simulator.ring({ agent: simulator.demo.userId, ...customer });
  await expectRinging(offhook);
  await offhook.app.evaluate(({ webContents }) => {
    webContents
      .getAllWebContents()
      .find((one) => one.getURL().startsWith('app://popup/'))
      ?.forcefullyCrashRenderer();
  });
  await expect
    .poll(
      async () => {
        const popup = await offhook.window('popup').catch(() => null);
        return (
          (await popup
            ?.getByRole('button', { name: /^answer/i })
            .isVisible()
            .catch(() => false)) ?? false
        );
      },
      { timeout: 15_000 },
    )
    .toBe(true);
  call.cancel();
  await call.waitFor('ended');
  await expectQuiet(offhook);
});

test('two customers at once: the first rings, the second hears busy and is in the list', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  await simulator.ring({ agent: simulator.demo.userId, ...customer, faults: { twice: 'other-call' } });
  await expectRinging(offhook);
  await expect(offhook.desk.locator('[data-outcome="missed"]')).toContainText('Another call was ringing');
  await expectOutcome(simulator.feed.entries, 'declined');
});

async function expectOutcome(entries: readonly object[], outcome: string): Promise<void> {
  await expect.poll(() => entries.some((entry) => Reflect.get(entry, 'outcome') === outcome)).toBe(true);
}

test('the same call comes twice: it rings once and leaves no missed call', async ({
  simulator,
  signedIn,
}) => {
  const offhook = await signedIn();
  await simulator.ring({ agent: simulator.demo.userId, ...customer, faults: { twice: 'same-callsid' } });
  await expectRinging(offhook);
  await expectOutcome(simulator.feed.entries, 'declined');
  await expect(offhook.desk.locator('[data-outcome]')).toHaveCount(0);
});

test('a hostile name of 10 kB is text, cut short, and runs nothing', async ({ simulator, signedIn }) => {
  const offhook = await signedIn();
  await simulator.ring({ agent: simulator.demo.userId, ...customer, faults: { from: 'hostile' } });
  await expectRinging(offhook);
  const shown = await offhook.popup.locator('body').textContent();
  expect(shown).toContain('<img src=x');
  expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  expect(await offhook.popup.locator('img').count()).toBe(0);
});

test('a call that offers no audio never rings, and is refused as such', async ({ simulator, signedIn }) => {
  const offhook = await signedIn();
  const call: SimulatedCall = await simulator.ring({
    agent: simulator.demo.userId,
    ...customer,
    faults: { sdp: 'video-only' },
  });
  await call.waitFor('ended');
  expect(call.call.life.endCode).toBe(488);
  await expectQuiet(offhook);
});

test('a CANCEL on the heels of the INVITE leaves nothing ringing', async ({ simulator, signedIn }) => {
  const offhook = await signedIn();
  const call = await simulator.ring({
    agent: simulator.demo.userId,
    ...customer,
    faults: { cancelAtOnce: true },
  });
  await call.waitFor('ended');
  await expectQuiet(offhook);
});
